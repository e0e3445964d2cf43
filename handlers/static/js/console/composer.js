// @ts-check
/** Writing a reply. Whatever goes wrong, what was typed stays where it was typed. */

import { setText } from "../lib/dom.js";
import { excessOf, isBlank, LONGEST_TEXT, partsOf, textLength, wellFormed } from "../lib/line_text.js";
import { problemWords } from "./problems.js";
import { Attempt } from "./replying.js";
import { composer as words, language as languageWords } from "./words.js";

/** @typedef {import("./types.js").Opened} Opened */
/** @typedef {"count" | "hint" | "problem"} PlaceName */
/** @typedef {Record<PlaceName, HTMLElement> & { form: HTMLFormElement, text: HTMLTextAreaElement }} Places */

export class Composer {
  /** Per consultation, so that a text whose answer got lost is recognised when it turns out to have arrived.
   * @type {Map<string, Attempt>} */
  #attempts = new Map();
  #consultation = "";
  #sending = "";
  #allowed = false;

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
    places.text.addEventListener("input", () => this.#typed());
    places.text.addEventListener("keydown", (event) => this.#pressed(event));
    places.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
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
   * How the resident wishes to be written to.
   * @param {import("./types.js").Language} language
   */
  suit(language) {
    setText(this.places.hint, languageWords.hints[language] ?? "");
    this.places.hint.hidden = !languageWords.hints[language];
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
   * A reply whose answer got lost has turned out to be stored: it is no draft any more.
   * @param {Opened} opened
   */
  settle(opened) {
    const id = opened.consultation.id;
    const attempt = this.#attempts.get(id);
    if (attempt && this.#sending !== id && attempt.arrived(opened)) this.#sent(id, attempt);
  }

  #typed() {
    this.drafts.set(this.#consultation, this.places.text.value);
    setText(this.places.problem, "");
    this.#update();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    const composing = event.isComposing || event.keyCode === 229;
    if (event.key !== "Enter" || composing || event.repeat || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (!this.button.disabled) this.places.form.requestSubmit();
  }

  async #submit() {
    const id = this.#consultation;
    const text = wellFormed(this.places.text.value);
    if (this.#sending !== "" || !this.#allowed || excessOf(text) > 0) return;
    if (isBlank(text)) return setText(this.places.problem, words.blank);
    const known = this.#attempts.get(id);
    const attempt = known?.text === text ? known : new Attempt(text);
    this.#attempts.set(id, attempt);
    this.#begin(id);
    try {
      await this.send(attempt);
      this.#sent(id, attempt);
      if (this.#consultation === id) this.focus();
    } catch (error) {
      if (this.#consultation === id) setText(this.places.problem, `${problemWords(error)}${words.kept}`);
    } finally {
      this.#begin("");
    }
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
    const excess = excessOf(text.value);
    const parts = excess > 0 ? 1 : partsOf(text.value);
    setText(count, parts > 1 ? words.parts(textLength(text.value), parts) : words.count(textLength(text.value), LONGEST_TEXT));
    count.dataset.over = String(excess > 0);
    text.setAttribute("aria-invalid", String(excess > 0));
    if (excess > 0) setText(problem, words.tooLong(excess));
    const sending = this.#sending !== "" && this.#sending === this.#consultation;
    text.readOnly = sending;
    this.button.disabled = this.#sending !== "" || !this.#allowed || excess > 0;
    setText(this.button, sending ? words.sending : words.send);
  }
}
