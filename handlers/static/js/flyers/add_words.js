// @ts-check
/** The sentences of one language: this page's own, and those of a refusal and of whom to ring, which are the room's. */

import { wordsIn as roomWordsIn } from "../room/face/words.js";

/** @typedef {import("../room/types.js").Language} Language */
/** @typedef {import("../room/face/words.js").FirstWords} RoomWords */
/** @typedef {{ own: import("./add_words_ja.js").Words, room: RoomWords }} Words */

/** @type {Record<Language, () => Promise<{ words: import("./add_words_ja.js").Words }>>} */
const OWN = {
  ja: () => import("./add_words_ja.js"),
  easy: () => import("./add_words_easy.js"),
  en: () => import("./add_words_en.js"),
};

/**
 * Rejects when they can't be fetched.
 * @param {Language} language
 * @returns {Promise<Words>}
 */
export async function wordsIn(language) {
  const [{ words: own }, room] = await Promise.all([OWN[language](), roomWordsIn(language)]);
  return { own, room };
}
