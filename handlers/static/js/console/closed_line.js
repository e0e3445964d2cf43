// @ts-check
/** What stands in the place of a consultation that a supervisor sees in the list and can't open. */

import { arrange, byId, make } from "../lib/dom.js";
import { beside } from "../lib/punctuation.js";
import { coReadingOffer } from "./co_reading/offer.js";
import { waitingWords } from "./inbox_line.js";
import { unreadable as words } from "./inbox_words.js";
import { labelOf } from "./label.js";
import { consultation as consultationWords } from "./words.js";

/** @typedef {import("./types.js").Consultation} Consultation */

export class ClosedLine {
  #heading = make("h2", { attributes: { tabindex: "-1" } });
  #facts = make("p", { class: "facts" });
  #whose = make("p", { class: "closed-line-whose" });
  #offer = make("div", { class: "closed-line-offer" });
  #place;

  /** What it stands for; nothing when empty. */
  id = "";

  /**
   * @param {import("./desk.js").Desk} desk
   * @param {() => void} onBack
   */
  constructor(desk, onBack) {
    this.desk = desk;
    const back = make("button", { class: "button button-quiet back", text: words.back, attributes: { type: "button" } });
    back.addEventListener("click", onBack);
    this.#place = make("div", { class: "closed-line" }, back, this.#heading, this.#facts, this.#whose,
      make("p", { text: words.body }), this.#offer);
    this.#place.hidden = true;
    byId("consultation", HTMLElement).append(this.#place);
  }

  /**
   * @param {Consultation} one
   * @param {number} now
   */
  show(one, now) {
    this.#heading.textContent = consultationWords.heading(labelOf(one.id));
    this.#facts.textContent = beside([one.desk_name, waitingWords(one, now)]);
    this.#whose.textContent = one.assignee_name ? words.whose(one.assignee_name) : words.nobody;
    arrange(this.#offer, [make("p", { text: words.ask }), coReadingOffer(this.desk, one.id)]);
    this.id = one.id;
    byId("nothing-open", HTMLElement).hidden = true;
    this.#place.hidden = false;
    this.#heading.focus();
  }

  hide() {
    if (this.#place.hidden) return;
    this.#place.hidden = true;
    this.id = "";
    arrange(this.#offer, []);
    for (const part of [this.#heading, this.#facts, this.#whose]) part.textContent = "";
    byId("nothing-open", HTMLElement).hidden = false;
  }
}
