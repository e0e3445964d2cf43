// @ts-check
/** Dates and times in Japan, in the reader's language, whatever the PC's own zone says. Pure; times in ms since 1970. */

import { language } from "./language.js";

const ZONE = "Asia/Tokyo";
const OFFSET_MS = 9 * 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;
const LOCALE = language === "en" ? "en-GB" : "ja-JP";

/** @param {Intl.DateTimeFormatOptions} options */
const format = (options) => new Intl.DateTimeFormat(LOCALE, { timeZone: ZONE, ...options });

/** @type {Intl.DateTimeFormatOptions} */
const DAY = { month: "long", day: "numeric", weekday: "short" };

const clock = format({ hour: "numeric", minute: "2-digit", hour12: false });
const day = format(DAY);
const dayOfYear = format({ year: "numeric", ...DAY });

/**
 * The number of the calendar day in Japan; Japan has no summer time.
 * @param {number} at
 */
export const dayNumber = (at) => Math.floor((at + OFFSET_MS) / DAY_MS);

/**
 * 15:04
 * @param {number} at
 */
export const timeWords = (at) => clock.format(at);

/**
 * 11月21日(土), Sat 21 November; with the year when it is not this year.
 * @param {number} at
 * @param {number} now
 */
export function dateWords(at, now) {
  const sameYear = yearOf(at) === yearOf(now);
  return (sameYear ? day : dayOfYear).format(at).replace(",", "");
}

/**
 * Calendar days from now until then: 0 is today, negative is past.
 * @param {number} at
 * @param {number} now
 */
export const daysUntil = (at, now) => dayNumber(at) - dayNumber(now);

/** @param {number} at */
const yearOf = (at) => new Date(at + OFFSET_MS).getUTCFullYear();
