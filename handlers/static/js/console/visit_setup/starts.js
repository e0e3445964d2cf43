// @ts-check
/** Whole years of times to begin with, and the same for a fiscal year more. Pure. */

/** @typedef {import("./types.js").Row} Row */
/** @typedef {"weekdays" | "halves" | "evening"} Start */

/** @type {readonly Start[]} */
export const STARTS = ["weekdays", "halves", "evening"];

const HOUR = 60;
const WEEKDAYS = [0, 1, 2, 3, 4];

/**
 * @param {Start} start
 * @param {string} first
 * @param {string} last
 * @returns {Row[]}
 */
export function startRows(start, first, last) {
  const common = { nth: null, minutes: HOUR, capacity: 1, kinds: null, first_day: first, last_day: last, holidays: false };
  if (start === "evening") return [{ ...common, weekdays: [1], nth: [1], opens: 16 * HOUR, closes: 19 * HOUR }];
  if (start === "weekdays") return [{ ...common, weekdays: WEEKDAYS, opens: 9 * HOUR, closes: 16 * HOUR }];
  return [
    { ...common, weekdays: WEEKDAYS, opens: 9 * HOUR, closes: 12 * HOUR },
    { ...common, weekdays: WEEKDAYS, opens: 13 * HOUR, closes: 16 * HOUR },
  ];
}

/**
 * What holds to the end holds to the end of the next fiscal year.
 * @param {{ rows: Row[], year_ends: string[] }} stored
 * @returns {Row[]}
 */
export function withNextYear({ rows, year_ends: [, nextYear = ""] }) {
  const last = rows.reduce((latest, { last_day: day }) => (day > latest ? day : latest), "");
  return rows.map((row) => (row.last_day === last ? { ...row, last_day: nextYear } : row));
}
