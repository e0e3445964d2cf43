// @ts-check
/** A desk's week while it is being changed, with what would come of it below. */

import { arrange, make, setText } from "../../lib/dom.js";
import { timeWords } from "../../lib/jst.js";
import { Refused } from "../api.js";
import { held } from "../held.js";
import { RowFields } from "./row_fields.js";
import { weekdayText } from "./spans.js";
import { dayList, openingText } from "./week_view.js";
import { editing as words, problemSentence } from "./words.js";

/** @typedef {import("./spans.js").Row} Row */
/** @typedef {import("./spans.js").Week} Week */
/** @typedef {import("./words.js").Problem} Problem */

const PAUSE_MS = 300;
const NEW = { opens: -1, closes: -1, first_day: null, last_day: null, holidays: false };

export class WeekEditor {
  /** @type {RowFields[]} */
  #fields = [];
  #days = [0, 1, 2, 3, 4, 5, 6].map((weekday) => this.#day(weekday));
  #monthly = make("div", { class: "edit-spans" });
  #problem = make("p", { class: "field-problem", attributes: { role: "alert" } });
  #conflict = make("div", { class: "notice edit-conflict", data: { tone: "caution" }, attributes: { role: "alert" } });
  #preview = make("div", { class: "edit-preview", attributes: { "aria-live": "polite" } });
  #heading = make("h2", { attributes: { tabindex: "-1" } });
  #ticket = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {Week} week
   * @param {(saved: Week | null) => void} onDone
   */
  constructor(desk, week, onDone) {
    this.desk = desk;
    this.week = week;
    this.onDone = onDone;
    setText(this.#heading, words.heading(week.name));
    const copy = button("button-quiet edit-copy", words.copy, () => this.#copyMonday());
    const add = button("button-secondary edit-add", words.addMonthly, () => this.#addRow({ weekday: 1, nth: [1], ...NEW }).focus("opens"));
    const form = make("form", { class: "panel-card edit-week", attributes: { method: "dialog", novalidate: "" } },
      this.#heading, ...this.#days.map(({ element }) => element), copy,
      make("h3", { text: words.monthly }), make("p", { class: "field-hint", text: words.monthlyHint }), this.#monthly, add,
      this.#preview, this.#conflict, this.#problem, make("div", { class: "edit-buttons" },
        make("button", { class: "button button-primary", text: words.save, attributes: { type: "submit" } }),
        button("button-secondary", words.cancel, () => this.onDone(null))));
    form.addEventListener("change", () => this.#look());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    this.element = form;
    this.#start(week);
  }

  focus() {
    this.#heading.focus();
  }

  /** Stops looking ahead. */
  close() {
    clearTimeout(this.#timer);
    this.#ticket += 1;
  }

  /**
   * What the server has by now: says so when somebody else changed it meanwhile.
   * @param {Week} week
   */
  seen(week) {
    if (week.revision !== this.week.revision && this.#conflict.childElementCount === 0) this.#collide(week, words.somebody);
  }

  /** @param {Week} week */
  #start(week) {
    this.week = { ...this.week, ...week };
    for (const fields of [...this.#fields]) this.#drop(fields);
    for (const row of week.rows) this.#addRow(row);
    arrange(this.#conflict, []);
    setText(this.#problem, "");
    this.#draw();
    this.#show(week);
  }

  /** @param {number} weekday */
  #day(weekday) {
    const spans = make("div", { class: "edit-spans" }), none = make("p", { class: "week-none", text: words.none });
    const more = button("button-quiet", words.add, () => this.#addRow({ weekday, nth: null, ...NEW }).focus("opens"));
    const element = make("section", { class: "edit-day", data: { weekday: String(weekday) } },
      make("h3", { text: words.day(weekdayText(weekday)) }), make("div", { class: "edit-day-times" }, none, spans, more));
    return { element, spans, none, more };
  }

  /** @param {Row} row */
  #addRow(row) {
    const legend = row.nth === null ? words.day(weekdayText(row.weekday)) : words.monthly;
    const fields = new RowFields(row, {
      legend,
      onRemove: (gone) => {
        this.#drop(gone);
        this.#look();
        (this.#days[gone.weekday]?.more ?? this.#heading).focus();
      },
    });
    this.#fields.push(fields);
    this.#draw();
    return fields;
  }

  /** @param {RowFields} fields */
  #drop(fields) {
    this.#fields = this.#fields.filter((one) => one !== fields);
    this.#draw();
  }

  #draw() {
    for (const [weekday, { spans, none, more }] of this.#days.entries()) {
      const own = this.#fields.filter((fields) => fields.weekly && fields.weekday === weekday);
      arrange(spans, own.map(({ element }) => element));
      none.hidden = own.length > 0;
      setText(more, own.length > 0 ? words.addMore : words.add);
      more.setAttribute("aria-label", `${words.day(weekdayText(weekday))} ${more.textContent}`);
    }
    arrange(this.#monthly, this.#fields.filter(({ weekly }) => !weekly).map(({ element }) => element));
  }

  #copyMonday() {
    const monday = this.#fields.filter(({ weekly, weekday }) => weekly && weekday === 0).map((fields) => fields.value());
    for (const fields of this.#fields.filter(({ weekly, weekday }) => weekly && weekday > 0 && weekday < 5)) this.#drop(fields);
    for (const weekday of [1, 2, 3, 4]) {
      for (const row of monday) this.#addRow({ ...row, weekday, opens: row.opens ?? -1, closes: row.closes ?? -1 });
    }
    this.#look();
  }

  /** After a change: what would come of it, as the server reckons. */
  #look() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#foresee(), PAUSE_MS);
  }

  async #foresee() {
    const ticket = (this.#ticket += 1);
    try {
      const shown = await this.desk.api.call("POST", `${this.#address()}/preview`, { rows: this.#rows() });
      if (ticket !== this.#ticket) return;
      this.#say([]);
      this.#show(shown);
    } catch (error) {
      if (ticket !== this.#ticket) return;
      const problems = problemsOf(error);
      // Nobody is scolded for a field that is not filled in yet.
      this.#say(problems.filter(({ code }) => code !== "empty" && code !== "none"));
      arrange(this.#preview, [make("p", { class: "field-hint", text: words.unready })]);
    }
  }

  async #save() {
    this.close();
    setText(this.#problem, "");
    try {
      const body = { revision: this.week.revision, rows: this.#rows() };
      const saved = await held(this.element, () => this.desk.api.call("PUT", this.#address(), body));
      this.onDone({ ...this.week, ...saved });
    } catch (error) {
      const problems = problemsOf(error);
      if (error instanceof Refused && error.code === "changed") this.#collide(/** @type {any} */ (error.body), byWhom(error.body));
      else if (problems.length > 0) this.#say(problems, true);
      else setText(this.#problem, words.unsaved);
    }
  }

  /**
   * Two people changed it: nothing is lost before one of them has chosen.
   * @param {Week} week
   * @param {string} who
   */
  #collide(week, who) {
    const theirs = button("button-secondary", words.theirs, () => {
      this.#start(week);
      this.focus();
    });
    const ours = button("button-secondary", words.ours, () => {
      this.week = { ...this.week, revision: week.revision };
      arrange(this.#conflict, []);
      void this.#save();
    });
    arrange(this.#conflict, [make("p", { text: words.changed(who) }), make("div", { class: "edit-buttons" }, theirs, ours)]);
  }

  /**
   * @param {Problem[]} problems
   * @param {boolean} [goThere]
   */
  #say(problems, goThere = false) {
    for (const [place, fields] of this.#ordered().entries()) {
      fields.say(problems.find(({ row }) => row === place) ?? null);
    }
    const whole = problems.find(({ row }) => row === null);
    setText(this.#problem, whole ? problemSentence(whole) : "");
    const first = problems.find(({ row }) => row !== null);
    if (goThere && first) this.#ordered()[first.row ?? 0]?.focus(first.field);
  }

  /** As they stand on the page, so that problems come in reading order. */
  #ordered() {
    const weekly = this.#fields.filter((fields) => fields.weekly).sort((one, other) => one.weekday - other.weekday);
    return [...weekly, ...this.#fields.filter((fields) => !fields.weekly)];
  }

  #rows() {
    return this.#ordered().map((fields) => fields.value());
  }

  #address() {
    return `/console/hours/${encodeURIComponent(this.week.id)}`;
  }

  /** @param {{ days: import("./spans.js").Day[], opening: string | null }} shown */
  #show({ days, opening }) {
    arrange(this.#preview, [make("h3", { text: words.previewing }), make("p", { text: openingText(opening) }),
      dayList(days, this.desk.clock.now())]);
  }
}

/** @param {unknown} error @returns {Problem[]} */
const problemsOf = (error) =>
  error instanceof Refused && error.code === "rows" ? /** @type {Problem[]} */ (error.body.problems) : [];

/** @param {Record<string, unknown>} body */
const byWhom = ({ by, at }) =>
  typeof by === "string" && typeof at === "number" ? words.by(by, timeWords(at)) : words.somebody;

/**
 * @param {string} tone
 * @param {string} text
 * @param {() => void} onPress
 */
function button(tone, text, onPress) {
  const made = make("button", { class: `button ${tone}`, text, attributes: { type: "button" } });
  made.addEventListener("click", onPress);
  return made;
}
