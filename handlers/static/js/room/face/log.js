// @ts-check
/** The lines of the talk, day by day. Lines that stay as they are stay where they are. */

import { arrange, make } from "../../lib/dom.js";
import { EntryItem, faceOf } from "./entry.js";
import { plain, saying } from "./say.js";
import { daysUntil, dayNumber, dayWords } from "./times.js";

/** @typedef {import("./house.js").House} House */
/** @typedef {import("./house.js").View} View */

export class Log {
  /** @type {Map<string, EntryItem>} */
  #items = new Map();
  /** @type {Map<number, HTMLElement>} */
  #days = new Map();
  #lines = make("ol", { class: "lines" });

  /** @param {House} house */
  constructor(house) {
    this.house = house;
    this.element = make("div", { class: "log", attributes: { role: "log", "aria-label": plain(house.words.talk.log), "aria-live": "off" } });
    this.element.append(this.#lines);
  }

  /** @param {View} view */
  update(view) {
    const lines = [];
    const kept = new Map();
    let day = NaN;
    for (const entry of view.entries) {
      if (dayNumber(entry.at) !== day) lines.push(this.#day((day = dayNumber(entry.at)), entry.at));
      const before = this.#items.get(entry.key);
      const item = before && before.face === faceOf(entry) ? before : new EntryItem(entry, this.house);
      if (before && before !== item) before.leave();
      item.update(entry);
      kept.set(entry.key, item);
      lines.push(item.element);
    }
    for (const [key, item] of this.#items) if (!kept.has(key)) item.leave();
    this.#items = kept;
    this.element.hidden = lines.length === 0;
    arrange(this.#lines, lines);
    this.#speakUp();
  }

  leave() {
    for (const item of this.#items.values()) item.leave();
  }

  /** What stood there already is not read aloud; what comes from now on is. */
  #speakUp() {
    if (this.element.getAttribute("aria-live") === "off") setTimeout(() => this.element.setAttribute("aria-live", "polite"), 500);
  }

  /**
   * @param {number} number
   * @param {number} at
   */
  #day(number, at) {
    const { words: { talk }, language, now } = this.house;
    const ago = daysUntil(at, now());
    const line = this.#days.get(number) ?? make("li", { class: "day" });
    // A page that is open over night has another today.
    saying(line, ago === 0 ? talk.today : ago === -1 ? talk.yesterday : dayWords(at, language));
    this.#days.set(number, line);
    return line;
  }
}
