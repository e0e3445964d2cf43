// @ts-check
/** Finds words as people mean them: wide or narrow letters, capitals or not, ひらがな or カタカナ. Pure. */

const [KATAKANA_FIRST, KATAKANA_LAST, TO_HIRAGANA] = [0x30a1, 0x30f6, 0x60];

/**
 * Where `wanted` stands in `text`, as [start, end) in UTF-16 units of `text`; finds do not overlap.
 * @param {string} text
 * @param {string} wanted
 * @returns {[number, number][]}
 */
export function matches(text, wanted) {
  const sought = folded(wanted.trim()).letters;
  const { letters, places } = folded(text);
  /** @type {[number, number][]} */
  const found = [];
  if (sought === "") return found;
  for (let at = letters.indexOf(sought); at >= 0; at = letters.indexOf(sought, at + sought.length)) {
    const last = places[at + sought.length - 1] ?? 0;
    found.push([places[at] ?? 0, last + lengthAt(text, last)]);
  }
  return found;
}

/**
 * The text in its plainest letters, and for each UTF-16 unit of them the place in `text` that it comes from.
 * @param {string} text
 */
function folded(text) {
  let letters = "";
  /** @type {number[]} */
  const places = [];
  let at = 0;
  for (const letter of text) {
    const plain = [...letter.normalize("NFKC").toLowerCase()].map(hiragana).join("");
    for (let unit = 0; unit < plain.length; unit += 1) places.push(at);
    letters += plain;
    at += letter.length;
  }
  return { letters, places };
}

/** @param {string} letter */
function hiragana(letter) {
  const code = letter.codePointAt(0) ?? 0;
  return code >= KATAKANA_FIRST && code <= KATAKANA_LAST ? String.fromCodePoint(code - TO_HIRAGANA) : letter;
}

/**
 * @param {string} text
 * @param {number} at where a letter begins
 */
const lengthAt = (text, at) => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
