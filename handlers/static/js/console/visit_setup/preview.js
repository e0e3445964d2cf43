// @ts-check
/** What comes of a place's times: how many slots, which holidays fall out, four weeks, and who stands outside of it. */

import { make } from "../../lib/dom.js";
import { clockText, weekdayText } from "../hours/spans.js";
import { dateOf, dayBrief, dayWhole } from "../visits/days.js";
import { button } from "./form.js";
import { setup } from "./words.js";
import { days as daysWords, times as words } from "./words_times.js";

/** @typedef {import("./types.js").Preview} Preview */
/** @typedef {import("./types.js").Day} Day */
/** @typedef {import("./types.js").Left} Left */

/**
 * @param {string} heading
 * @param {Preview} preview
 */
export function previewParts(heading, preview) {
  const { slots, first_day: first, last_day: last, missed } = preview;
  const sum = first && last ? words.slots(slots, dayWhole(first), dayWhole(last)) : words.empty;
  const parts = [make("h3", { text: heading }), make("p", { class: "setup-sum", text: sum, data: { slots: String(slots) } })];
  if (missed.length > 0) parts.push(make("p", { class: "setup-missed" }, make("span", { class: "setup-missed-lead", text: words.missed }),
    ...missed.map((one) => make("span", { text: `${daysText(one)} ${one.name}` }))));
  return [...parts, fourWeeks(preview.days)];
}

/** @param {{ first_day: string, last_day: string }} span */
export const daysText = ({ first_day: first, last_day: last }) => daysWords.span(dayBrief(first), dayBrief(last));

/** @param {Day[]} days from a Monday */
function fourWeeks(days) {
  const head = make("tr", {}, ...[0, 1, 2, 3, 4, 5, 6].map((day) => make("th", { text: weekdayText(day), attributes: { scope: "col" } })));
  const weeks = [0, 7, 14, 21].map((from) => make("tr", {}, ...days.slice(from, from + 7).map(cell)));
  const span = words.calendar(dayBrief(days[0]?.day ?? ""), dayBrief(days.at(-1)?.day ?? ""));
  return make("table", { class: "setup-weeks" }, make("caption", { text: span }),
    make("thead", {}, head), make("tbody", {}, ...weeks));
}

/** @param {Day} day */
function cell({ day, past, name, closed, note, times }) {
  const date = dateOf(day), text = date === 1 ? `${Number(day.slice(5, 7))}/${date}` : String(date);
  const made = make("td", { data: { day, open: String(times.length > 0), past: String(past) } }, make("span", { class: "setup-date", text }));
  if (past) return made;
  const [begin, end] = [times[0], times.at(-1)];
  if (begin && end) {
    made.append(make("span", { class: "setup-count", text: words.count(times.length) }),
      make("span", { class: "setup-hours", text: `${clockText(begin[0])}–${clockText(end[1])}` }));
  }
  const why = closed ? note || words.closed : name;
  if (why) made.append(make("span", { class: "setup-why", text: why }));
  return made;
}

/**
 * Bookings at times that are not on offer (any more), each with a way to it; nothing when there are none.
 * @param {Left[]} left
 * @param {(left: Left) => void} onOpen
 */
export function leftParts(left, onOpen) {
  if (left.length === 0) return [];
  return [make("p", { class: "setup-left-lead", text: setup.left(left.length) }), make("p", { text: setup.leftHint }),
    make("ul", { class: "setup-left" }, ...left.map((one) => make("li", {},
      make("span", { text: setup.booking(one.code, `${dayWhole(one.day)} ${one.time}`) }),
      button("button-quiet", setup.openBooking, () => onOpen(one), setup.openOf(one.code)))))];
}
