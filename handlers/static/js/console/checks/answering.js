// @ts-check
/** A colleague's side: the text that somebody wants to send, and a yes, or words about what to change. */

import { make, setText } from "../../lib/dom.js";
import { wellFormed } from "../../lib/line_text.js";
import { Refused } from "../api.js";
import { appendRecord } from "../case/appending.js";
import { caseProblem } from "../case/problems.js";
import { Attempt } from "../replying.js";
import { commitmentOf } from "./commitment.js";
import { askedIn } from "./standing.js";
import { checks as words } from "./words.js";

/** @typedef {import("../case/actions.js").Place} Place */
/** @typedef {import("./standing.js").Check} Check */

const LONGEST = 500;

/**
 * The text of a check, if it is the one that the server holds its author to; null otherwise.
 * @param {Place} place
 * @param {Check} check
 * @returns {Promise<string | null>}
 */
export async function verifiedText({ desk, id, opened }, check) {
  const asked = askedIn(opened.entries, check);
  if (!asked) return null;
  const { fingerprint } = desk.session.trust;
  const made = await commitmentOf(fingerprint, id, asked.salt, asked.text).catch(() => null);
  return made === check.commitment ? asked.text : null;
}

export class AnswerForm {
  #text = make("textarea", {
    attributes: { id: "check-answer", rows: "2", maxlength: String(LONGEST), autocomplete: "off", "aria-describedby": "check-answer-hint check-answer-problem" },
  });
  #problem = make("p", { class: "field-problem", attributes: { id: "check-answer-problem", role: "alert" } });
  #no = make("button", { class: "button button-secondary", text: words.no, attributes: { type: "button" } });
  #yes = make("button", { class: "button button-primary", text: words.yes, attributes: { type: "submit" } });
  #attempts = { yes: new Attempt(""), no: new Attempt("") };

  /**
   * @param {Place} place
   * @param {Check} check
   * @param {string} text verified
   */
  constructor(place, check, text) {
    this.place = place;
    this.check = check;
    const hint = make("p", { class: "field-hint", text: words.wordsHint, attributes: { id: "check-answer-hint" } });
    this.element = make("form", { class: "check-form", attributes: { method: "dialog", novalidate: "", translate: "no" } },
      make("p", { text: words.lookLead }),
      make("blockquote", { class: "check-text", text }),
      make("label", { text: words.words, attributes: { for: "check-answer" } }), hint, this.#text, this.#problem,
      make("div", { class: "check-buttons" }, this.#no, this.#yes));
    this.#no.addEventListener("click", () => void this.#answer(false));
    this.element.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#answer(true);
    });
  }

  /** @param {Place} place as it was last opened */
  follow(place) {
    this.place = place;
  }

  /** @param {boolean} agreed */
  async #answer(agreed) {
    const text = wellFormed(this.#text.value).trim();
    setText(this.#problem, "");
    if (!agreed && text === "") {
      setText(this.#problem, words.wordsMissing);
      return this.#text.focus();
    }
    this.#setBusy(true);
    try {
      await this.#post(agreed, text);
      await this.place.reload().catch(() => undefined);
      this.place.announce(agreed ? words.answeredYes : words.answeredNo);
    } catch (error) {
      setText(this.#problem, error instanceof Refused && error.code === "answered" ? words.over : caseProblem(error));
    } finally {
      this.#setBusy(false);
    }
  }

  /**
   * @param {boolean} agreed
   * @param {string} text
   */
  #post(agreed, text) {
    const { desk, id, opened, reload } = this.place;
    const payload = { v: 1, kind: "checked", of: this.check.record, agreed, text };
    const door = `/console/consultations/${encodeURIComponent(id)}/checks/${encodeURIComponent(this.check.id)}/answer`;
    const attempt = this.#attempts[agreed ? "yes" : "no"];
    return appendRecord(desk, opened, payload, (record) => desk.api.call("POST", door, { record, agreed }), reload, attempt);
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#yes.disabled = this.#no.disabled = busy;
    this.#text.readOnly = busy;
    setText(this.#yes, busy ? words.answering : words.yes);
  }
}
