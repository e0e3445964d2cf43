// @ts-check
/** @typedef {import("./types.js").Language} Language */

/**
 * What somebody reads who has not been asked yet.
 * @param {readonly string[]} spoken BCP 47, as a browser tells them
 * @returns {Language}
 */
export const likely = ([first = "ja"]) => (first.toLowerCase().startsWith("ja") ? "ja" : "en");
