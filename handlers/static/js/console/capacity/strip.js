// @ts-check
/** The strip above the list: how full the desks are and who is there; and what waits for a supervisor's word. */

import { arrange, byId, make } from "../../lib/dom.js";
import { Poll } from "../../lib/poll.js";
import { listed } from "../../lib/punctuation.js";
import { block as blockWords } from "../blocks/words.js";
import { waited } from "../waiting.js";
import { capacity as words } from "./words.js";

/**
 * @typedef {object} Load of one desk; times in ms
 * @property {string} desk
 * @property {string} name
 * @property {number} waiting
 * @property {number | null} longest since when the first of them waits
 * @property {number} taken today
 * @property {number | null} cap
 * @property {number | null} within
 * @property {number} late
 * @property {string[]} present names
 */

const EVERY_MS = 15_000;
const AT_DESKS = ["counselor", "supervisor"];

export class CapacityStrip {
  #slot = byId("capacity", HTMLElement);
  #awaiting = byId("awaiting-blocks", HTMLElement);
  #poll = new Poll(() => this.#turn(), EVERY_MS);
  #face = "";

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {() => void} onBlocks opens the screen where blocks are agreed to
   */
  constructor(desk, onBlocks) {
    this.desk = desk;
    this.onBlocks = onBlocks;
  }

  /** @param {string} role */
  start(role) {
    if (AT_DESKS.includes(role)) this.#poll.start();
  }

  /** Takes every figure and name off the page. */
  stop() {
    this.#poll.stop();
    this.#face = "";
    for (const place of [this.#slot, this.#awaiting]) arrange(place, []);
  }

  async #turn() {
    const { now, desks, blocks } = await this.desk.api.call("GET", "/console/capacity");
    if (!this.#poll.running) return;
    const lines = desks.map((/** @type {Load} */ load) => [load.name, ...factsOf(load, now)]);
    const face = JSON.stringify([lines, blocks]);
    if (face === this.#face) return;
    this.#face = face;
    const named = desks.length > 1;
    arrange(this.#slot, desks.length === 0 ? [] : [this.#strip(desks, now, named)]);
    arrange(this.#awaiting, blocks > 0 ? [this.#wish(blocks)] : []);
  }

  /**
   * @param {readonly Load[]} desks
   * @param {number} now
   * @param {boolean} named whether there is more than one desk to tell apart
   */
  #strip(desks, now, named) {
    const parts = desks.map((load) => {
      const name = named ? [make("h2", { class: "capacity-name", text: load.name })] : [];
      const facts = factsOf(load, now).map(({ text, tone }) => make("li", { text, data: { tone } }));
      return make("div", { class: "capacity-desk" }, ...name, make("ul", { class: "capacity-facts" }, ...facts));
    });
    return make("section", { class: "capacity", attributes: { "aria-label": words.label } }, ...parts);
  }

  /** @param {number} count */
  #wish(count) {
    const open = make("button", { class: "button button-quiet", text: blockWords.open, attributes: { type: "button", id: "awaiting-blocks-open" } });
    open.addEventListener("click", this.onBlocks);
    return make("section", { class: "notice", data: { tone: "calm" } }, make("p", { text: blockWords.awaiting(count) }), make("p", {}, open));
  }
}

/**
 * @param {Load} load
 * @param {number} now
 * @returns {{ text: string, tone: "plain" | "strong" | "late" }[]}
 */
function factsOf({ waiting, longest, taken, cap, within, late, present }, now) {
  /** @type {{ text: string, tone: "plain" | "strong" | "late" }[]} */
  const facts = [{ text: waiting === 0 ? words.nobody : words.waiting(waiting), tone: "strong" }];
  if (longest !== null) facts.push({ text: words.longest(timeOf(now - longest)), tone: "plain" });
  if (late > 0 && within !== null) facts.push({ text: words.late(late, timeOf(within)), tone: "late" });
  if (taken > 0 || cap !== null) facts.push({ text: words.taken(taken, cap), tone: "plain" });
  if (cap !== null && taken >= cap) facts.push({ text: words.full, tone: "late" });
  if (present.length > 0) facts.push({ text: words.present(listed(present)), tone: "plain" });
  return facts;
}

/** @param {number} span ms */
const timeOf = (span) => words.time(waited(0, span));
