// @ts-check
/** The list of consultations: who waits, how long, and who answers. */

import { arrange, byId, make, setText } from "../lib/dom.js";
import { daysUntil } from "../lib/jst.js";
import { labelOf } from "./label.js";
import { belongs, byNeed, FILTERS } from "./ordering.js";
import { waited } from "./waiting.js";
import { consultation as consultationWords, inbox as words, LANE } from "./words.js";

/** @typedef {import("./types.js").Consultation} Consultation */
/** @typedef {import("./ordering.js").Filter} Filter */
/** @typedef {{ text: string, tone: string }} Chip */

export class Inbox {
  /** @type {readonly Consultation[]} */
  #known = [];
  /** @type {Filter} */
  #filter = "all";
  /** @type {Map<string, HTMLLIElement>} */
  #items = new Map();
  /** @type {Map<Filter, HTMLElement>} */
  #counts = new Map();
  #open = "";

  /**
   * @param {import("./drafts.js").Drafts} drafts
   * @param {(id: string) => void} onOpen
   */
  constructor(drafts, onOpen) {
    this.drafts = drafts;
    this.onOpen = onOpen;
    this.list = byId("inbox", HTMLUListElement);
    this.empty = byId("inbox-empty", HTMLElement);
    byId("filters", HTMLFieldSetElement).append(...FILTERS.map((filter) => this.#choice(filter)));
  }

  /**
   * @param {readonly Consultation[]} consultations
   * @param {number} now
   */
  show(consultations, now) {
    this.#known = consultations;
    for (const [filter, place] of this.#counts) {
      setText(place, String(consultations.filter((one) => belongs(one, filter)).length));
    }
    const shown = byNeed(consultations.filter((one) => belongs(one, this.#filter)));
    arrange(this.list, shown.map((one) => this.#item(one, now)));
    for (const id of [...this.#items.keys()]) if (!consultations.some((one) => one.id === id)) this.#items.delete(id);
    this.#teach(shown.length === 0);
    this.now = now;
  }

  /** @param {string} id the consultation now open; none when empty */
  mark(id) {
    this.#open = id;
    for (const [each, item] of this.#items) markOpen(item, each === id);
  }

  /** @param {string} id */
  focus(id) {
    this.#items.get(id)?.querySelector("button")?.focus();
  }

  clear() {
    this.#known = [];
    this.#items.clear();
    this.#open = "";
    this.empty.hidden = true;
    arrange(this.list, []);
  }

  /** @param {Filter} filter */
  #choice(filter) {
    const input = make("input", { attributes: { type: "radio", name: "filter", value: filter } });
    input.checked = filter === this.#filter;
    input.addEventListener("change", () => {
      this.#filter = filter;
      this.show(this.#known, this.now ?? Date.now());
    });
    const count = make("span", { class: "filter-count", text: "0" });
    this.#counts.set(filter, count);
    const label = make("span", { text: words.filters[filter] });
    return make("label", { class: "filter" }, input, make("span", { class: "filter-face" }, label, count));
  }

  /**
   * @param {Consultation} one
   * @param {number} now
   */
  #item(one, now) {
    const item = this.#items.get(one.id) ?? this.#newItem(one.id);
    const button = /** @type {HTMLButtonElement} */ (item.firstElementChild);
    const waits = waitingWords(one, now);
    const chips = chipsOf(one, this.drafts.get(one.id) !== "");
    const face = JSON.stringify([one.desk_name, one.lane, waits, chips]);
    if (button.dataset.face === face) return item;
    button.dataset.face = face;
    button.dataset.waits = String(one.state === "open" && one.waiting_since !== null);
    const label = make("span", { class: "item-label", text: consultationWords.heading(labelOf(one.id)) });
    const place = make("span", { class: "item-place", text: `${one.desk_name}・${LANE[one.lane]}` });
    const badges = chips.map(({ text, tone }) => make("span", { class: "chip", text, data: { tone } }));
    const wait = make("span", { class: "item-wait", text: waits });
    const lower = make("span", { class: "item-row" }, place, make("span", { class: "chips" }, ...badges));
    arrange(button, [make("span", { class: "item-row" }, label, wait), lower]);
    return item;
  }

  /** @param {string} id */
  #newItem(id) {
    const button = make("button", { class: "item", data: { consultation: id }, attributes: { type: "button" } });
    button.addEventListener("click", () => this.onOpen(id));
    const item = make("li", {}, button);
    this.#items.set(id, item);
    markOpen(item, id === this.#open);
    return item;
  }

  /** @param {boolean} empty */
  #teach(empty) {
    this.empty.hidden = !empty;
    const { headline, more } = words.empty[this.#filter];
    if (this.empty.firstElementChild?.textContent === headline) return;
    arrange(this.empty, [make("p", { class: "empty-headline", text: headline }), make("p", { text: more })]);
  }
}

/**
 * @param {HTMLLIElement} item
 * @param {boolean} open
 */
function markOpen(item, open) {
  item.firstElementChild?.setAttribute("aria-current", String(open));
}

/**
 * @param {Consultation} one
 * @param {number} now
 */
function waitingWords(one, now) {
  if (one.state === "closed") {
    return one.due_at === null ? words.closed : consultationWords.countdown(daysUntil(one.due_at, now));
  }
  return one.waiting_since === null ? words.answered : words.waiting(waited(one.waiting_since, now));
}

/**
 * @param {Consultation} one
 * @param {boolean} drafted
 * @returns {Chip[]}
 */
function chipsOf(one, drafted) {
  /** @type {Chip[]} */
  const chips = [];
  if (one.mine) chips.push({ text: words.mine, tone: "mine" });
  else if (one.assignee === null) chips.push({ text: words.unassigned, tone: "free" });
  else chips.push({ text: one.assignee_name ? words.assigned(one.assignee_name) : words.somebody, tone: "plain" });
  if (one.flagged_at !== null && one.state === "open") chips.push({ text: words.flagged, tone: "flag" });
  if (!one.reachable) chips.push({ text: words.unreachable, tone: "caution" });
  if (drafted) chips.push({ text: words.draft, tone: "caution" });
  return chips;
}
