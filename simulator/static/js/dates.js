// @ts-check
/** Times as a phone in Japan shows them. Pure. */

const timeZone = "Asia/Tokyo";
const clock = /** @type {const} */ ({ timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const TIME = new Intl.DateTimeFormat("ja-JP", clock);
const DAY = new Intl.DateTimeFormat("ja-JP", { timeZone, month: "long", day: "numeric", weekday: "short" });

/** @param {number} at ms since 1970 @returns {string} such as 09:05 */
export const timeOf = (at) => TIME.format(at);

/** @param {number} at ms since 1970 @returns {string} such as 11月21日(土) */
export const dayOf = (at) => DAY.format(at);

const MOMENT = new Intl.DateTimeFormat("ja-JP", {
  ...clock,
  year: "numeric",
  month: "long",
  day: "numeric",
  weekday: "short",
});
const HOURS = 3_600_000;
const AHEAD_OF_UTC = 9 * HOURS;

/** @param {number} at ms since 1970 @returns {string} such as 2026年11月21日(土) 09:05 */
export const momentOf = (at) => MOMENT.format(at);

/** @param {number} now ms since 1970 @returns {number} the next nine o'clock in the morning, in Japan */
export function morningAfter(now) {
  const today = Math.floor((now + AHEAD_OF_UTC) / (24 * HOURS)) * 24 * HOURS - AHEAD_OF_UTC + 9 * HOURS;
  return today > now ? today : today + 24 * HOURS;
}
