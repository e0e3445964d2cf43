// @ts-check
/** The screen 「LINEの状態」: figures and times, with a sentence for each that says what to do. */

import { arrange, byId, setText } from "../../lib/dom.js";
import { Poll } from "../../lib/poll.js";
import { cards } from "./cards.js";
import { line as words } from "./words.js";

const EVERY_MS = 5_000;

export class LinePanel {
  #problem = byId("line-problem", HTMLElement);
  #summary = byId("line-summary", HTMLElement);
  #cards = byId("line-cards", HTMLElement);
  #poll = new Poll(() => this.#load(), EVERY_MS);
  #ticket = 0;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  show() {
    this.#poll.start();
  }

  /** Takes everything off the page. */
  hide() {
    this.#poll.stop();
    this.#ticket += 1;
    arrange(this.#cards, []);
    this.#summary.hidden = true;
    setText(this.#problem, "");
  }

  async #load() {
    const ticket = (this.#ticket += 1);
    try {
      const status = await this.desk.api.call("GET", "/console/line");
      if (ticket !== this.#ticket) return;
      setText(this.#problem, "");
      this.#draw(cards(status));
    } catch (error) {
      if (ticket === this.#ticket) setText(this.#problem, words.failed);
      throw error;
    }
  }

  /** @param {HTMLElement[]} drawn */
  #draw(drawn) {
    const there = [...this.#cards.children];
    arrange(this.#cards, drawn.map((card, place) => {
      const before = there[place];
      return before?.isEqualNode(card) ? before : card;
    }));
    const count = drawn.filter((card) => card.dataset.tone !== "good").length;
    setText(this.#summary, count === 0 ? words.well : words.look(count));
    this.#summary.dataset.tone = count === 0 ? "calm" : "caution";
    this.#summary.hidden = false;
  }
}
