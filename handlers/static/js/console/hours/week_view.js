// @ts-check
/** A desk's week and its next two weeks, to be read. */

import { make } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { spanText, weekdayText } from "./spans.js";
import { hours as words } from "./words.js";

/** @typedef {import("./spans.js").Row} Row */
/** @typedef {import("./spans.js").Day} Day */

/**
 * @param {string | null} opening
 */
export function openingText(opening) {
  if (opening === null) return words.now;
  return opening === "" ? words.never : words.next(opening);
}

/**
 * The week as rows: one for each run of weekdays that are alike, then what comes once or twice a month.
 * @param {Row[]} rows
 * @param {number} now
 */
export function weekTable(rows, now) {
  const weekly = runs(rows).map(({ first, last, times }) => line(words.run(weekdayText(first), weekdayText(last)), times, now));
  const monthly = rows.filter((row) => row.nth !== null).map((row) => line(monthlyText(row), [row], now));
  return make("table", { class: "week-table" }, make("tbody", {}, ...weekly, ...monthly));
}

/**
 * Weekdays that follow each other and have the same times.
 * @param {Row[]} rows
 */
function runs(rows) {
  /** @type {{ first: number, last: number, times: Row[], mark: string }[]} */
  const found = [];
  for (const weekday of [0, 1, 2, 3, 4, 5, 6]) {
    const times = rows.filter((row) => row.nth === null && row.weekday === weekday);
    const mark = JSON.stringify(times.map((row) => ({ ...row, weekday: 0 })));
    const before = found.at(-1);
    if (before?.mark === mark) before.last = weekday;
    else found.push({ first: weekday, last: weekday, times, mark });
  }
  return found;
}

/** @param {Row} row */
export const monthlyText = ({ nth, weekday }) =>
  words.monthly((nth ?? []).map(words.nth).join(words.joined), weekdayText(weekday));

/**
 * Day by day; a list, so that a narrow screen can put one below the other.
 * @param {Day[]} days
 * @param {number} now
 */
export const dayList = (days, now) =>
  make("ol", { class: "day-list" }, ...days.map((day, place) => dayItem(day, now, place === 0)));

/** @param {string} day "2026-12-01" @param {number} now */
export const dayText = (day, now) => dateWords(noon(day), now);

/**
 * @param {string} head
 * @param {Row[]} rows
 * @param {number} now
 */
function line(head, rows, now) {
  const times = [...rows].sort((one, other) => one.opens - other.opens).map((row) => {
    const more = limits(row, now);
    const item = make("li", { text: spanText(row.opens, row.closes) });
    if (more) item.append(make("span", { class: "week-limits", text: more }));
    return item;
  });
  const cell = times.length > 0
    ? make("td", {}, make("ul", { class: "week-times" }, ...times))
    : make("td", { class: "week-none", text: words.none });
  return make("tr", {}, make("th", { text: head, attributes: { scope: "row" } }), cell);
}

/**
 * @param {Row} row
 * @param {number} now
 */
function limits({ first_day: first, last_day: last, holidays }, now) {
  const found = [];
  if (first) found.push(words.from(dayText(first, now)));
  if (last) found.push(words.until(dayText(last, now)));
  if (holidays) found.push(words.holidays);
  return found.join(" ");
}

/**
 * @param {Day} day
 * @param {number} now
 * @param {boolean} isToday
 */
function dayItem({ day, holiday, year_end: yearEnd, closed, times }, now, isToday) {
  const item = make("li", { data: { day, open: String(times.length > 0) } },
    make("span", { class: "day-date", text: dayText(day, now) }));
  const names = [isToday ? words.today : "", closed ? words.closedDay : "", holiday ?? (yearEnd ? words.yearEnd : "")];
  const shown = names.filter((name) => name !== "");
  if (shown.length > 0) item.append(make("span", { class: "day-name", text: shown.join(words.joined) }));
  const said = times.length > 0 ? times.map(([opens, closes]) => spanText(opens, closes)) : [words.none];
  item.append(make("span", { class: "day-times" }, ...said.map((text) => make("span", { text }))));
  return item;
}

/** @param {string} day */
const noon = (day) => Date.parse(`${day}T12:00:00+09:00`);
