// @ts-check
/** A second look, above the field for the reply: who asked whom, what came of it, and what is to be done next. */

import { arrange, byId, make } from "../../lib/dom.js";
import { Refused } from "../api.js";
import { appendRecord } from "../case/appending.js";
import { AnswerForm, verifiedText } from "./answering.js";
import { commitmentOf, newSalt } from "./commitment.js";
import { answerIn, askedIn, nextStep } from "./standing.js";
import { checks as words } from "./words.js";

/** @typedef {import("../case/actions.js").Place} Place */
/** @typedef {import("./standing.js").Checks} Checks */
/** @typedef {import("./standing.js").Check} Check */

/** @type {Checks} */
const NONE = { why: [], referral: false, colleagues: [], checks: [] };

export class CheckBand {
  #band = byId("check-band", HTMLElement);
  /** @type {Place | null} */
  #place = null;
  #checks = NONE;
  #ticket = 0;
  /** What the server asked for when something was to be sent. @type {Map<string, string[]>} */
  #demanded = new Map();
  /** @type {{ id: string, form: AnswerForm } | null} */
  #answering = null;
  /** Whether the band shows a colleague's text. */
  #looking = false;

  /** @param {import("../consultation.js").ConsultationPanel} panel */
  constructor(panel) {
    this.panel = panel;
  }

  /** @param {Place | null} place */
  show(place) {
    const another = place?.id !== this.#place?.id;
    this.#place = place;
    this.#ticket += 1;
    if (another) {
      this.#checks = NONE;
      this.#answering = null;
      this.#looking = false;
      this.#demanded.clear();
      arrange(this.#band, []);
      this.panel.composer.check(place ? this : null);
    }
    if (place) void this.#load(place);
  }

  /**
   * What is to be done with this text.
   * @param {string} text well formed
   */
  step(text) {
    return nextStep(text, { required: this.#why(text).length > 0, ...this.#own() });
  }

  /** Whether somebody could look at it, if the counselor wants. */
  get possible() {
    return this.#checks.colleagues.length > 0;
  }

  /**
   * What shows the server that a colleague agreed to this text.
   * @param {string} text
   */
  proof(text) {
    const { asked, check } = this.#own();
    return asked?.text === text && check?.state === "agreed" ? { check: { salt: asked.salt } } : {};
  }

  /**
   * The server wants a second look that this page did not know of.
   * @param {string} text
   * @param {Refused} refused
   */
  demand(text, refused) {
    const why = Array.isArray(refused.body.why) ? refused.body.why.map(String) : [];
    this.#demanded.set(text, why.length > 0 ? why : ["referral"]);
    this.#draw();
    this.panel.composer.refresh();
  }

  /**
   * Asks a colleague. Resolves when that is stored; throws as `appendRecord`.
   * @param {string} text
   */
  async ask(text) {
    const place = this.#place;
    if (!place) return;
    const { desk, id, opened, reload } = place;
    const salt = newSalt();
    const commitment = await commitmentOf(desk.session.trust.fingerprint, id, salt, text);
    const post = (/** @type {import("../types.js").RecordJson} */ record) => desk.api.call("POST", door(id), { record, commitment });
    await appendRecord(desk, opened, { v: 1, kind: "check", text, salt }, post, reload);
    await reload().catch(() => undefined);
  }

  /** @param {Place} place */
  async #load(place) {
    const ticket = this.#ticket;
    const found = await place.desk.api.call("GET", door(place.id)).catch(() => null);
    if (!found || ticket !== this.#ticket) return;
    this.#checks = found;
    const theirs = this.#checks.checks.find((one) => !one.mine && one.state === "asked");
    this.#looking = theirs !== undefined;
    // Short sentences are told as they come; a form is not.
    if (theirs) this.#band.removeAttribute("role");
    else this.#band.setAttribute("role", "status");
    if (theirs) await this.#look(place, theirs);
    else {
      this.#answering = null;
      this.#draw();
    }
    if (ticket === this.#ticket) this.panel.composer.refresh(this.#own().asked?.text);
  }

  /** One's own newest check, with what the verified records say of it. */
  #own() {
    const check = this.#checks.checks.findLast((one) => one.mine) ?? null;
    const entries = this.#place?.opened.entries ?? [];
    const answer = check && answerIn(entries, check);
    return { check, asked: check && askedIn(entries, check), answer, agreed: answer?.agreed === true };
  }

  /** @param {string} text */
  #why(text) {
    const names = this.#checks.referral && "referral" in this.panel.composer.belongings(text) ? ["referral"] : [];
    return [...new Set([...this.#checks.why, ...names, ...(this.#demanded.get(text) ?? [])])];
  }

  /** The text has changed, and with it perhaps what is said about it. */
  retell() {
    if (!this.#looking) this.#draw();
  }

  /** For who is assigned. */
  #draw() {
    const place = this.#place;
    if (!place?.opened.consultation.mine || place.opened.consultation.state !== "open") return arrange(this.#band, []);
    const { check, asked, answer, agreed } = this.#own();
    const text = this.panel.composer.text;
    const name = answer ? place.desk.session.nameOf(answer.sender, answer.epoch) ?? "" : "";
    if (!check || !asked) return this.#drawNeeded(this.#why(text));
    const same = asked.text === text;
    if (check.state === "asked") return this.#tell("calm", words.askedOf(this.#checks.colleagues), "", this.#takeBack(place, check));
    if (check.state === "agreed" && agreed) {
      return this.#tell(same ? "good" : "caution", same ? words.agreed(name) : words.agreedChanged(name), answer?.text ?? "");
    }
    this.#tell("caution", words.declined(name), answer?.text ?? "");
  }

  /** @param {string[]} why */
  #drawNeeded(why) {
    if (why.length === 0) return arrange(this.#band, []);
    const reasons = why.map((one) => words.why[one] ?? one);
    this.#tell("calm", this.possible ? words.needed(reasons) : words.nobody, "");
  }

  /**
   * @param {"calm" | "caution" | "good"} tone
   * @param {string} text
   * @param {string} quoted a colleague's words
   * @param {...HTMLElement} more
   */
  #tell(tone, text, quoted, ...more) {
    const parts = [make("p", { text })];
    if (quoted) parts.push(make("p", { class: "check-quoted", text: quoted }));
    const next = make("div", { class: "check-band", data: { tone } }, make("div", { class: "check-said" }, ...parts), ...more);
    const now = this.#band.firstElementChild;
    if (now?.isEqualNode(next) && more.length === 0) return;
    arrange(this.#band, [next]);
  }

  /**
   * @param {Place} place
   * @param {Check} check
   */
  #takeBack(place, check) {
    const button = make("button", { class: "button button-quiet", text: words.takeBack, attributes: { type: "button" } });
    button.addEventListener("click", () => void this.#withdraw(place, check, button));
    return button;
  }

  /**
   * @param {Place} place
   * @param {Check} check
   * @param {HTMLButtonElement} button
   */
  async #withdraw(place, check, button) {
    button.disabled = true;
    try {
      await place.desk.api.call("DELETE", `${door(place.id)}/${encodeURIComponent(check.id)}`);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) {
        button.disabled = false;
        return;
      }
    }
    await place.reload().catch(() => undefined);
    if (this.#place?.id === place.id) this.panel.composer.focus();
  }

  /**
   * For a colleague who was asked. What they have typed stays while the talk goes on.
   * @param {Place} place
   * @param {Check} check
   */
  async #look(place, check) {
    if (this.#answering?.id === check.id) return this.#answering.form.follow(place);
    const ticket = this.#ticket;
    const text = await verifiedText(place, check);
    if (ticket !== this.#ticket) return;
    const why = words.lookWhy(this.#checks.why.map((one) => words.why[one] ?? one));
    const heading = make("h3", { text: words.lookHeading(check.asked_by_name) });
    if (text === null) {
      return arrange(this.#band, [make("div", { class: "check-look" }, heading, make("p", { class: "notice", text: words.spoilt, data: { tone: "error" } }))]);
    }
    const form = new AnswerForm(place, check, text);
    this.#answering = { id: check.id, form };
    arrange(this.#band, [make("div", { class: "check-look" }, heading, ...(why ? [make("p", { class: "field-hint", text: why })] : []), form.element)]);
  }
}

/** @param {string} id */
const door = (id) => `/console/consultations/${encodeURIComponent(id)}/checks`;
