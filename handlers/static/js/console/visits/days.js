// @ts-check
/** Days as they are written (YYYY-MM-DD), counted and said. Pure; no time zone has a part in it. */

import { language } from "../../lib/language.js";

const DAY_MS = 24 * 3600 * 1000;
const LOCALE = language === "en" ? "en-GB" : "ja-JP";

/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => new Intl.DateTimeFormat(LOCALE, { timeZone: "UTC", ...options });

const whole = format({ year: "numeric", month: "long", day: "numeric", weekday: "short" });
const short = format({ month: "long", day: "numeric", weekday: "short" });
const brief = format({ month: "numeric", day: "numeric", weekday: "short" });
const month = format({ year: "numeric", month: "long" });
const weekday = format({ weekday: "short" });

/** @param {string} day */
const ms = (day) => Date.parse(`${day}T00:00:00Z`);

/** @param {number} at */
const written = (at) => new Date(at).toISOString().slice(0, 10);

/** @param {string} day @param {number} by */
export const addDays = (day, by) => written(ms(day) + by * DAY_MS);

/** The Monday of its week. @param {string} day */
export const monday = (day) => addDays(day, -((new Date(ms(day)).getUTCDay() + 6) % 7));

/**
 * The same day of another month, or that month's last.
 * @param {string} day
 * @param {number} by
 */
export function addMonths(day, by) {
  const first = new Date(ms(`${day.slice(0, 7)}-01`));
  first.setUTCMonth(first.getUTCMonth() + by);
  const next = new Date(first);
  next.setUTCMonth(next.getUTCMonth() + 1);
  const last = new Date(next.getTime() - DAY_MS).getUTCDate();
  return addDays(written(first.getTime()), Math.min(Number(day.slice(8)), last) - 1);
}

/**
 * The weeks that a month's page shows, from Monday to Sunday.
 * @param {string} day
 * @returns {{ first: string, last: string }}
 */
export function weeksOfMonth(day) {
  const first = `${day.slice(0, 7)}-01`;
  return { first: monday(first), last: addDays(monday(addDays(addMonths(first, 1), -1)), 6) };
}

/** Saturday or Sunday. @param {string} day */
export const isWeekend = (day) => [0, 6].includes(new Date(ms(day)).getUTCDay());

/** 2026年11月24日(火) @param {string} day */
export const dayWhole = (day) => whole.format(ms(day)).replace(",", "");

/** 11月24日(火) @param {string} day */
export const dayWords = (day) => short.format(ms(day)).replace(",", "");

/** 11/24(火) @param {string} day */
export const dayBrief = (day) => brief.format(ms(day)).replace(",", "");

/** 2026年11月 @param {string} day */
export const monthWords = (day) => month.format(ms(day));

/** 火 @param {string} day */
export const weekdayWords = (day) => weekday.format(ms(day));

/** The day of its month, as a number. @param {string} day */
export const dateOf = (day) => Number(day.slice(8));
