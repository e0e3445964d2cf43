// @ts-check
/** The open consultation: read it, take it, answer it, end it. */

import { arrange, byId, make } from "../lib/dom.js";
import { Refused } from "./api.js";
import { closedWords, confirmClose } from "./closing.js";
import { Composer } from "./composer.js";
import { showHead } from "./head.js";
import { askHold } from "./holding.js";
import { loadAttachment, openConsultation } from "./opening.js";
import { problemWords } from "./problems.js";
import { holds as holdWords } from "./retention/words.js";
import { NotVerified, sendReply } from "./replying.js";
import { Transcript } from "./transcript.js";
import { showWarning } from "./warning.js";
import { consultation as words } from "./words.js";

/** @typedef {import("./types.js").Consultation} Consultation */
/** @typedef {import("./types.js").Opened} Opened */
/** @typedef {{ text: string, tone: "calm" | "caution" | "error" }} Notice */

const RETRY_AFTER_MS = 5000;

export class ConsultationPanel {
  #id = "";
  /** @type {Opened | null} */
  #opened = null;
  /** What the counselor's last action came to. @type {Notice | null} */
  #outcome = null;
  #ticket = 0;
  #loading = 0;
  #pausedUntil = 0;
  #gone = false;

  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.heading = byId("consultation-heading", HTMLElement);
    this.claimButton = byId("claim", HTMLButtonElement);
    this.closeButton = byId("close", HTMLButtonElement);
    this.holdButton = byId("hold", HTMLButtonElement);
    this.transcript = new Transcript(transcriptPlaces(), {
      again: (text) => this.composer.add(text),
      load: (attachment) => loadAttachment(desk.api, desk.session, this.#id, attachment),
    });
    this.composer = new Composer(composerPlaces(), desk.drafts, (attempt) => this.#send(attempt));
    this.claimButton.addEventListener("click", () => void this.#act(this.claimButton, () => this.#claim()));
    this.closeButton.addEventListener("click", () => void this.#close());
    this.holdButton.addEventListener("click", () => void this.#hold());
  }

  get id() {
    return this.#id;
  }

  /** @param {Consultation} summary */
  async open(summary) {
    if (this.#id === summary.id && !this.#gone) return this.heading.focus();
    this.leave();
    this.#id = summary.id;
    byId("nothing-open", HTMLElement).hidden = true;
    byId("opened", HTMLElement).hidden = false;
    this.composer.open(summary.id);
    this.#header(summary);
    this.#footer();
    this.heading.focus();
    await this.#reload(summary.id).catch(() => undefined);
  }

  /** Takes every word off the page. */
  leave() {
    this.#id = "";
    this.#opened = null;
    this.#outcome = null;
    this.#gone = false;
    this.#pausedUntil = 0;
    this.#ticket += 1;
    this.transcript.clear();
    this.composer.leave();
    showWarning(byId("warnings", HTMLElement), null);
    this.claimButton.disabled = this.closeButton.disabled = this.holdButton.disabled = false;
    byId("confirm-close", HTMLDialogElement).close();
    byId("ask-hold", HTMLDialogElement).close();
    byId("nothing-open", HTMLElement).hidden = false;
    byId("opened", HTMLElement).hidden = true;
  }

  /**
   * Follows the inbox: fetches again when this consultation changed, and says so when it has gone.
   * @param {readonly Consultation[]} consultations
   */
  follow(consultations) {
    if (this.#id === "" || this.#gone || this.#loading > 0 || Date.now() < this.#pausedUntil) return;
    const summary = consultations.find((one) => one.id === this.#id);
    if (!summary) this.#lose();
    else if (summary.revision !== this.#opened?.consultation.revision) this.#reload(this.#id).catch(() => undefined);
  }

  /**
   * Fetches, verifies and, while it is still the one looked at, shows.
   * @param {string} id
   * @returns {Promise<Opened>}
   */
  async #reload(id) {
    const ticket = (this.#ticket += 1);
    const current = () => this.#ticket === ticket && this.#id === id;
    this.#loading += 1;
    try {
      const opened = await openConsultation(this.desk.api, this.desk.session, id);
      if (current()) this.#show(opened);
      return opened;
    } catch (error) {
      if (current()) this.#fail(error);
      throw error;
    } finally {
      this.#loading -= 1;
    }
  }

  /** @param {Opened} opened */
  #show(opened) {
    const failureBefore = this.#opened?.failure;
    this.#opened = opened;
    this.#header(opened.consultation);
    showWarning(byId("warnings", HTMLElement), opened.failure);
    this.composer.settle(opened);
    this.#footer();
    this.transcript.show(opened, { session: this.desk.session, now: this.desk.clock.now() });
    const newlyFailed = opened.failure !== null && opened.failure !== failureBefore;
    if (newlyFailed) byId("warnings", HTMLElement).scrollIntoView({ block: "nearest" });
  }

  /** @param {Consultation} summary */
  #header(summary) {
    showHead(summary, this.desk.clock.now());
    this.composer.suit(summary.language);
  }

  #footer() {
    const state = this.#gone ? undefined : this.#opened?.consultation;
    const open = state?.state === "open";
    byId("claim-panel", HTMLElement).hidden = !(open && state.assignee === null);
    this.closeButton.hidden = !(open && state.mine);
    this.holdButton.hidden = !state?.mine || (state.held_until ?? 0) > this.desk.clock.now();
    const verified = this.#opened?.failure === null && this.#opened.newestKey !== null;
    const answerable = open && state.mine && verified;
    this.composer.allow(answerable);
    this.#say(this.#notice(state, verified));
  }

  /**
   * The one sentence that matters most now.
   * @param {Consultation | undefined} state
   * @param {boolean} verified
   * @returns {Notice | null}
   */
  #notice(state, verified) {
    if (this.#outcome) return this.#outcome;
    if (!state) return { text: words.loading, tone: "calm" };
    if (state.state === "closed") return { text: closedWords(state, this.desk.clock.now()), tone: "calm" };
    if (!verified) return { text: words.unverified, tone: "error" };
    if (!state.reachable) return { text: words.unreachable, tone: "caution" };
    if (state.assignee !== null && !state.mine) return { text: words.assignedElsewhere, tone: "calm" };
    return state.erase_on_close ? { text: words.eraseOnClose, tone: "calm" } : null;
  }

  /** @param {Notice | null} notice */
  #say(notice) {
    const place = byId("footer-notice", HTMLElement);
    if (!notice) return arrange(place, []);
    if (place.textContent === notice.text) return;
    arrange(place, [make("p", { class: "notice", text: notice.text, data: { tone: notice.tone } })]);
  }

  /** @param {unknown} error */
  #fail(error) {
    if (error instanceof Refused && error.status === 404) return this.#lose();
    this.#pausedUntil = Date.now() + RETRY_AFTER_MS;
    if (!this.#opened) this.#say({ text: words.notLoaded, tone: "caution" });
  }

  #lose() {
    this.#gone = true;
    this.#opened = null;
    this.transcript.clear();
    showWarning(byId("warnings", HTMLElement), null);
    const drafted = this.desk.drafts.get(this.#id) !== "";
    this.#outcome = { text: drafted ? words.gone + words.goneWithDraft : words.gone, tone: "caution" };
    this.#footer();
  }

  /**
   * One press, one action; what goes wrong is said in the footer.
   * @param {HTMLButtonElement} button
   * @param {() => Promise<void>} action
   */
  async #act(button, action) {
    const id = this.#id;
    button.disabled = true;
    this.#outcome = null;
    try {
      await action();
    } catch (error) {
      if (this.#id === id) this.#outcome = { text: problemWords(error), tone: "error" };
    } finally {
      if (this.#id === id) {
        button.disabled = false;
        if (!this.#gone) this.#footer();
      }
    }
  }

  async #claim() {
    const id = this.#id;
    try {
      await this.desk.api.claim(id);
    } finally {
      await this.#reload(id).catch(() => undefined);
    }
    if (this.#id === id) this.composer.focus();
  }

  async #close() {
    const id = this.#id;
    const { clock, drafts, api } = this.desk;
    const atOnce = this.#opened?.consultation.erase_on_close ?? false;
    const asked = { now: clock.now(), drafted: drafts.get(id) !== "", atOnce };
    if (!(await confirmClose(asked)) || this.#id !== id) return;
    await this.#act(this.closeButton, async () => {
      await api.close(id);
      await this.#reload(id).catch(() => undefined);
      if (this.#id === id) this.heading.focus();
    });
  }

  async #hold() {
    const id = this.#id;
    const wish = await askHold(this.desk.clock.now());
    if (!wish || this.#id !== id) return;
    await this.#act(this.holdButton, async () => {
      await this.desk.api.call("POST", `/console/consultations/${encodeURIComponent(id)}/holds`, wish);
      await this.#reload(id).catch(() => undefined);
      if (this.#id === id) this.#outcome = { text: holdWords.asked, tone: "calm" };
    });
  }

  /** @param {import("./replying.js").Attempt} attempt */
  async #send(attempt) {
    const opened = this.#opened;
    if (!opened) throw new NotVerified();
    const { api, session, clock } = this.desk;
    const { id } = opened.consultation;
    await sendReply({ api, session, now: () => clock.now() }, attempt, opened, () => this.#reload(id));
    await this.#reload(id).catch(() => undefined);
  }
}

const transcriptPlaces = () => ({
  list: byId("transcript", HTMLOListElement),
  log: byId("log", HTMLElement),
  scroller: byId("scroller", HTMLElement),
  end: byId("transcript-end", HTMLElement),
  newer: byId("newer", HTMLButtonElement),
});

const composerPlaces = () => ({
  form: byId("composer", HTMLFormElement),
  text: byId("reply", HTMLTextAreaElement),
  count: byId("reply-count", HTMLElement),
  hint: byId("reply-language", HTMLElement),
  problem: byId("reply-problem", HTMLElement),
});
