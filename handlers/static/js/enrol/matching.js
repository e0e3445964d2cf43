// @ts-check
/** Whether the words that were typed are the words that were shown, without telling what they should be. Pure. */

/**
 * One typed word: full-width letters and capitals count, spaces don't.
 * @param {string} typed
 */
export const tidyWord = (typed) => typed.normalize("NFKC").toLowerCase().replace(/\s/g, "");

/**
 * @param {string} typed
 * @returns {string[]} several words at once, as somebody may paste or type them into one field
 */
export const splitWords = (typed) => typed.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);

/**
 * The places, from 1, of the words that differ.
 * @param {readonly string[]} typed
 * @param {readonly string[]} wanted
 */
export const wrongPlaces = (typed, wanted) =>
  wanted.flatMap((word, index) => (tidyWord(typed[index] ?? "") === word ? [] : [index + 1]));

/** @param {string} typed */
export const isKana = (typed) => /[\u3040-\u30ff\u4e00-\u9fff]/.test(typed);
