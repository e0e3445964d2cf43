// @ts-check
/** A week of a place: seven days beside each other, below each other where it is narrow. */

import { make } from "../../lib/dom.js";
import { dayNotes } from "./day_view.js";
import { dayBrief, isWeekend } from "./days.js";
import { days as words, slot as slotWords, visits } from "./words.js";

/** @typedef {import("./types.js").Day} Day */
/** @typedef {import("./types.js").Booking} Booking */
/** @typedef {import("./line.js").Scene & { today: string, goTo: (day: string) => void }} WeekScene */

/**
 * @param {readonly Day[]} week
 * @param {WeekScene} scene
 */
export const weekView = (week, scene) => [make("ol", { class: "visit-week" }, ...week.map((day) => dayColumn(day, scene)))];

/**
 * @param {Day} day
 * @param {WeekScene} scene
 */
function dayColumn(day, scene) {
  const open = make("button", { class: "week-day", text: dayBrief(day.day), data: { key: `day-${day.day}` }, attributes: { type: "button" } });
  open.addEventListener("click", () => scene.goTo(day.day));
  if (day.day === scene.today) open.setAttribute("aria-current", "date");
  const slots = day.slots ?? [];
  const list = slots.length > 0
    ? make("ol", { class: "week-slots" }, ...slots.map((slot) => slotItem(slot, scene)))
    : make("p", { class: "week-empty", text: words.weekNone });
  const notes = dayNotes(day).map((text) => make("p", { class: "week-note", text }));
  return make("li", { class: "week-column", data: { rest: String(isWeekend(day.day) || day.holiday !== null || day.closed !== null) } },
    make("h3", {}, open), ...notes, list);
}

/**
 * @param {import("./types.js").Slot} slot
 * @param {WeekScene} scene
 */
function slotItem(slot, scene) {
  const item = make("li", { class: "week-slot", data: { past: String(slot.past) } }, make("span", { class: "week-time", text: slot.time }),
    ...slot.bookings.filter(({ state }) => state !== "cancelled").map((one) => chip(one, scene)));
  const free = slot.capacity - slot.taken;
  if (!slot.past && slot.capacity > 0) {
    const text = free > 0 ? slotWords.left(free) : slotWords.full;
    item.append(make("span", { class: "slot-free", data: { full: String(free <= 0) }, text }));
  }
  return item;
}

/**
 * @param {Booking} booking
 * @param {WeekScene} scene
 */
function chip({ id, code, state }, { open, opened }) {
  const button = make("button", { class: "visit-chip", data: { key: `line-${id}`, booking: id, state },
    attributes: { type: "button", "aria-label": `${code} ${visits.states[state]}` } }, make("span", { class: "visit-code", text: code }));
  if (id === opened) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => open(id));
  return button;
}
