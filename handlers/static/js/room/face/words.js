// @ts-check
/** The sentences of one language; the other two stay where they are. */

/** @typedef {import("../words_ja.js").Words} Words */
/** @typedef {import("../types.js").Language} Language */

/** @type {Record<Language, string>} each in itself */
export const NAMES = { ja: "日本語", easy: "やさしい日本語", en: "English" };

/** @type {Record<Language, () => Promise<{ words: Partial<Words> }>[]>} */
const FILES = {
  ja: () => [import("../words_ja.js"), import("../words_ja_screens.js")],
  easy: () => [import("../words_easy.js"), import("../words_easy_screens.js")],
  en: () => [import("../words_en.js"), import("../words_en_screens.js")],
};

/**
 * Rejects when a file can't be fetched.
 * @param {Language} language
 */
export async function wordsIn(language) {
  const files = await Promise.all(FILES[language]());
  document.documentElement.lang = language === "en" ? "en" : "ja";
  document.documentElement.dataset.language = language;
  return /** @type {Words} */ (Object.assign({}, ...files.map(({ words }) => words)));
}

/**
 * What somebody reads who has not been asked yet.
 * @param {readonly string[]} spoken BCP 47, as a browser tells them
 * @returns {Language}
 */
export const likely = ([first = "ja"]) => (first.toLowerCase().startsWith("ja") ? "ja" : "en");
