// @ts-check
/** A month of a place: how many are booked of how many slots on each day, holidays by name, and days on which it is closed. */

import { make } from "../../lib/dom.js";
import { dayNotes } from "./day_view.js";
import { dateOf, isWeekend, weekdayWords } from "./days.js";
import { days as words } from "./words.js";

/** @typedef {import("./types.js").Day} Day */

/**
 * @param {readonly Day[]} days whole weeks from Monday
 * @param {{ month: string, today: string, goTo: (day: string) => void }} scene `month` as YYYY-MM
 */
export function monthView(days, scene) {
  const weeks = Array.from({ length: Math.ceil(days.length / 7) }, (_, number) => days.slice(number * 7, number * 7 + 7));
  const head = make("tr", {}, ...days.slice(0, 7).map(({ day }) =>
    make("th", { text: weekdayWords(day), data: { rest: String(isWeekend(day)) }, attributes: { scope: "col" } })));
  const rows = weeks.map((week) => make("tr", {}, ...week.map((day) => cell(day, scene))));
  return [
    make("table", { class: "visit-month" }, make("thead", {}, head), make("tbody", {}, ...rows)),
    make("p", { class: "field-hint", text: words.legend }),
  ];
}

/**
 * @param {Day} day
 * @param {{ month: string, today: string, goTo: (day: string) => void }} scene
 */
function cell(day, { month, today, goTo }) {
  if (!day.day.startsWith(month)) return make("td", { class: "month-outside" });
  const counted = day.capacity > 0 || day.taken > 0;
  const told = counted ? words.countedSaid(day.taken, day.capacity) : words.weekNone;
  const button = make("button", { class: "month-day", data: { key: `day-${day.day}`, full: String(counted && day.taken >= day.capacity) },
    attributes: { type: "button" } },
    make("span", { class: "month-date", text: String(dateOf(day.day)) }),
    ...(counted ? [make("span", { class: "month-count", text: words.counted(day.taken, day.capacity) })] : []),
    make("span", { class: "visually-hidden", text: told }),
    ...dayNotes(day).map((text) => make("span", { class: "month-note", text })));
  if (day.day === today) button.setAttribute("aria-current", "date");
  button.addEventListener("click", () => goTo(day.day));
  return make("td", { data: { rest: String(isWeekend(day.day) || day.holiday !== null || day.closed !== null) } }, button);
}
