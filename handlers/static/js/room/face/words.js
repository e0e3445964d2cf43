// @ts-check
/** The sentences of one language; the other two stay where they are. */

/** @typedef {typeof import("../words_ja.js").words} FirstWords */
/** @typedef {import("../words_ja_screens.js").ScreenWords} ScreenWords */
/** @typedef {import("../words_ja.js").Words} Words */
/** @typedef {import("../types.js").Language} Language */

/** @type {Record<Language, string>} each in itself */
export const NAMES = { ja: "日本語", easy: "やさしい日本語", en: "English" };

/** @type {Record<Language, () => Promise<{ words: FirstWords }>>} */
const FIRST = {
  ja: () => import("../words_ja.js"),
  easy: () => import("../words_easy.js"),
  en: () => import("../words_en.js"),
};
/** @type {Record<Language, () => Promise<{ words: ScreenWords }>>} */
const OF_SCREENS = {
  ja: () => import("../words_ja_screens.js"),
  easy: () => import("../words_easy_screens.js"),
  en: () => import("../words_en_screens.js"),
};

/**
 * All but those of the screens that are laid over the talk. Rejects when they can't be fetched.
 * @param {Language} language
 */
export async function wordsIn(language) {
  const { words } = await FIRST[language]();
  document.documentElement.lang = language === "en" ? "en" : "ja";
  document.documentElement.dataset.language = language;
  return words;
}

/**
 * The others. Rejects when they can't be fetched.
 * @param {Language} language
 */
export const screenWordsIn = async (language) => (await OF_SCREENS[language]()).words;
