// @ts-check
/** Dates and times in Japan, whatever the phone's own zone says, in the language that is chosen. Times in ms since 1970. */

/** @typedef {import("../types.js").Language} Language */

const OFFSET_MS = 9 * 3600 * 1000;
const DAY_MS = 24 * 3600 * 1000;

/** @param {number} at the number of its calendar day; Japan has no summer time */
export const dayNumber = (at) => Math.floor((at + OFFSET_MS) / DAY_MS);

/**
 * Calendar days from now until then.
 * @param {number} at
 * @param {number} now
 */
export const daysUntil = (at, now) => dayNumber(at) - dayNumber(now);

/** 15:04 @param {number} at */
export function timeWords(at) {
  const there = new Date(at + OFFSET_MS);
  return `${there.getUTCHours()}:${String(there.getUTCMinutes()).padStart(2, "0")}`;
}

/**
 * 11月21日(土), 11月(がつ)21日(にち), Sat 21 Nov
 * @param {number} at
 * @param {Language} language
 */
export function dayWords(at, language) {
  const there = new Date(at + OFFSET_MS);
  const [month, date, weekday] = [there.getUTCMonth(), there.getUTCDate(), there.getUTCDay()];
  if (language === "en") return `${ENGLISH_DAYS[weekday]} ${date} ${ENGLISH_MONTHS[month]}`;
  if (language === "easy") return `${month + 1}月(がつ)${date}日(にち)`;
  return `${month + 1}月${date}日(${"日月火水木金土"[weekday]})`;
}

const ENGLISH_DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const ENGLISH_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
