// @ts-check
/**
 * Somebody has joined a desk of this person, and what was written before waits for a person's word: a small banner above the
 * inbox and on the screen about people.
 */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { line, numberCard } from "../fields.js";
import { awaiting as words } from "./words.js";

/** @typedef {{ kid: string, name: string, checkNumber: string, count: number }} Newcomer */

const LOOK_EVERY_MS = 2000;

export class Awaiting {
  #places = [byId("awaiting-inbox", HTMLElement), byId("awaiting-people", HTMLElement)];
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #timer = undefined;
  #face = "";
  #working = false;

  /** @param {import("../chores.js").Chores} chores */
  constructor(chores) {
    this.chores = chores;
  }

  start() {
    this.stop();
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS);
  }

  /** Takes every name off the page. */
  stop() {
    clearInterval(this.#timer);
    this.#face = "";
    this.#working = false;
    for (const place of this.#places) arrange(place, []);
  }

  #look() {
    if (this.#working) return;
    const newcomers = this.chores.awaiting();
    const face = JSON.stringify(newcomers);
    if (face === this.#face) return;
    this.#face = face;
    for (const place of this.#places) arrange(place, newcomers.map((one) => this.#banner(one)));
  }

  /** @param {Newcomer} one */
  #banner(one) {
    const button = make("button", { class: "button button-secondary", text: words.confirm, attributes: { type: "button" } });
    const said = make("p", { attributes: { role: "status" } });
    button.addEventListener("click", () => void this.#confirm(one, button, said));
    return make("section", { class: "notice", data: { tone: "calm", kid: one.kid } },
      make("p", { class: "person-state", text: this.#isPaper(one) ? words.paperHeading : words.heading(one.name) }),
      line(words.count(one.count)), line(this.#isPaper(one) ? words.paperHow : words.how), numberCard(one.checkNumber),
      button, said);
  }

  /** @param {Newcomer} one */
  #isPaper({ kid }) {
    const { desk } = this.chores;
    return desk.signedIn && desk.session.trust.current.keys.some((key) => key.kid === kid && key.role === "recovery");
  }

  /**
   * @param {Newcomer} one
   * @param {HTMLButtonElement} button
   * @param {HTMLElement} said
   */
  async #confirm(one, button, said) {
    this.#working = true;
    button.disabled = true;
    setText(said, words.working);
    this.chores.confirm([one.kid]);
    const whole = await this.chores.settle((done, total) => setText(said, `${words.working} ${done}/${total}`));
    setText(said, whole ? words.done : words.later);
    button.disabled = whole;
    this.#working = false;
  }
}
