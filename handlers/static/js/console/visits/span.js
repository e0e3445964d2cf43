// @ts-check
/** Which days a view shows. Pure. */

import { addDays, monday, weeksOfMonth } from "./days.js";

/** @typedef {import("./types.js").View} View */

/** In the order in which they are offered. @type {readonly View[]} */
export const VIEWS = ["day", "week", "month", "pool"];

/**
 * The first and the last of them.
 * @param {View} view
 * @param {string} day
 */
export function spanOf(view, day) {
  if (view === "week") return { first: monday(day), last: addDays(monday(day), 6) };
  return view === "month" ? weeksOfMonth(day) : { first: day, last: day };
}
