// @ts-check
/** Days in Japan and the moments at which they begin. Pure; days are YYYY-MM-DD, moments ms since 1970. */

const OFFSET_MS = 9 * 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;

/** @param {number} at */
export const dayOf = (at) => new Date(at + OFFSET_MS).toISOString().slice(0, 10);

/** The moment at which a day begins; null for no day. @param {string} day */
export const beginOf = (day) => (/^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00+09:00`) : null);

/** The moment at which a day is over; null for no day. @param {string} day */
export function endOf(day) {
  const begin = beginOf(day);
  return begin === null ? null : begin + DAY_MS;
}

/** The last day of something that is over at this moment. @param {number} end */
export const lastDayOf = (end) => dayOf(end - 1);
