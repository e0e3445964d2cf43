// @ts-check
/** Times of a week, between minutes from midnight and what people read and type. Pure. */

import { said } from "../../lib/language.js";

/**
 * @typedef {object} Row one time of a week, as the server keeps it
 * @property {number} weekday 0 is Monday
 * @property {number[] | null} nth 1 to 5, -1 is the last of the month; null is every week
 * @property {number} opens minutes from midnight
 * @property {number} closes above 1440 is the next day
 * @property {string | null} first_day "2026-12-01"
 * @property {string | null} last_day
 * @property {boolean} holidays whether it runs on public holidays and at the year's end too
 *
 * @typedef {{ day: string, holiday: string | null, year_end: boolean, closed: boolean, times: [number, number][] }} Day
 *
 * @typedef {object} Week a desk with its hours
 * @property {string} id
 * @property {string} name
 * @property {boolean} mine whether this person may change it
 * @property {string} revision
 * @property {Row[]} rows
 * @property {Day[]} days today and the days after it
 * @property {string | null} opening when residents are answered next; null is now, "" is never
 */

export const DAY = 24 * 60;

const WEEKDAYS = said(["月", "火", "水", "木", "金", "土", "日"], ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]);
const NEXT = said((/** @type {string} */ time) => `翌${time}`, (/** @type {string} */ time) => `${time} next day`);

/** @param {number} weekday */
export const weekdayText = (weekday) => WEEKDAYS[weekday] ?? "";

/** @param {number} minutes */
export const clockText = (minutes) => `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;

/**
 * 翌2:00 for what is after midnight; midnight itself is 24:00.
 * @param {number} minutes
 */
export const closingText = (minutes) => (minutes > DAY ? NEXT(clockText(minutes - DAY)) : clockText(minutes));

/**
 * @param {number} opens
 * @param {number} closes
 */
export const spanText = (opens, closes) => `${clockText(opens)}–${closingText(closes)}`;

/**
 * What stands in a time field: "02:00" also for 翌2:00.
 * @param {number} minutes
 */
export const fieldTime = (minutes) => clockText(minutes % DAY).padStart(5, "0");

/**
 * @param {string} text "09:30"
 * @returns {number | null}
 */
export function readTime(text) {
  const found = /^(\d{1,2}):(\d{2})/.exec(text);
  return found ? Number(found[1]) * 60 + Number(found[2]) : null;
}

/**
 * Until when a time lasts that was typed as two times of day: not later than its beginning is the next day. The same time
 * twice is no time, unless it is midnight: a whole day.
 * @param {number | null} opens
 * @param {number | null} closes
 */
export function closingOf(opens, closes) {
  if (opens === null || closes === null || closes > opens) return closes;
  return closes === opens && opens !== 0 ? closes : closes + DAY;
}
