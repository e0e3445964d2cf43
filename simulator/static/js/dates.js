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
