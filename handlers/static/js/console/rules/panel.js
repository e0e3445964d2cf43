// @ts-check
/** The screen 「窓口のきまり」: the rules of each desk, and who is not answered for a while. */

import { arrange, byId, setText } from "../../lib/dom.js";
import { Poll } from "../../lib/poll.js";
import { BlockList } from "../blocks/list.js";
import { deskForm } from "./desk_form.js";
import { rules as words } from "./words.js";

const EVERY_MS = 15_000;

export class RulesPanel {
  #problem = byId("rules-problem", HTMLElement);
  #desks = byId("rules-desks", HTMLElement);
  #poll = new Poll(() => this.#loadBlocks(), EVERY_MS);
  #ticket = 0;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.blocks = new BlockList(desk, () => void this.#loadBlocks().catch(() => undefined));
  }

  show() {
    void this.#loadRules();
    this.#poll.start();
  }

  /** Takes everything off the page. */
  hide() {
    this.#poll.stop();
    this.#ticket += 1;
    arrange(this.#desks, []);
    this.blocks.clear();
    setText(this.#problem, "");
  }

  async #loadRules() {
    const ticket = (this.#ticket += 1);
    try {
      const settings = await this.desk.api.call("GET", "/console/desk-rules");
      if (ticket !== this.#ticket) return;
      setText(this.#problem, "");
      arrange(this.#desks, settings.map((/** @type {import("./desk_form.js").Setting} */ one) => deskForm(this.desk, one)));
    } catch {
      if (ticket === this.#ticket) setText(this.#problem, words.notLoaded);
    }
  }

  async #loadBlocks() {
    const blocks = await this.desk.api.call("GET", "/console/blocks");
    if (this.#poll.running) this.blocks.show(blocks);
  }
}
