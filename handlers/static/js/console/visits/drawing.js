// @ts-check
/** What a view shows of what the server told, and the focus that stays where it was. */

import { byId, make } from "../../lib/dom.js";
import { dayView, empty } from "./day_view.js";
import { dayWhole, dayWords, monthWords } from "./days.js";
import { monthView } from "./month_view.js";
import { poolView } from "./pool_view.js";
import { spanOf } from "./span.js";
import { visits as words } from "./words.js";
import { weekView } from "./week_view.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Booking} Booking */
/** @typedef {{ days?: import("./types.js").Day[], next?: string | null, bookings?: Booking[], beside?: Booking | null }} Told */
/** @typedef {import("./day_view.js").DayScene & import("./week_view.js").WeekScene & import("./pool_view.js").PoolScene & { month: string }} Scene */

/**
 * @param {View} view
 * @param {Told} told
 * @param {Scene} scene
 * @returns {HTMLElement[]}
 */
export function drawCalendar(view, { days = [], next = null, bookings = [] }, scene) {
  if (view === "pool") return poolView(bookings, scene);
  if (view === "month") return monthView(days, scene);
  if (view === "week") return weekView(days, scene);
  return days.flatMap((day) => dayView(day, scene, next));
}

/**
 * The days that are looked at, in words.
 * @param {View} view
 * @param {string} day
 */
export function whenWords(view, day) {
  if (view === "pool") return words.poolHeading;
  if (!day) return "";
  if (view === "month") return monthWords(day);
  const { first, last } = spanOf(view, day);
  return view === "week" ? words.week(dayWhole(first), dayWords(last)) : dayWhole(day);
}

/**
 * Draws a place anew; what had the focus has it again, where it still is.
 * @param {HTMLElement} place
 * @param {() => void} draw
 */
export function keepFocus(place, draw) {
  const held = place.contains(document.activeElement) ? document.activeElement : null;
  const key = held instanceof HTMLElement ? held.dataset.key : undefined;
  draw();
  if (!held || held.isConnected) return;
  const again = key ? place.querySelector(`[data-key="${CSS.escape(key)}"]`) : null;
  if (again instanceof HTMLElement) again.focus();
}

/**
 * Every booking that stands on the page, and the one that is open beside it.
 * @param {Told} told
 */
export const bookingsOf = ({ days = [], bookings = [], beside = null }) =>
  [...(beside ? [beside] : []), ...bookings, ...days.flatMap(({ slots = [] }) => slots.flatMap((one) => one.bookings))];

/**
 * For who has no place at all.
 * @param {boolean} leads whether they can change that themselves
 */
export const noPlaces = (leads) =>
  (leads ? empty(words.noPlacesLead, words.noPlacesLeadMore) : empty(words.noPlaces, words.noPlacesMore));

/**
 * Moves the focus along the bookings of the page, from where it is or from the one that is open.
 * @param {HTMLElement} calendar
 * @param {string} opened
 * @param {-1 | 1} by
 */
export function along(calendar, opened, by) {
  const lines = [...calendar.querySelectorAll("[data-booking]")].filter((one) => one instanceof HTMLElement);
  const focused = lines.findIndex((one) => one === document.activeElement);
  const from = focused >= 0 ? focused : lines.findIndex(({ dataset }) => dataset.booking === opened);
  lines[Math.min(Math.max(from + by, 0), lines.length - 1)]?.focus();
}

/**
 * What can be pressed stands there only while it can be done.
 * @param {boolean} possible
 */
export function offer(possible) {
  for (const id of ["visits-bar", "visits-find", "visits-enter"]) byId(id, HTMLElement).hidden = !possible;
}

/**
 * @param {View} view
 * @param {() => void} go
 */
export function viewButton(view, go) {
  const button = make("button", { class: "visits-view", attributes: { type: "button", id: `visits-view-${view}`, "aria-pressed": "false" } },
    make("span", { text: words.views[view] }));
  if (view === "pool") button.append(make("span", { class: "visits-count", attributes: { id: "visits-awaiting" } }));
  button.addEventListener("click", go);
  return button;
}
