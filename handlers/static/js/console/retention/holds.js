// @ts-check
/** Consultations that two people keep from being destroyed, for a while. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { beside, inTurn } from "../../lib/punctuation.js";
import { Refused } from "../api.js";
import { labelOf } from "../label.js";
import { problemWords } from "../problems.js";
import { withProof } from "../proving.js";
import { consultation as consultationWords } from "../words.js";
import { holds as words, REASONS } from "./words.js";

/**
 * @typedef {object} Hold
 * @property {string} id
 * @property {string} consultation
 * @property {string} reason
 * @property {number} until
 * @property {string} asked_by_name
 * @property {boolean} agreed
 * @property {boolean} mine asked by the person who looks
 */

export class HoldList {
  #list = byId("holds", HTMLElement);
  #none = byId("holds-none", HTMLElement);
  #problem = byId("retention-problem", HTMLElement);

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {() => void} changed
   */
  constructor(desk, changed) {
    this.desk = desk;
    this.changed = changed;
  }

  /** @param {readonly Hold[]} holds */
  show(holds) {
    this.#none.hidden = holds.length > 0;
    arrange(this.#list, holds.map((hold) => this.#line(hold)));
  }

  clear() {
    arrange(this.#list, []);
  }

  /** @param {Hold} hold */
  #line(hold) {
    const until = words.until(dateWords(hold.until, this.desk.clock.now()));
    const facts = make("div", { class: "hold-facts" },
      make("p", { class: "hold-name", text: consultationWords.heading(labelOf(hold.consultation)) }),
      make("p", { text: beside([REASONS[hold.reason] ?? hold.reason, until]) }),
      make("p", { class: "panel-lead", text: inTurn([words.askedBy(hold.asked_by_name), hold.agreed ? words.agreed : words.waiting]) }));
    return make("li", { class: "hold" }, facts, ...this.#buttons(hold));
  }

  /** @param {Hold} hold */
  #buttons(hold) {
    if (this.desk.session.role !== "supervisor") return [];
    const lift = this.#button(words.lift, "button-quiet", () => this.#call("DELETE", hold.id));
    if (hold.agreed) return [lift];
    if (hold.mine) return [make("p", { class: "panel-lead", text: words.own }), lift];
    return [this.#button(words.agree, "button-primary", () => this.#call("POST", `${hold.id}/agreement`)), lift];
  }

  /**
   * @param {string} text
   * @param {string} kind
   * @param {() => Promise<void>} act
   */
  #button(text, kind, act) {
    const button = make("button", { text, class: `button ${kind}`, attributes: { type: "button" } });
    button.addEventListener("click", () => {
      button.disabled = true;
      void act().finally(() => {
        button.disabled = false;
        // A question that was closed could not give the focus back to a button that was out of use.
        if (document.activeElement === document.body) button.focus();
      });
    });
    return button;
  }

  /**
   * @param {string} method
   * @param {string} path
   */
  async #call(method, path) {
    try {
      const body = method === "POST" ? {} : undefined;
      await withProof(this.desk, () => this.desk.api.call(method, `/console/holds/${path}`, body));
      setText(this.#problem, "");
    } catch (error) {
      setText(this.#problem, problemWords(error));
      if (error instanceof Refused && error.code === "proof-needed") return;
    }
    this.changed();
  }
}
