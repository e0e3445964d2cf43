// @ts-check
/** The verified words of one consultation, as a calm talk with dates. */

import { arrange, byId, make, setText } from "../lib/dom.js";
import { dateWords, dayNumber, daysUntil } from "../lib/jst.js";
import { EntryItem, faceOf } from "./entry_item.js";
import { entry as words } from "./entry_words.js";
import { lines } from "./joined.js";
import { byTime } from "./ordering.js";
import { isRoom } from "./room/lanes.js";
import { consultation as consultationWords } from "./words.js";

/** @typedef {import("./types.js").Opened} Opened */
/** @typedef {import("./entry_item.js").Reading} Reading */
/** @typedef {import("./joined.js").Line} Line */
/** @typedef {"scroller" | "log" | "end"} PlaceName */
/** @typedef {Record<PlaceName, HTMLElement> & { list: HTMLOListElement, newer: HTMLButtonElement }} Places */

export class Transcript {
  /** @type {Map<string, EntryItem>} */
  #items = new Map();
  #atEnd = true;

  /**
   * @param {Places} places
   * @param {import("./entry_item.js").Acts} acts
   */
  constructor(places, acts) {
    this.places = places;
    this.acts = acts;
    new IntersectionObserver((seen) => this.#sawEnd(seen.at(-1)?.isIntersecting ?? false)).observe(places.end);
    new ResizeObserver(() => this.#atEnd && this.toEnd()).observe(places.scroller);
    places.newer.addEventListener("click", () => this.toEnd());
  }

  clear() {
    for (const item of this.#items.values()) item.leave();
    this.#items.clear();
    this.#dates.clear();
    this.#atEnd = true;
    this.places.newer.hidden = true;
    arrange(this.places.list, []);
    this.places.log.setAttribute("aria-busy", "true");
  }

  /**
   * @param {Opened} opened
   * @param {Reading} reading
   */
  show(opened, reading) {
    const first = this.#items.size === 0;
    const follow = first || this.#atEnd;
    const before = this.#items.size;
    const found = lines(opened.entries, opened.sameMessage, opened.lane);
    const shown = isRoom(opened.lane) ? found : byTime(found);
    this.#drop(new Set(shown.map((one) => one.id)));
    arrange(this.places.list, this.#rows(shown, opened, reading));
    if (follow) this.toEnd();
    else if (this.#items.size > before) this.places.newer.hidden = false;
    requestAnimationFrame(() => this.places.log.removeAttribute("aria-busy"));
  }

  toEnd() {
    this.places.newer.hidden = true;
    this.places.end.scrollIntoView({ block: "end" });
  }

  /** @param {ReadonlySet<string>} present */
  #drop(present) {
    for (const [id, item] of [...this.#items]) {
      if (present.has(id)) continue;
      item.leave();
      this.#items.delete(id);
    }
  }

  /**
   * @param {readonly Line[]} shown
   * @param {Opened} opened
   * @param {Reading} reading
   * @returns {HTMLLIElement[]}
   */
  #rows(shown, opened, reading) {
    /** @type {HTMLLIElement[]} */
    const rows = [];
    /** @type {Line | null} */
    let last = null;
    for (const one of shown) {
      const newDay = !last || dayNumber(last.record.ts) !== dayNumber(one.record.ts);
      if (newDay) rows.push(this.#dateRow(one, reading.now));
      const item = this.#item(one, reading);
      item.element.dataset.follows = String(!newDay && last?.record.sender === one.record.sender);
      item.deliver(opened.deliveries[one.id], reading.now);
      rows.push(item.element);
      last = one;
    }
    if (opened.unopened > 0) rows.push(make("li", { class: "broken", text: words.brokenCount(opened.unopened) }));
    else if (!last) rows.push(make("li", { class: "date-row", text: consultationWords.none }));
    return rows;
  }

  /**
   * @param {Line} first of that day
   * @param {number} now
   */
  #dateRow({ id, record: { ts: at } }, now) {
    const near = [consultationWords.today, consultationWords.yesterday][-daysUntil(at, now)];
    const date = dateWords(at, now);
    const key = `day ${dayNumber(at)} ${id}`;
    const row = this.#dates.get(key) ?? make("li", { class: "date-row" });
    this.#dates.set(key, row);
    setText(row, near ? `${near} ${date}` : date);
    return row;
  }

  /** @type {Map<string, HTMLLIElement>} */
  #dates = new Map();

  /**
   * @param {Line} line
   * @param {Reading} reading
   */
  #item(line, reading) {
    const known = this.#items.get(line.id);
    if (known?.face === faceOf(line)) return known;
    known?.leave();
    const item = new EntryItem(line, reading, this.acts);
    this.#items.set(line.id, item);
    return item;
  }

  /** @param {boolean} visible */
  #sawEnd(visible) {
    this.#atEnd = visible;
    if (visible) this.places.newer.hidden = true;
  }
}

/** Where the page keeps them. @returns {Places} */
export const transcriptPlaces = () => ({
  list: byId("transcript", HTMLOListElement),
  log: byId("log", HTMLElement),
  scroller: byId("scroller", HTMLElement),
  end: byId("transcript-end", HTMLElement),
  newer: byId("newer", HTMLButtonElement),
});
