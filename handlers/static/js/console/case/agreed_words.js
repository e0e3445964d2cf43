// @ts-check
/** Words agreed with a resident: one that shows it is them, one that says that somebody is beside them. Pure. */

/** @typedef {import("../types.js").Entry} Entry */
/** @typedef {{ code: string, decoy: string }} Words "" where none is agreed */
/** @typedef {{ word: "code" | "decoy", at: number }} Heard */

const FROM_RESIDENT = 0;

/**
 * The words that hold now, whichever side set them down last (in a room the resident may), and which of them the resident used
 * last since. Null when none are.
 * @param {readonly Entry[]} entries verified, in stored order
 * @returns {{ words: Words, heard: Heard | null } | null}
 */
export function agreement(entries) {
  const at = entries.findLastIndex(({ record, payload, lane }) =>
    payload?.kind === "words" && (record.dir !== FROM_RESIDENT || lane === "room"));
  const words = wordsOf(entries[at]?.payload);
  if (words.code === "" && words.decoy === "") return null;
  const since = entries.slice(at + 1).filter(({ record }) => record.dir === FROM_RESIDENT);
  const last = since.findLast(({ payload }) => wordIn(payload?.text, words) !== null);
  const word = last ? wordIn(last.payload?.text, words) : null;
  return { words, heard: last && word ? { word, at: last.record.ts } : null };
}

/**
 * @param {import("../types.js").Payload | null | undefined} payload
 * @returns {Words}
 */
const wordsOf = (payload) => ({ code: textOf(payload?.code), decoy: textOf(payload?.decoy) });

/**
 * The decoy counts before the code word: who writes both may be made to.
 * @param {string | undefined} text
 * @param {Words} words
 * @returns {"code" | "decoy" | null}
 */
function wordIn(text, { code, decoy }) {
  if (has(text, decoy)) return "decoy";
  return has(text, code) ? "code" : null;
}

/**
 * Whether a word stands in a text, however it is typed: wide or narrow, capital or small, かな or カナ, with spaces or without.
 * @param {string | undefined} text
 * @param {string} word
 */
export function has(text, word) {
  const wanted = plain(word);
  return wanted !== "" && plain(text ?? "").includes(wanted);
}

/** @param {string} text */
const plain = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/\s+/gu, "").replace(/[ァ-ヶ]/gu, hiragana);

/** @param {string} katakana one letter */
const hiragana = (katakana) => String.fromCharCode(katakana.charCodeAt(0) - 0x60);

/** @param {unknown} value what a verified writer put there; its shape was not verified */
const textOf = (value) => (typeof value === "string" ? value : "");
