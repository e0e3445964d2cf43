// @ts-check
/** Days as people read them, and the sheets of a calendar. Pure; a day is YYYY-MM-DD, a month YYYY-MM. */

/** @typedef {import("./types.js").Language} Language */

const DAY_MS = 24 * 3600 * 1000;
const JAPANESE = "日月火水木金土";
const READINGS = ["にち", "げつ", "か", "すい", "もく", "きん", "ど"];
const ENGLISH = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
/** Where the numeral alone would be read otherwise. @type {Readonly<Record<number, string>>} */
const DATE_READINGS = {
  1: "ついたち", 2: "ふつか", 3: "みっか", 4: "よっか", 5: "いつか", 6: "むいか", 7: "なのか", 8: "ようか", 9: "ここのか", 10: "とおか",
  14: "じゅうよっか", 20: "はつか", 24: "にじゅうよっか",
};
/** @type {Readonly<Record<number, string>>} */
const MONTH_READINGS = { 4: "しがつ", 7: "しちがつ", 9: "くがつ" };

/** @param {string} day */
const parsed = (day) => new Date(`${day.length === 7 ? `${day}-01` : day}T00:00:00Z`);

/** @param {string} day @param {number} count */
export const daysAfter = (day, count) => new Date(parsed(day).getTime() + count * DAY_MS).toISOString().slice(0, 10);

/** @param {string} day */
export const monthOf = (day) => day.slice(0, 7);

/** @param {string} month @param {number} count */
export function monthsAfter(month, count) {
  const then = parsed(month);
  then.setUTCMonth(then.getUTCMonth() + count);
  return then.toISOString().slice(0, 7);
}

/**
 * 12月3日(木), 12月(がつ)3日(みっか) 木曜日(もくようび), Thu, 3 December
 * @param {string} day
 * @param {Language} language
 */
export function dayWords(day, language) {
  const then = parsed(day);
  const [month, date, weekday] = [then.getUTCMonth() + 1, then.getUTCDate(), then.getUTCDay()];
  if (language === "en") return `${ENGLISH[weekday]}, ${date} ${MONTHS[month - 1]}`;
  if (language === "ja") return `${month}月${date}日(${JAPANESE[weekday]})`;
  const reading = `${READINGS[weekday]}ようび`;
  return `${month}月(${MONTH_READINGS[month] ?? "がつ"})${date}日(${DATE_READINGS[date] ?? "にち"}) ${JAPANESE[weekday]}曜日(${reading})`;
}

/** 2026年12月3日(木), Thu, 3 December 2026 @param {string} day @param {Language} language */
export function dateWords(day, language) {
  const year = day.slice(0, 4);
  if (language === "en") return `${dayWords(day, language)} ${year}`;
  return language === "ja" ? `${year}年${dayWords(day, language)}` : `${year}年(ねん) ${dayWords(day, language)}`;
}

/** 2026年12月, December 2026 @param {string} month @param {Language} language */
export function monthWords(month, language) {
  const then = parsed(month);
  const [year, number] = [then.getUTCFullYear(), then.getUTCMonth() + 1];
  if (language === "en") return `${MONTHS[number - 1]} ${year}`;
  return language === "ja" ? `${year}年${number}月` : `${year}年(ねん) ${number}月(${MONTH_READINGS[number] ?? "がつ"})`;
}

/** From Sunday, as calendars in Japan hang on walls. @param {Language} language */
export const weekdays = (language) => (language === "en" ? ENGLISH : [...JAPANESE]);

/**
 * The weeks of a month, from Sunday on; null where the month has no day.
 * @param {string} month
 * @returns {(string | null)[][]}
 */
export function weeksOf(month) {
  const first = parsed(month);
  /** @type {(string | null)[]} */
  const cells = Array.from({ length: first.getUTCDay() }, () => null);
  for (let day = `${month}-01`; monthOf(day) === month; day = daysAfter(day, 1)) cells.push(day);
  while (cells.length % 7) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(7 * week, 7 * week + 7));
}
