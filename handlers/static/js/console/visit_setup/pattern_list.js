// @ts-check
/** The rows of a place, to be read. */

import { make } from "../../lib/dom.js";
import { spanText, weekdayText } from "../hours/spans.js";
import { dayWhole } from "../visits/days.js";
import { times as words } from "./words_times.js";

/** @typedef {import("./types.js").Row} Row */

/**
 * @param {Row[]} rows
 * @param {{ id: string, name: string }[]} kinds
 */
export const rowList = (rows, kinds) =>
  make("ul", { class: "setup-rows" }, ...rows.map((row) => make("li", {},
    make("span", { class: "setup-rows-when", text: `${weekdaysText(row)} ${spanText(row.opens, row.closes)}` }),
    make("span", { text: words.each(row.minutes, row.capacity) }),
    make("span", {}, ...words.spanParts(dayWhole(row.first_day), dayWhole(row.last_day))
      .map((text) => make("span", { class: "setup-whole", text }))), ...more(row, kinds))));

/** @param {Row} row */
function weekdaysText({ weekdays, nth }) {
  const run = weekdays.length > 2 && weekdays.every((day, place) => place === 0 || day === (weekdays[place - 1] ?? 0) + 1);
  const days = run ? words.span(weekdayText(weekdays[0] ?? 0), weekdayText(weekdays.at(-1) ?? 0)) : weekdays.map(weekdayText).join(words.joined);
  return nth ? words.monthly(nth.map(words.nth).join(words.joined), days) : days;
}

/**
 * @param {Row} row
 * @param {{ id: string, name: string }[]} kinds
 */
function more({ holidays, kinds: wanted }, kinds) {
  const said = holidays ? [words.also] : [];
  if (wanted) said.push(words.only + kinds.filter(({ id }) => wanted.includes(id)).map(({ name }) => name).join(words.joined));
  return said.map((text) => make("span", { class: "setup-rows-more", text }));
}
