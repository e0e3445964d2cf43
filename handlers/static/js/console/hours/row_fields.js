// @ts-check
/** The fields of one time of a week. */

import { make, setText } from "../../lib/dom.js";
import { closingOf, closingText, DAY, fieldTime, readTime, weekdayText } from "./spans.js";
import { editing as words, hours, problemSentence } from "./words.js";

/** @typedef {import("./spans.js").Row} Row */
/** @typedef {import("./words.js").Problem} Problem */

const NTHS = [1, 2, 3, 4, 5, -1];
let made = 0;

export class RowFields {
  #id = `hours-row-${(made += 1)}`;
  #note = make("span", { class: "span-note" });
  #problem = make("p", { class: "field-problem", attributes: { id: `${this.#id}-problem`, role: "alert" } });
  /** @type {HTMLInputElement[]} */
  #nths = [];
  /** @type {HTMLSelectElement | null} */
  #weekday = null;
  /** @type {Record<string, HTMLElement>} */
  #fields = {};

  /**
   * @param {Row} row
   * @param {{ legend: string, onRemove: (fields: RowFields) => void }} traits
   */
  constructor(row, { legend, onRemove }) {
    this.weekly = row.nth === null;
    this.weekday = row.weekday;
    this.opens = this.#time("opens", row.opens);
    this.closes = this.#time("closes", row.closes);
    this.first = this.#date("first_day", row.first_day);
    this.last = this.#date("last_day", row.last_day);
    this.holidays = make("input", { attributes: { type: "checkbox", id: `${this.#id}-holidays` } });
    this.holidays.checked = row.holidays;
    const remove = make("button", {
      class: "button button-quiet", text: words.remove, attributes: { type: "button", "aria-label": words.removeThis } });
    remove.addEventListener("click", () => onRemove(this));
    const times = make("div", { class: "span-times" }, ...labelled(this.opens, words.opens),
      make("span", { text: words.to, attributes: { "aria-hidden": "true" } }), ...labelled(this.closes, words.closes), this.#note);
    this.element = make("fieldset", { class: "span-row" },
      make("legend", { class: "visually-hidden", text: legend }),
      ...(row.nth ? this.#monthly(row.nth, row.weekday) : []), times, this.#more(row), remove, this.#problem);
    this.element.addEventListener("input", () => this.#explain());
    this.#explain();
  }

  /** @returns {Omit<Row, "opens" | "closes"> & { opens: number | null, closes: number | null }} a field that is empty is null */
  value() {
    const opens = readTime(this.opens.value), nth = this.#nths.filter((box) => box.checked).map((box) => Number(box.value));
    return {
      weekday: this.#weekday ? Number(this.#weekday.value) : this.weekday,
      nth: this.weekly ? null : nth,
      opens,
      closes: closingOf(opens, readTime(this.closes.value)),
      first_day: this.first.value || null,
      last_day: this.last.value || null,
      holidays: this.holidays.checked,
    };
  }

  /** @param {Problem | null} problem */
  say(problem) {
    setText(this.#problem, problem ? problemSentence(problem) : "");
    for (const [name, field] of Object.entries(this.#fields)) {
      field.setAttribute("aria-invalid", String(problem?.field === name));
    }
  }

  /** @param {string} field */
  focus(field) {
    const found = this.#fields[field] ?? this.#nths[0] ?? this.opens;
    /** @type {HTMLDetailsElement | null} */ (found.closest("details"))?.setAttribute("open", "");
    found.focus();
  }

  /** Says what the two times come to where it isn't plain. */
  #explain() {
    const { opens, closes } = this.value();
    const whole = opens !== null && closes === opens + DAY;
    setText(this.#note, closes === null || closes <= DAY ? (whole ? words.wholeDay : "") : words.nextDay(closingText(closes)));
  }

  /**
   * @param {number[]} chosen
   * @param {number} weekday
   */
  #monthly(chosen, weekday) {
    this.#nths = NTHS.map((nth) => {
      const box = make("input", { attributes: { type: "checkbox", value: String(nth) } });
      box.checked = chosen.includes(nth);
      return box;
    });
    const boxes = this.#nths.map((box) =>
      make("label", { class: "check" }, box, make("span", { text: hours.nth(Number(box.value)) })));
    const select = make("select", { attributes: { id: `${this.#id}-weekday`, "aria-label": words.weekday } },
      ...[0, 1, 2, 3, 4, 5, 6].map((day) => make("option", { text: words.day(weekdayText(day)), attributes: { value: String(day) } })));
    select.value = String(weekday);
    this.#weekday = this.#fields.weekday = select;
    const group = make("div", { class: "span-nths", attributes: { role: "group", "aria-label": words.which } }, ...boxes);
    return [make("div", { class: "span-month" }, group, select)];
  }

  /** @param {Row} row */
  #more(row) {
    const details = make("details", { class: "span-more" }, make("summary", { text: words.more }),
      make("div", { class: "span-days" }, ...labelled(this.first, words.first), ...labelled(this.last, words.last)),
      make("label", { class: "check", attributes: { for: this.holidays.id } }, this.holidays, make("span", { text: words.holidays })));
    details.open = Boolean(row.first_day || row.last_day || row.holidays);
    return details;
  }

  /**
   * @param {string} name
   * @param {number} minutes below 0 is empty
   */
  #time(name, minutes) {
    const input = make("input", { class: "time-field", attributes: { type: "time", name, ...this.#described(name) } });
    input.value = minutes < 0 ? "" : fieldTime(minutes);
    return (this.#fields[name] = input);
  }

  /**
   * @param {string} name
   * @param {string | null} day
   */
  #date(name, day) {
    const input = make("input", { attributes: { type: "date", name, ...this.#described(name) } });
    input.value = day ?? "";
    return (this.#fields[name] = input);
  }

  /** @param {string} name */
  #described(name) {
    return { id: `${this.#id}-${name}`, "aria-describedby": `${this.#id}-problem` };
  }
}

/**
 * @param {HTMLInputElement} input
 * @param {string} text
 */
const labelled = (input, text) =>
  [make("label", { class: input.type === "time" ? "visually-hidden" : "span-label", text, attributes: { for: input.id } }), input];
