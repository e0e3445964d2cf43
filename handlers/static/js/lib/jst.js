// @ts-check
/** Dates and times as people in Japan read them, whatever the PC's own zone says. Pure; times in ms since 1970. */

const ZONE = "Asia/Tokyo";
const OFFSET_MS = 9 * 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;

const clock = new Intl.DateTimeFormat("ja-JP", { timeZone: ZONE, hour: "numeric", minute: "2-digit", hour12: false });
const day = new Intl.DateTimeFormat("ja-JP", { timeZone: ZONE, month: "long", day: "numeric", weekday: "short" });
const dayOfYear = new Intl.DateTimeFormat("ja-JP", {
  timeZone: ZONE, year: "numeric", month: "long", day: "numeric", weekday: "short",
});

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
 * 11月21日(土), with the year when it is not this year.
 * @param {number} at
 * @param {number} now
 */
export function dateWords(at, now) {
  const sameYear = yearOf(at) === yearOf(now);
  return (sameYear ? day : dayOfYear).format(at);
}

/**
 * Calendar days from now until then: 0 is today, negative is past.
 * @param {number} at
 * @param {number} now
 */
export const daysUntil = (at, now) => dayNumber(at) - dayNumber(now);

/** @param {number} at */
const yearOf = (at) => new Date(at + OFFSET_MS).getUTCFullYear();
