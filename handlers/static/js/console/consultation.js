// @ts-check
/** The open consultation: read it, take it, answer it, end it. What else can be done with it stands in case/actions.js. */

import { byId } from "../lib/dom.js";
import { Refused } from "./api.js";
import { Foot } from "./case/foot.js";
import { CaseHead } from "./case/head.js";
import { Menu } from "./case/menu.js";
import { draftOf } from "./case/noting.js";
import { parts } from "./case/parts.js";
import { caseProblem } from "./case/problems.js";
import { keep, send } from "./case/sending.js";
import { confirmClose } from "./closing.js";
import { hideFacts, showHead } from "./head.js";
import { loadAttachment, openConsultation } from "./opening.js";
import { isRoom } from "./room/lanes.js";
import { Ended, Talk } from "./talk.js";
import { Transcript, transcriptPlaces } from "./transcript.js";
import { showWarning } from "./warning.js";
import { consultation as words } from "./words.js";

/** @typedef {import("./types.js").Consultation} Consultation */
/** @typedef {import("./types.js").Opened} Opened */
/** @typedef {import("./case/notices.js").Notice} Notice */
/** @typedef {import("./case/actions.js").Action} Action */

const RETRY_AFTER_MS = 5000;

export class ConsultationPanel {
  #id = "";
  /** @type {Opened | null} */
  #opened = null;
  /** What the counselor's last action came to. @type {Notice | null} */
  #outcome = null;
  /** @type {Talk | null} */
  #talk = null;
  #ticket = 0;
  #loading = 0;
  #pausedUntil = 0;
  #gone = false;
  /** Given away or destroyed from here, so that nobody needs to be told why it goes. */
  #given = false;
  #warnings = byId("warnings", HTMLElement);
  #head = new CaseHead();
  /** @type {(id: string) => void} told which other consultation is to be opened */
  onOpen = () => {};
  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.heading = byId("consultation-heading", HTMLElement);
    this.claimButton = byId("claim", HTMLButtonElement);
    this.closeButton = byId("close", HTMLButtonElement);
    this.transcript = new Transcript(transcriptPlaces(), {
      again: (text) => this.foot.write(text),
      load: (attachment) => loadAttachment(desk.api, desk.session, this.#id, attachment),
    });
    this.menu = new Menu((action) => void this.#run(action));
    this.closeButton.before(this.menu.element);
    byId("consultation-flag", HTMLElement).before(this.#head.element);
    this.foot = new Foot(desk, {
      send: (attempt) => send(desk, this.#opened, attempt, (id) => this.#reload(id)),
      keep: (payload, attempt) => keep(desk, this.#opened, { payload, attempt }, (id) => this.#reload(id)),
    });
    this.claimButton.addEventListener("click", () => void this.claim());
    this.closeButton.addEventListener("click", () => void this.#close());
    this.parts = parts.map((part) => part(this));
  }

  get id() {
    return this.#id;
  }
  get loading() { return this.#loading > 0; }

  get composer() {
    return this.foot.composer;
  }

  reply() {
    this.foot.reply();
  }

  note() {
    if (this.#opened) this.foot.notes.write();
  }

  /** @param {Consultation} summary */
  async open(summary) {
    if (this.#id === summary.id && !this.#gone) return this.heading.focus();
    this.leave();
    this.#id = summary.id;
    byId("nothing-open", HTMLElement).hidden = true;
    byId("opened", HTMLElement).hidden = false;
    this.foot.open(summary.id);
    showHead(summary, this.desk.clock.now());
    this.composer.suit(summary);
    this.#suit();
    this.heading.focus();
    await this.#reload(summary.id).catch(() => undefined);
  }

  /** Takes every word off the page. */
  leave() {
    this.#id = "";
    this.#opened = null;
    this.#outcome = null;
    this.#gone = this.#given = false;
    this.#pausedUntil = 0;
    this.#ticket += 1;
    this.#talk?.end();
    this.transcript.clear();
    this.foot.leave();
    this.#head.leave();
    for (const part of this.parts) part.show(null);
    showWarning(this.#warnings, null);
    this.claimButton.disabled = this.closeButton.disabled = false;
    this.menu.setBusy(false);
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
    if (!summary?.readable) this.#lose();
    else if (summary.revision !== this.#opened?.consultation.revision) this.#reload(this.#id).catch(() => undefined);
  }

  /** Takes it on, if nobody was faster. */
  async claim() {
    const id = this.#id;
    await this.#act(this.claimButton, async () => {
      try {
        await this.desk.api.claim(id);
      } finally {
        await this.#reload(id).catch(() => undefined);
      }
      if (this.#id === id) this.reply();
    });
  }

  /**
   * Fetches, verifies and, while it is still the one looked at and was not given away meanwhile, shows.
   * @param {string} id
   * @returns {Promise<Opened>}
   */
  async #reload(id) {
    const ticket = (this.#ticket += 1);
    const current = () => this.#ticket === ticket && this.#id === id && !this.#gone;
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
    const before = this.#opened;
    this.#opened = opened;
    if (this.#outcome?.tone === "calm" && before && before.entries.length < opened.entries.length) this.#outcome = null;
    showHead({ ...opened.consultation, desk: opened.desk }, this.desk.clock.now());
    this.composer.suit({ language: opened.consultation.language, lane: opened.lane });
    showWarning(this.#warnings, opened.failure);
    this.composer.settle(opened);
    this.#suit();
    this.transcript.show(opened, { session: this.desk.session, now: this.desk.clock.now() });
    for (const part of this.parts) part.show(this.#place(opened));
    if (opened.failure !== null && opened.failure !== before?.failure) this.#warnings.scrollIntoView({ block: "nearest" });
  }

  #suit() {
    const opened = this.#gone ? null : this.#opened;
    this.closeButton.hidden = !(opened?.consultation.state === "open" && opened.consultation.mine);
    this.menu.suit(opened, this.desk);
    this.#head.suit(opened);
    this.foot.suit(opened, this.#outcome);
  }

  /** @param {unknown} error */
  #fail(error) {
    if (error instanceof Refused && error.status === 404) return this.#lose();
    this.#pausedUntil = Date.now() + RETRY_AFTER_MS;
    if (!this.#opened) this.foot.say({ text: words.notLoaded, tone: "caution" });
  }

  #lose() {
    this.#gone = true;
    this.#opened = null;
    this.transcript.clear();
    for (const part of this.parts) part.show(null);
    showWarning(this.#warnings, null);
    hideFacts();
    const drafted = this.desk.drafts.get(this.#id) !== "";
    this.#outcome = { text: drafted ? words.gone + words.goneWithDraft : words.gone, tone: "caution" };
    this.#suit();
  }

  /**
   * What an action works with.
   * @param {Opened} opened
   * @returns {import("./case/actions.js").Place}
   */
  #place(opened) {
    const { desk } = this;
    const { id } = opened.consultation;
    const here = () => this.#id === id;
    return {
      desk, id, opened,
      reload: () => this.#reload(id),
      announce: (text, tone = "calm") => here() && this.#tell({ text, tone }),
      talk: () => (this.#talk = new Talk("case-dialog")),
      write: (text) => here() && this.foot.write(text),
      note: () => here() && this.note(),
      forget: () => {
        desk.drafts.set(id, "");
        desk.drafts.set(draftOf(id), "");
        if (!here()) return;
        this.#given = true;
        this.foot.open(id);
      },
    };
  }

  /** @param {Action} action */
  async #run(action) {
    const opened = this.#opened;
    if (!opened) return;
    const id = this.#id;
    this.menu.setBusy(true);
    this.#outcome = null;
    try {
      const said = await action.run(this.#place(opened));
      if (this.#id === id) this.#talk?.end();
      if (this.#id === id && this.#given) this.#lose();
      else if (this.#id === id) await this.#reload(id).catch(() => undefined);
      if (said && this.#id === id) this.#tell({ text: said, tone: "calm" });
    } catch (error) {
      if (this.#id === id && !(error instanceof Ended)) this.#tell({ text: caseProblem(error), tone: "error" });
    } finally {
      // Left meanwhile, its question is gone, and the next one may be another consultation's.
      if (this.#id === id) {
        this.#talk?.end();
        this.menu.setBusy(false);
        if (this.#gone) this.heading.focus();
      }
    }
  }

  /** @param {Notice} outcome */
  #tell(outcome) {
    this.#outcome = outcome;
    this.#suit();
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
      if (this.#id === id) this.#outcome = { text: caseProblem(error), tone: "error" };
    } finally {
      if (this.#id === id) {
        button.disabled = false;
        if (!this.#gone) this.#suit();
      }
    }
  }

  async #close() {
    const id = this.#id;
    const { clock, drafts, api } = this.desk;
    const { desk = "", lane = "line", consultation: one = null } = this.#opened ?? /** @type {Partial<Opened>} */ ({});
    const asked = { now: clock.now(), drafted: drafts.get(id) !== "", atOnce: one?.erase_on_close ?? false, room: isRoom(lane), desk };
    if (!(await confirmClose(asked)) || this.#id !== id) return;
    await this.#act(this.closeButton, async () => {
      await api.close(id);
      await this.#reload(id).catch(() => undefined);
      if (this.#id === id) this.heading.focus();
    });
  }
}
