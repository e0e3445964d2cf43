// @ts-check
/** One line of the list: what it is called, how long it waits, and what there is to know before opening it. */

import { arrange, make } from "../lib/dom.js";
import { daysUntil } from "../lib/jst.js";
import { beside } from "../lib/punctuation.js";
import { labelOf } from "./label.js";
import { isPractice } from "./practice/desk.js";
import { practice as practiceWords } from "./practice/words.js";
import { inbox as words } from "./inbox_words.js";
import { room as roomWords } from "./room/words.js";
import { waited } from "./waiting.js";
import { consultation as consultationWords, LANE } from "./words.js";

/** @typedef {import("./types.js").Consultation} Consultation */
/** @typedef {{ text: string, tone: "mine" | "free" | "flag" | "ask" | "caution" | "plain" | "practice" }} Chip */

export class InboxLine {
  #face = "";

  /**
   * @param {string} id
   * @param {(id: string) => void} onOpen
   */
  constructor(id, onOpen) {
    this.id = id;
    this.button = make("button", { class: "item", data: { consultation: id }, attributes: { type: "button" } });
    this.button.tabIndex = -1;
    this.button.addEventListener("click", () => onOpen(id));
    this.element = make("li", { class: "line" }, this.button);
    this.mark(false);
  }

  /** @param {boolean} open */
  mark(open) {
    this.button.setAttribute("aria-current", String(open));
  }

  /**
   * @param {Consultation} one
   * @param {number} now
   * @param {boolean} drafted
   */
  show(one, now, drafted) {
    const waits = waitingWords(one, now);
    const chips = chipsOf(one, drafted, now);
    const face = [one.desk_name, waits, ...chips.map(({ text }) => text)].join("\n");
    if (face === this.#face) return;
    this.#face = face;
    this.button.dataset.waits = String(one.state === "open" && one.waiting_since !== null);
    this.button.dataset.readable = String(one.readable);
    this.button.dataset.practice = String(isPractice(one));
    const label = make("span", { class: "item-label", text: consultationWords.heading(labelOf(one.id)) });
    const place = make("span", { class: "item-place", text: beside([one.desk_name, LANE[one.lane]]) });
    const badges = chips.map(({ text, tone }) => make("span", { class: "chip", text, data: { tone } }));
    const wait = make("span", { class: "item-wait", text: waits });
    const lower = make("span", { class: "item-row" }, place, make("span", { class: "chips" }, ...badges));
    arrange(this.button, [make("span", { class: "item-row" }, label, wait), lower]);
  }
}

/**
 * @param {Consultation} one
 * @param {number} now
 */
export function waitingWords(one, now) {
  if (one.state === "closed") {
    return one.due_at === null ? words.closed : consultationWords.countdown(daysUntil(one.due_at, now));
  }
  return one.waiting_since === null ? words.notWaiting : words.waiting(waited(one.waiting_since, now));
}

/**
 * Who answers, and then what wants attention first.
 * @param {Consultation} one
 * @param {boolean} drafted
 * @param {number} now
 * @returns {Chip[]}
 */
export function chipsOf(one, drafted, now) {
  /** @type {Chip[]} */
  const chips = isPractice(one) ? [{ text: practiceWords.chip, tone: "practice" }, whose(one)] : [whose(one)];
  const open = one.state === "open";
  if (open && one.flagged_at !== null) chips.push({ text: words.flagged, tone: "flag" });
  if (open && one.check !== null) chips.push(checkChip(one));
  if (open && one.handed_at !== null) chips.push({ text: words.handed, tone: one.mine ? "ask" : "plain" });
  if (one.contested_at !== null) chips.push({ text: roomWords.contestedChip, tone: "caution" });
  if (one.blocked) chips.push({ text: words.blocked, tone: "caution" });
  if (!one.reachable) chips.push({ text: words.unreachable, tone: "caution" });
  if (one.held_until !== null && one.held_until > now) chips.push({ text: words.held, tone: "plain" });
  if (drafted) chips.push({ text: words.draft, tone: "caution" });
  return chips;
}

/**
 * @param {Consultation} one
 * @returns {Chip}
 */
function whose({ mine, assignee, assignee_name, state }) {
  if (mine) return { text: words.mine, tone: "mine" };
  if (assignee === null) return { text: words.unassigned, tone: state === "open" ? "free" : "plain" };
  return { text: assignee_name ? words.assigned(assignee_name) : words.somebody, tone: "plain" };
}

/**
 * Whoever answers a consultation asks for the second look; everybody else at the desk is asked.
 * @param {Consultation} one
 * @returns {Chip}
 */
function checkChip({ check, mine }) {
  if (check === "asked") return { text: mine ? words.checkAsked : words.check.asked, tone: mine ? "plain" : "ask" };
  return { text: words.check[check ?? "agreed"], tone: mine ? "ask" : "plain" };
}
