// @ts-check
/** Writing a reply. Whatever goes wrong, what was typed stays where it was typed. */

import { make, setText } from "../lib/dom.js";
import { isBlank, wellFormed } from "../lib/line_text.js";
import { Refused } from "./api.js";
import { checks as checkWords } from "./checks/words.js";
import { problemWords } from "./problems.js";
import { Attempt } from "./replying.js";
import { measured } from "./room/measure.js";
import { room as roomWords } from "./room/words.js";
import { isSendKey } from "./send_key.js";
import { atHand as handWords } from "./templates/words.js";
import { GAP, nextGap, startsLine } from "./templates/wording.js";
import { composer as words, language as languageWords } from "./words.js";

/** @typedef {import("./types.js").Opened} Opened */
/** @typedef {"count" | "hint" | "problem" | "readers"} PlaceName */
/** @typedef {Record<PlaceName, HTMLElement> & { form: HTMLFormElement, text: HTMLTextAreaElement }} Places */
/** @typedef {import("./checks/band.js").CheckBand} CheckBand */

export class Composer {
  /** Per consultation, so that a text whose answer got lost is recognised when it turns out to have arrived.
   * @type {Map<string, Attempt>} */
  #attempts = new Map();
  #consultation = "";
  #sending = "";
  #allowed = false;
  /** @type {import("./types.js").Lane} */
  #lane = "line";
  /** Who knows whether a colleague has to look first. @type {CheckBand | null} */
  #checking = null;
  #askButton = make("button", { class: "button button-quiet", text: checkWords.ask, attributes: { type: "button" } });

  /** Where buttons for words at hand stand. */
  tools = make("div", { class: "composer-tools" });
  /** Told when "/" has been typed at the beginning of a line. */
  onSlash = () => {};
  /** Told while somebody types. @type {(consultation: string) => void} */
  onTyping = () => {};
  /** What belongs to a text beside its words. @type {(text: string) => object} */
  belongings = () => ({});

  /**
   * @param {Places} places
   * @param {import("./drafts.js").Drafts} drafts
   * @param {(attempt: Attempt) => Promise<void>} send resolves once the server has stored the reply
   */
  constructor(places, drafts, send) {
    this.places = places;
    this.drafts = drafts;
    this.send = send;
    this.button = /** @type {HTMLButtonElement} */ (places.form.querySelector("button[type=submit]"));
    this.tools.append(this.#askButton);
    places.text.before(this.tools);
    places.text.addEventListener("input", (event) => this.#typed(event instanceof InputEvent && !event.isComposing));
    places.text.addEventListener("compositionend", () => this.#typed(true));
    places.text.addEventListener("keydown", (event) => this.#pressed(event));
    this.#askButton.addEventListener("click", () => void this.#submit("ask"));
    places.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit(this.#step());
    });
  }

  /** What is typed, as it would be sent. */
  get text() {
    return wellFormed(this.places.text.value);
  }

  /** @param {string} consultation */
  open(consultation) {
    this.#consultation = consultation;
    this.places.text.value = this.drafts.get(consultation);
    this.places.form.hidden = true;
    setText(this.places.problem, "");
    this.#update();
  }

  /** Empties the field on the page; the draft is kept. */
  leave() {
    this.open("");
  }

  /**
   * Who may not send gets no field, unless something is already typed in it.
   * @param {boolean} allowed
   */
  allow(allowed) {
    this.#allowed = allowed;
    this.places.form.hidden = !allowed && this.places.text.value === "";
    this.#update();
  }

  /**
   * How the resident wishes to be written to, and who will be able to read it.
   * @param {{ language: import("./types.js").Language, lane: import("./types.js").Lane }} of
   */
  suit({ language, lane }) {
    this.#lane = lane;
    this.#tell(this.places.hint, languageWords.hints[language] ?? "");
    this.#tell(this.places.readers, roomWords.readers[lane]);
    this.#update();
  }

  /**
   * Who is asked before something is sent; nobody while null.
   * @param {CheckBand | null} checking
   */
  check(checking) {
    this.#checking = checking;
    this.#update();
  }

  /**
   * What is known about checks has changed.
   * @param {string} [asked] the text that was asked about: it belongs in the field, unless something is typed there
   */
  refresh(asked) {
    if (asked && this.#allowed && this.places.text.value === "") {
      this.places.text.value = asked;
      this.drafts.set(this.#consultation, asked);
    }
    this.#update();
  }

  focus() {
    this.places.text.focus();
  }

  /**
   * Puts a text below what is already typed.
   * @param {string} text
   */
  add(text) {
    const typed = this.places.text.value;
    this.places.text.value = typed === "" ? text : `${typed}\n${text}`;
    this.#typed();
    this.focus();
  }

  /**
   * Puts a text where the caret stands, in place of what is selected; the first gap in it is what is written next.
   * @param {string} text
   * @param {boolean} slashed whether the "/" before the caret goes
   */
  insert(text, slashed) {
    const field = this.places.text;
    const at = slashed && startsLine(field.value, field.selectionStart) ? field.selectionStart - 1 : field.selectionStart;
    field.setRangeText(text, at, field.selectionEnd, "end");
    const gap = nextGap(field.value, at);
    this.#typed();
    this.focus();
    if (gap >= 0) field.setSelectionRange(gap, gap + GAP.length);
  }

  /**
   * A reply whose answer got lost has turned out to be stored: it is no draft any more.
   * @param {Opened} opened
   */
  settle(opened) {
    const id = opened.consultation.id;
    const attempt = this.#attempts.get(id);
    if (attempt && this.#sending !== id && attempt.arrived(opened)) this.#sent(id, attempt);
  }

  /**
   * @param {HTMLElement} place
   * @param {string} text
   */
  #tell(place, text) {
    setText(place, text);
    place.hidden = text === "";
  }

  /** @param {boolean} [byHand] */
  #typed(byHand = false) {
    if (byHand && this.#allowed && !isBlank(this.places.text.value)) this.onTyping(this.#consultation);
    this.drafts.set(this.#consultation, this.places.text.value);
    setText(this.places.problem, "");
    this.#update();
    const { value, selectionStart } = this.places.text;
    if (byHand && startsLine(value, selectionStart)) this.onSlash();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (!isSendKey(event)) return;
    event.preventDefault();
    if (!this.button.disabled) this.places.form.requestSubmit();
  }

  #step() {
    return this.#checking?.step(this.text) ?? "send";
  }

  /** @param {"send" | "ask" | "wait"} step */
  async #submit(step) {
    const id = this.#consultation;
    const { text } = this;
    if (this.#sending !== "" || !this.#allowed || step === "wait" || measured(this.#lane, text).excess > 0) return;
    if (isBlank(text)) return setText(this.places.problem, words.blank);
    if (nextGap(text, 0) >= 0) return this.#toGap();
    this.#begin(id);
    try {
      await (step === "ask" ? this.#checking?.ask(text) : this.#hand(id, text));
      if (this.#consultation === id) this.focus();
    } catch (error) {
      if (this.#consultation === id) setText(this.places.problem, this.#problemOf(error, text));
    } finally {
      this.#begin("");
    }
  }

  /**
   * @param {string} id
   * @param {string} text
   */
  async #hand(id, text) {
    const known = this.#attempts.get(id);
    const attempt = known?.text === text ? known : new Attempt(text);
    attempt.more = { ...this.belongings(text), ...this.#checking?.proof(text) };
    this.#attempts.set(id, attempt);
    await this.send(attempt);
    this.#sent(id, attempt);
  }

  #toGap() {
    const field = this.places.text;
    const gap = nextGap(field.value, 0);
    setText(this.places.problem, handWords.gap);
    field.focus();
    field.setSelectionRange(gap, gap + GAP.length);
  }

  /**
   * @param {unknown} error
   * @param {string} text
   */
  #problemOf(error, text) {
    if (!(error instanceof Refused)) return `${problemWords(error)}${words.kept}`;
    if (error.code === "referral") return handWords.referralOver;
    if (error.code !== "check") return `${problemWords(error)}${words.kept}`;
    this.#checking?.demand(text, error);
    return checkWords.mustAsk;
  }

  /** @param {string} id whose reply is being sent; none when empty */
  #begin(id) {
    this.#sending = id;
    if (id) setText(this.places.problem, "");
    this.#update();
  }

  /**
   * @param {string} id
   * @param {Attempt} attempt
   */
  #sent(id, attempt) {
    this.#attempts.delete(id);
    if (wellFormed(this.drafts.get(id)) !== attempt.text) return;
    this.drafts.set(id, "");
    if (this.#consultation !== id) return;
    this.places.text.value = "";
    setText(this.places.problem, "");
    this.#update();
  }

  #update() {
    const { text, count, problem } = this.places;
    const { count: told, excess } = measured(this.#lane, text.value);
    setText(count, told);
    count.dataset.over = String(excess > 0);
    text.setAttribute("aria-invalid", String(excess > 0));
    if (excess > 0) setText(problem, words.tooLong(excess));
    const sending = this.#sending !== "" && this.#sending === this.#consultation;
    const step = this.#step();
    text.readOnly = sending || step === "wait";
    this.button.disabled = this.#sending !== "" || !this.#allowed || excess > 0 || step === "wait";
    const labels = { send: words.send, ask: checkWords.ask, wait: checkWords.waiting };
    setText(this.button, !sending ? labels[step] : step === "ask" ? checkWords.asking : words.sending);
    const offered = step === "send" && this.#allowed && (this.#checking?.possible ?? false) && !isBlank(text.value);
    this.#askButton.hidden = !offered || "check" in (this.#checking?.proof(this.text) ?? {});
    this.#askButton.disabled = this.button.disabled;
    this.#checking?.retell();
  }
}
