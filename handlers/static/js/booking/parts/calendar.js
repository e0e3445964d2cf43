// @ts-check
/**
 * One month on a sheet. Days with a time are buttons; one of them is reached by Tab, the others from it by arrows, Home, End, and
 * Page Up and Page Down for the months.
 */

import { arrange, make } from "../../lib/dom.js";
import { button, plain, saying } from "../../room/face/say.js";
import { dayWords, daysAfter, monthOf, monthWords, monthsAfter, weekdays, weeksOf } from "../days.js";

/** @typedef {import("../types.js").House} House */

/** By how many days an arrow goes. @type {Readonly<Record<string, number>>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 };

export class Calendar {
  #month = "";
  /** @type {Map<string, HTMLButtonElement>} */
  #buttons = new Map();
  #title = make("h2", { class: "month-name", attributes: { id: "month-name", "aria-live": "polite" } });
  #body = make("tbody");
  #before;
  #after;

  /**
   * @param {House} house
   * @param {{ days: Record<string, number>, first: string, last: string }} found
   * @param {(day: string) => void} choose
   */
  constructor(house, { days, first, last }, choose) {
    this.house = house;
    this.days = days;
    this.choose = choose;
    const open = Object.keys(days).sort();
    this.firstMonth = monthOf(open[0] ?? first);
    this.lastMonth = monthOf(open[open.length - 1] ?? last);
    const { words: { days: said }, language } = house;
    this.#before = button("‹", () => this.show(monthsAfter(this.#month, -1)), "month-step");
    this.#after = button("›", () => this.show(monthsAfter(this.#month, 1)), "month-step");
    this.#before.setAttribute("aria-label", plain(said.before));
    this.#after.setAttribute("aria-label", plain(said.after));
    const heads = weekdays(language).map((name, at) => make("th", { text: name, attributes: { scope: "col", abbr: name }, data: { day: String(at) } }));
    const table = make("table", { class: "month", attributes: { role: "grid", "aria-labelledby": "month-name" } },
      make("thead", {}, make("tr", {}, ...heads)), this.#body);
    table.addEventListener("keydown", (event) => this.#key(event));
    this.element = make("div", { class: "month-sheet" },
      make("div", { class: "month-head" }, this.#before, this.#title, this.#after), table, make("p", { class: "quiet legend", text: "" }));
    const legend = this.element.querySelector(".legend");
    if (legend instanceof HTMLElement) saying(legend, said.legend);
  }

  /** @param {string} month */
  show(month) {
    this.#month = month < this.firstMonth ? this.firstMonth : month > this.lastMonth ? this.lastMonth : month;
    this.#buttons.clear();
    saying(this.#title, monthWords(this.#month, this.house.language));
    // Hidden, the other arrow would jump under the finger.
    this.#before.setAttribute("aria-disabled", String(this.#month <= this.firstMonth));
    this.#after.setAttribute("aria-disabled", String(this.#month >= this.lastMonth));
    arrange(this.#body, weeksOf(this.#month).map((week) => make("tr", {}, ...week.map((day) => this.#cell(day)))));
    const [first] = this.#buttons.values();
    const chosen = this.#buttons.get(this.house.draft.day) ?? first;
    if (chosen) chosen.tabIndex = 0;
  }

  /** @param {string | null} day */
  #cell(day) {
    if (!day) return make("td");
    const number = String(Number(day.slice(8)));
    const free = this.days[day] ?? 0;
    if (!free) return make("td", {}, make("span", { text: number }));
    const said = this.house.words.days;
    const name = `${plain(dayWords(day, this.house.language))} ${plain(said.free)}`;
    const made = make("button", { class: "day-choice", text: number, attributes: { type: "button", "aria-label": name, tabindex: "-1" } });
    if (day === this.house.draft.day) made.setAttribute("aria-current", "date");
    made.addEventListener("click", () => this.choose(day));
    this.#buttons.set(day, made);
    return make("td", {}, made);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const from = [...this.#buttons].find(([, one]) => one === event.target)?.[0];
    if (!from || event.altKey || event.ctrlKey || event.metaKey) return;
    const to = this.#reached(from, event.key);
    if (to === undefined) return;
    event.preventDefault();
    if (!to) return;
    if (monthOf(to) !== this.#month) this.show(monthOf(to));
    for (const one of this.#buttons.values()) one.tabIndex = -1;
    const reached = this.#buttons.get(to);
    if (reached) reached.tabIndex = 0;
    reached?.focus();
  }

  /**
   * The day with a time that a key leads to; null where there is none, undefined for other keys.
   * @param {string} from
   * @param {string} key
   * @returns {string | null | undefined}
   */
  #reached(from, key) {
    const open = Object.keys(this.days).filter((day) => (this.days[day] ?? 0) > 0).sort();
    const here = open.filter((day) => monthOf(day) === this.#month);
    if (key === "Home") return here[0];
    if (key === "End") return here[here.length - 1];
    if (key === "PageUp") return open.filter((day) => monthOf(day) < this.#month).pop() ?? null;
    if (key === "PageDown") return open.find((day) => monthOf(day) > this.#month) ?? null;
    const step = STEPS[key];
    if (!step) return undefined;
    const wanted = daysAfter(from, step);
    // The next open one in that direction, the same weekday first.
    if (this.days[wanted]) return wanted;
    return (step > 0 ? open.find((day) => day > wanted) ?? open.find((day) => day > from) : open.filter((day) => day < wanted).pop() ?? open.filter((day) => day < from).pop()) ?? null;
  }
}
