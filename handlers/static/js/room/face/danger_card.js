// @ts-check
/** Comes up when words sound like danger: whom to ring, and an offer to be read sooner. It decides nothing, and tells nobody. */

import { arrange, make } from "../../lib/dom.js";
import { listening } from "./danger.js";
import { atHand } from "./hotlines.js";
import { button, say, saying } from "./say.js";

/** @typedef {import("./house.js").House} House */
/** @typedef {import("./house.js").View} View */

const PAUSE_MS = 400;

export class DangerCard {
  asked = false;
  /** What the numbers and words are from. @type {import("../types.js").Facts | null} */
  #facts = null;
  /** @type {(text: string) => boolean} */
  #listens = () => false;
  #heard = false;
  #closed = false;
  /** It is on its way to be said in so many words. */
  #saying = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  /** Those for who is in danger now; all others are one press away. */
  #numbers = make("div", { class: "chips" });
  #problem = make("p", { class: "problem", attributes: { role: "alert" } });
  #ask;

  /**
   * @param {House} house
   * @param {HTMLTextAreaElement} field
   */
  constructor(house, field) {
    const { danger } = house.words;
    this.house = house;
    this.field = field;
    this.#ask = button(danger.ask, () => void this.#press(), "wide");
    this.card = make("section", { class: "danger stack", attributes: { role: "status" } },
      make("div", { class: "danger-head" }, say("h2", danger.heading), button(house.words.bar.close, () => this.#close(), "link")),
      say("p", danger.body), this.#numbers, this.#ask, say("p", danger.note, { class: "quiet" }), this.#problem);
    this.element = make("div", {});
    field.addEventListener("input", () => {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => this.hears(field.value) && this.#show(), PAUSE_MS);
    });
    this.#mark(false);
  }

  /** @param {View} view */
  update({ facts }) {
    if (!facts || facts === this.#facts) return;
    this.#facts = facts;
    this.#listens = listening(facts);
    const { words: { danger }, open } = this.house;
    const [first] = facts.urgent;
    arrange(this.#numbers, [...atHand(first?.rows ?? [], this.house), button(danger.numbers, () => open("urgent"), "small")]);
  }

  leave() {
    clearTimeout(this.#timer);
  }

  /** @param {string} text */
  hears(text) {
    const heard = this.#listens(text);
    if (heard) this.#show();
    return heard;
  }

  /** What it was about has gone out; the card stays until it is closed. */
  sent() {
    if (this.asked) this.#close();
    this.#mark(false);
    this.#closed = false;
  }

  #show() {
    if (this.#heard || this.#closed) return;
    this.#heard = true;
    arrange(this.element, [this.card]);
  }

  #close() {
    [this.#heard, this.#closed] = [false, true];
    arrange(this.element, []);
    this.field.focus();
  }

  /** With words in the field it goes along with them; without, it is said in so many words. */
  async #press() {
    if (this.field.value.trim() !== "") return this.#mark(!this.asked);
    if (this.#saying) return;
    this.#saying = true;
    const { engine, words: { danger, talk } } = this.house;
    await engine.say(danger.text, { danger: true, flagged: true }).then(() => this.#close(), () => saying(this.#problem, talk.unsent));
    this.#saying = false;
  }

  /** @param {boolean} asked */
  #mark(asked) {
    this.asked = asked;
    this.#ask.setAttribute("aria-pressed", String(asked));
    saying(this.#ask, asked ? this.house.words.danger.asked : this.house.words.danger.ask);
  }
}
