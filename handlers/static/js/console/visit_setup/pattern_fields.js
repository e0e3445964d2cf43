// @ts-check
/** The fields of one row: weekdays, from when until when, how long, how many, and between which days. */

import { make, setText } from "../../lib/dom.js";
import { clockText, fieldTime, readTime, weekdayText } from "../hours/spans.js";
import { button, goTo, numberIn, tick } from "./form.js";
import { problemSentence } from "./words.js";
import { times as words } from "./words_times.js";

/** @typedef {import("./types.js").Row} Row */
/** @typedef {import("./words.js").Problem} Problem */
/** @typedef {{ id: string, name: string }} KindName */

const NTHS = [1, 2, 3, 4, 5, -1];
let made = 0;

export class PatternFields {
  #id = `setup-row-${(made += 1)}`;
  #legend = make("legend", { class: "setup-legend" });
  #sum = make("p", { class: "setup-row-sum" });
  #chosen = make("span", { class: "setup-chosen" });
  #problem = make("p", { class: "field-problem", attributes: { id: `${this.#id}-problem`, role: "alert" } });
  /** @type {Record<string, HTMLElement>} */
  #fields = {};

  /**
   * @param {Row} row
   * @param {{ kinds: KindName[], onRemove: (fields: PatternFields) => void }} traits
   */
  constructor(row, { kinds, onRemove }) {
    this.weekdays = [0, 1, 2, 3, 4, 5, 6].map((day) => tick(weekdayText(day), row.weekdays.includes(day)));
    this.nths = NTHS.map((nth) => tick(words.nth(nth), row.nth?.includes(nth) ?? false));
    this.kinds = kinds.map(({ id, name }) => ({ id, ...tick(name, row.kinds?.includes(id) ?? false) }));
    this.opens = this.#input("opens", "time", fieldTime(row.opens));
    this.closes = this.#input("closes", "time", fieldTime(row.closes));
    this.minutes = this.#input("minutes", "text", String(row.minutes));
    this.capacity = this.#input("capacity", "text", String(row.capacity));
    this.first = this.#input("first_day", "date", row.first_day);
    this.last = this.#input("last_day", "date", row.last_day);
    this.holidays = tick(words.holidays, row.holidays);
    this.#fields.weekdays = /** @type {HTMLElement} */ (this.weekdays[0]?.box);
    this.#fields.nth = /** @type {HTMLElement} */ (this.nths[0]?.box);
    const remove = button("button-quiet", words.removeThis, () => onRemove(this));
    this.element = make("fieldset", { class: "setup-row" }, this.#legend,
      group(words.weekdays, "setup-weekdays", this.weekdays.map(({ field }) => field)),
      make("div", { class: "setup-times" },
        labelled(words.opens, this.opens), make("span", { class: "setup-to", text: words.to, attributes: { "aria-hidden": "true" } }),
        labelled(words.closes, this.closes), labelled(words.minutes, this.minutes, words.minutesAfter),
        labelled(words.capacity, this.capacity, words.capacityAfter)),
      make("div", { class: "setup-times" }, labelled(words.first, this.first),
        make("span", { class: "setup-to", text: words.to, attributes: { "aria-hidden": "true" } }), labelled(words.last, this.last)),
      this.#problem, make("div", { class: "setup-row-foot" }, this.#sum, this.#more(), remove));
    this.element.addEventListener("input", () => this.#explain());
    this.#explain();
  }

  /** @param {number} place counted from 1 */
  number(place) {
    setText(this.#legend, words.row(place));
  }

  /** A field that is empty, or no number, is null. */
  value() {
    const nth = NTHS.filter((_, place) => this.nths[place]?.box.checked);
    const kinds = this.kinds.filter(({ box }) => box.checked).map(({ id }) => id);
    const closes = readTime(this.closes.value);
    return {
      weekdays: [0, 1, 2, 3, 4, 5, 6].filter((day) => this.weekdays[day]?.box.checked),
      nth: nth.length > 0 ? nth : null,
      opens: readTime(this.opens.value),
      closes: closes === 0 ? 24 * 60 : closes,
      minutes: numberIn(this.minutes),
      capacity: numberIn(this.capacity),
      kinds: kinds.length > 0 && kinds.length < this.kinds.length ? kinds : null,
      first_day: this.first.value || null,
      last_day: this.last.value || null,
      holidays: this.holidays.box.checked,
    };
  }

  /** @param {Problem | null} problem */
  say(problem) {
    setText(this.#problem, problem ? problemSentence(problem) : "");
    for (const [name, field] of Object.entries(this.#fields)) field.setAttribute("aria-invalid", String(problem?.field === name));
  }

  /** @param {string} field */
  focus(field) {
    goTo(this.#fields[field] ?? this.opens);
  }

  /** How many a day, as far as the fields say it. */
  #explain() {
    const { opens, closes, minutes, nth, kinds, holidays } = this.value();
    const count = opens === null || closes === null || !minutes ? 0 : Math.floor((closes - opens) / minutes);
    const last = (opens ?? 0) + (count - 1) * (minutes ?? 0);
    setText(this.#sum, count > 0 && count < 200 ? words.aDay(count, clockText(opens ?? 0), clockText(last)) : "");
    const more = [...(nth ?? []).map(words.nth), ...(kinds ? [words.someKinds(kinds.length)] : []), ...(holidays ? [words.also] : [])];
    setText(this.#chosen, more.join(words.joined));
  }

  #more() {
    return make("details", { class: "setup-more" }, make("summary", {}, make("span", { text: words.more }), this.#chosen),
      group(words.which, "setup-choices", this.nths.map(({ field }) => field), words.everyWeek),
      ...(this.kinds.length > 0 ? [group(words.kinds, "setup-choices", this.kinds.map(({ field }) => field), words.kindsHint)] : []),
      this.holidays.field);
  }

  /**
   * @param {string} name
   * @param {string} type
   * @param {string} value
   */
  #input(name, type, value) {
    /** @type {Record<string, string>} */
    const numeric = type === "text" ? { inputmode: "numeric", maxlength: "3", autocomplete: "off" } : {};
    const input = make("input", { class: type === "text" ? "setup-number" : "", attributes: {
      type, name, id: `${this.#id}-${name}`, "aria-describedby": `${this.#id}-problem`, ...numeric } });
    input.value = value;
    return (this.#fields[name] = input);
  }
}

/**
 * @param {string} text
 * @param {HTMLInputElement} input
 * @param {string} [after]
 */
const labelled = (text, input, after = "") =>
  make("div", { class: "setup-field" }, make("label", { text, attributes: { for: input.id } }),
    make("div", { class: "setup-amount" }, input, ...(after ? [make("span", { text: after })] : [])));

/**
 * @param {string} name
 * @param {string} className
 * @param {Node[]} boxes
 * @param {string} [hint]
 */
const group = (name, className, boxes, hint = "") =>
  make("div", { class: "setup-group", attributes: { role: "group", "aria-label": name } },
    make("p", { class: "setup-label", text: name }), ...(hint ? [make("p", { class: "field-hint", text: hint })] : []),
    make("div", { class: className }, ...boxes));
