// @ts-check
/** Everybody who is not answered for a while, and the wishes that wait for a second person. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { labelOf } from "../label.js";
import { problemWords } from "../problems.js";
import { consultation as consultationWords } from "../words.js";
import { blockButtons, stateWords } from "./line.js";
import { block as words, REASONS } from "./words.js";

/** @typedef {import("./line.js").Block} Block */

export class BlockList {
  #list = byId("blocks", HTMLElement);
  #none = byId("blocks-none", HTMLElement);
  #said = byId("blocks-said", HTMLElement);
  #problem = byId("rules-problem", HTMLElement);
  #face = "";

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {() => void} changed
   */
  constructor(desk, changed) {
    this.desk = desk;
    this.changed = changed;
  }

  /** @param {readonly Block[]} blocks */
  show(blocks) {
    const face = JSON.stringify(blocks);
    this.#none.hidden = blocks.length > 0;
    if (face === this.#face) return;
    this.#face = face;
    arrange(this.#list, blocks.map((one) => this.#line(one)));
  }

  clear() {
    this.#face = "";
    arrange(this.#list, []);
    setText(this.#said, "");
  }

  /** @param {Block} one */
  #line(one) {
    const until = dateWords(one.until, this.desk.clock.now());
    const told = make("div", { class: "block-words" },
      make("p", { class: "block-heading", text: consultationWords.heading(labelOf(one.consultation)) }),
      make("p", { text: words.facts(REASONS[one.reason] ?? one.reason, until) }),
      make("p", { class: "panel-lead", text: stateWords(one) }));
    if (one.mine && !one.agreed) told.append(make("p", { class: "panel-lead", text: words.own }));
    const buttons = blockButtons(this.desk, one, (said, error) => this.#told(said, error));
    return make("li", { class: "block", data: { block: one.id } }, told, make("div", { class: "block-buttons" }, ...buttons));
  }

  /**
   * @param {string} said
   * @param {unknown} error
   */
  #told(said, error) {
    setText(this.#said, said);
    setText(this.#problem, error ? problemWords(error) : "");
    this.changed();
  }
}
