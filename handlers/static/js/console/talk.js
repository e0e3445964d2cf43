// @ts-check
/**
 * One place that asks a row of questions; each step takes the place of the one before. In a dialog, Escape means going back.
 */

import { arrange, byId, make, setText } from "../lib/dom.js";
import { peopleProblem } from "./people/problems.js";
import { talk as words } from "./people/words.js";

/**
 * @typedef {{ value: string, text: string, tone?: "primary" | "secondary" | "danger" }} Choice
 *
 * @typedef {object} Question
 * @property {string} heading
 * @property {readonly Node[]} body
 * @property {readonly Choice[]} choices "" stands for going back
 * @property {(value: string) => string | Promise<string>} [check] what is wrong with the answer; nothing when empty.
 *   Not asked when going back.
 * @property {HTMLElement} [focus] where typing begins
 */

/** The place was taken away while a question was open. */
export class Ended extends Error {}

export class Talk {
  #place;
  #heading;
  #body;
  #problem;
  #buttons;
  #listening = new AbortController();
  #ended = false;
  #busy = false;
  /** @type {Question | null} */
  #question = null;
  /** @type {((value: string) => void) | null} */
  #answer = null;
  /** @type {((reason: Ended) => void) | null} */
  #abandon = null;

  /** @param {string} id of a dialog or another element with a form; its parts are called id-heading and so on */
  constructor(id) {
    this.#place = byId(id, HTMLElement);
    this.#heading = byId(`${id}-heading`, HTMLElement);
    this.#body = byId(`${id}-body`, HTMLElement);
    this.#problem = byId(`${id}-problem`, HTMLElement);
    this.#buttons = byId(`${id}-buttons`, HTMLElement);
    const { signal } = this.#listening;
    this.#place.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#choose(this.#question?.choices.at(-1)?.value ?? "");
    }, { signal });
    this.#place.addEventListener("cancel", (event) => this.#cancel(event), { signal });
  }

  /**
   * The value of the chosen button. Throws `Ended` when the dialog has been taken away.
   * @param {Question} question
   * @returns {Promise<string>}
   */
  ask(question) {
    this.#show(question.heading, question.body, question);
    return new Promise((resolve, reject) => {
      this.#answer = resolve;
      this.#abandon = reject;
    });
  }

  /**
   * Something to know, with one button.
   * @param {string} heading
   * @param {readonly Node[]} body
   */
  async tell(heading, body) {
    await this.ask({ heading, body, choices: [{ value: "ok", text: words.close, tone: "primary" }] });
  }

  /**
   * Shows that something goes on; it can't be called off.
   * @param {string} heading
   * @param {string} text
   * @returns {(done: number, total: number) => void} to be told how far it is
   */
  wait(heading, text) {
    const bar = make("progress", { class: "talk-bar", attributes: { "aria-label": text } });
    const line = make("p", { text, attributes: { role: "status" } });
    this.#show(heading, [line, bar, make("p", { class: "field-hint", text: words.waiting })], null);
    return (done, total) => {
      if (this.#ended) return;
      bar.max = Math.max(1, total);
      bar.value = done;
      setText(line, total > 0 ? `${text} ${done}/${total}` : text);
    };
  }

  /** Closes the dialog and takes every word off it. */
  end() {
    if (this.#ended) return;
    this.#ended = true;
    this.#listening.abort();
    this.#abandon?.(new Ended());
    if (this.#place instanceof HTMLDialogElement) this.#place.close();
    setText(this.#heading, "");
    setText(this.#problem, "");
    arrange(this.#body, []);
    arrange(this.#buttons, []);
  }

  /**
   * @param {string} heading
   * @param {readonly Node[]} body
   * @param {Question | null} question
   */
  #show(heading, body, question) {
    if (this.#ended) throw new Ended();
    this.#question = question;
    setText(this.#heading, heading);
    setText(this.#problem, "");
    arrange(this.#body, body);
    const choices = question?.choices ?? [];
    arrange(this.#buttons, choices.map((choice) => this.#button(choice, choice === choices.at(-1))));
    this.#setBusy(question === null);
    if (this.#place instanceof HTMLDialogElement && !this.#place.open) this.#place.showModal();
    this.#body.scrollTop = 0;
    (question?.focus ?? this.#heading).focus();
  }

  /** @param {string} value */
  async #choose(value) {
    const question = this.#question;
    if (this.#busy || !question) return;
    if (value !== "" && question.check) {
      this.#setBusy(true);
      setText(this.#problem, "");
      const problem = await checked(question, value);
      if (this.#ended) return;
      this.#setBusy(false);
      setText(this.#problem, problem);
      if (problem !== "") return this.#problem.scrollIntoView({ block: "nearest" });
    }
    // What follows may take its time, and is not to be asked for once more.
    this.#setBusy(true);
    this.#answer?.(value);
  }

  /** @param {Event} event */
  #cancel(event) {
    event.preventDefault();
    if (!this.#busy && this.#question?.choices.some((choice) => choice.value === "")) this.#answer?.("");
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    this.#place.setAttribute("aria-busy", String(busy));
    for (const one of this.#buttons.querySelectorAll("button")) one.disabled = busy;
  }

  /**
   * Enter presses the last one, never the one that goes back.
   * @param {Choice} choice
   * @param {boolean} last
   */
  #button({ value, text, tone = "secondary" }, last) {
    const type = last ? "submit" : "button";
    const button = make("button", { class: `button button-${tone}`, text, attributes: { type, value } });
    if (!last) button.addEventListener("click", () => void this.#choose(value));
    return button;
  }
}

/**
 * @param {Question} question
 * @param {string} value
 */
async function checked({ check }, value) {
  try {
    return (await check?.(value)) ?? "";
  } catch (error) {
    return peopleProblem(error);
  }
}
