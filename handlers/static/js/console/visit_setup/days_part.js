// @ts-check
/** The part 「休みの日・足す日」: days that differ, and the holidays that nobody needs to type in. */

import { arrange, make, setText } from "../../lib/dom.js";
import { Refused } from "../api.js";
import { choice, textField } from "../fields.js";
import { held } from "../held.js";
import { readTime, spanText } from "../hours/spans.js";
import { button, goTo, numberEntry, numberIn, problemsOf, sayProblems } from "./form.js";
import { daysText, leftParts } from "./preview.js";
import { setup } from "./words.js";
import { days as words, times } from "./words_times.js";

/** @typedef {import("./types.js").UnusualDays} UnusualDays */
/** @typedef {import("./types.js").Unusual} Unusual */

export class DaysPart {
  #list = make("ul", { class: "closed-list setup-days" });
  #none = make("p", { class: "panel-lead", text: words.none });
  #left = make("div", { class: "notice setup-left-card", data: { tone: "caution" } });
  #holidays = make("ul", { class: "setup-holidays" });
  #problem = make("p", { class: "field-problem", attributes: { role: "alert" } });
  #heading = make("h2", { text: setup.parts.days, attributes: { id: "setup-days-heading", tabindex: "-1" } });

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {import("./types.js").Place} place
   * @param {import("./types.js").Acts} acts
   */
  constructor(desk, place, acts) {
    this.desk = desk;
    this.place = place;
    this.acts = acts;
    this.address = `/console/visits/places/${encodeURIComponent(place.id)}/unusual-days`;
    this.what = choice(words.what, "setup-day-what", [{ value: "close", text: words.close }, { value: "open", text: words.open }]);
    const date = (/** @type {string} */ label, /** @type {string} */ name) => textField({ label, name, attributes: { type: "date" } });
    const time = (/** @type {string} */ label, /** @type {string} */ name) => textField({ label, name, attributes: { type: "time" } });
    this.entries = {
      first_day: date(words.first, "first_day"),
      last_day: date(words.last, "last_day"),
      opens: time(times.opens, "opens"),
      closes: time(times.closes, "closes"),
      minutes: numberEntry({ label: times.minutes, name: "minutes", value: 60, after: times.minutesAfter }),
      capacity: numberEntry({ label: times.capacity, name: "capacity", value: 1, after: times.capacityAfter, most: 2 }),
      note: textField({ label: words.note, name: "note", attributes: { maxlength: "100" } }),
    };
    const { first_day: first, last_day: last, opens, closes, minutes, capacity, note } = this.entries;
    this.open = make("div", { class: "setup-entries" }, opens.field, closes.field, minutes.field, capacity.field);
    const form = make("form", { class: "setup-form setup-day-form", attributes: { novalidate: "" } },
      make("h3", { text: words.heading }), this.what.field, make("div", { class: "setup-entries" }, first.field, last.field),
      this.open, note.field, this.#problem,
      make("div", {}, make("button", { class: "button button-primary", text: words.add, attributes: { type: "submit", id: "setup-day-add" } })));
    first.input.addEventListener("change", () => {
      if (last.input.value < first.input.value) last.input.value = first.input.value;
    });
    form.addEventListener("change", () => this.#follow());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#add();
    });
    this.element = make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "setup-days-heading" } },
      this.#heading, make("p", { class: "panel-lead", text: words.lead }), this.#left, this.#list, this.#none, form,
      make("details", { class: "setup-more" }, make("summary", { text: words.holidays }), this.#holidays));
    this.#follow();
  }

  async load() {
    this.#show(await this.desk.api.call("GET", this.address));
  }

  #follow() {
    this.open.hidden = this.what.value() === "close";
  }

  /** @param {UnusualDays} shown */
  #show({ days, holidays, left }) {
    this.#none.hidden = days.length > 0;
    this.#list.hidden = days.length === 0;
    arrange(this.#list, days.map((one) => this.#item(one)));
    arrange(this.#holidays, holidays.map((one) => make("li", { text: `${daysText(one)} ${one.name}` })));
    arrange(this.#left, leftParts(left, ({ code }) => this.acts.open(code)));
    this.#left.hidden = left.length === 0;
  }

  /** @param {Unusual} one */
  #item(one) {
    const days = daysText(one);
    const what = one.opens === null || one.closes === null ? words.closed
      : words.opened(spanText(one.opens, one.closes), times.each(one.minutes ?? 0, one.capacity ?? 0));
    return make("li", { class: "closed-item", data: { day: one.first_day } }, make("span", { class: "closed-days-text", text: days }),
      make("span", { text: what }), ...(one.note ? [make("span", { class: "setup-note", text: one.note })] : []),
      button("button-quiet", words.back, () => void this.#takeBack(one), words.backOf(days)));
  }

  async #add() {
    setText(this.#problem, "");
    const { first_day: first, last_day: last, opens, closes, minutes, capacity, note } = this.entries;
    const days = { first_day: first.input.value, last_day: last.input.value || first.input.value, note: note.input.value };
    const closed = this.what.value() === "close";
    const body = closed ? { ...days, opens: null } : { ...days, opens: readTime(opens.input.value), closes: readTime(closes.input.value),
      minutes: numberIn(minutes.input), capacity: numberIn(capacity.input), kinds: null };
    // An opening without a time would be read as a closure.
    if (!closed && body.opens === null) return goTo(this.#say([{ row: null, field: "opens", code: "empty", other: null }]));
    try {
      const shown = await held(this.element, () => this.desk.api.call("POST", this.address, body));
      this.#say([]);
      for (const entry of [first, last, note]) entry.input.value = "";
      this.#show(shown);
      this.acts.say(words.added + (shown.stayed.length > 0 ? setup.stayed(shown.stayed.length) : ""));
    } catch (error) {
      const problems = problemsOf(error);
      goTo(this.#say(problems));
      if (problems.length === 0) setText(this.#problem, setup.unsaved);
    }
  }

  /** @param {import("./words.js").Problem[]} problems */
  #say(problems) {
    return sayProblems(this.entries, problems);
  }

  /** @param {Unusual} one */
  async #takeBack(one) {
    setText(this.#problem, "");
    try {
      this.#show(await this.desk.api.call("DELETE", `${this.address}/${one.id}`, {}));
      this.acts.say(words.taken);
    } catch (error) {
      if (!(error instanceof Refused) || error.status !== 404) return setText(this.#problem, setup.unsaved);
      await this.load().catch(() => undefined);
      this.acts.say(words.gone);
    }
    this.#heading.focus();
  }
}
