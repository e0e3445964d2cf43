// @ts-check
/** The sentences of one language; the other two stay where they are. */

/** @typedef {import("./types.js").Language} Language */

/** @type {Record<Language, () => Promise<{ words: import("./types.js").Words }>>} */
const FILES = {
  ja: () => import("./words_ja.js"),
  easy: () => import("./words_easy.js"),
  en: () => import("./words_en.js"),
};

/**
 * Rejects when they can't be fetched.
 * @param {Language} language
 */
export async function wordsIn(language) {
  const { words } = await FILES[language]();
  document.documentElement.lang = language === "en" ? "en" : "ja";
  document.documentElement.dataset.language = language;
  return words;
}
