// @ts-check
/** LINE's own measure of a text message (Messaging API reference, "Text character count"). Pure. */

/** UTF-16 code units in one text message. */
export const LONGEST_TEXT = 5000;

/**
 * UTF-16 code units: 「あ」 is 1, 😀 is 2.
 * @param {string} text
 */
export const textLength = (text) => text.length;

/**
 * A lone half of a surrogate pair can be neither sealed nor sent; it becomes the replacement character.
 * @param {string} text
 */
export const wellFormed = (text) => text.replace(/\p{Surrogate}/gu, "\uFFFD");

/** @param {string} text */
export const isBlank = (text) => text.trim() === "";

/**
 * In how many messages it arrives: a twin of `split` in bot/messages.py, which never cuts what a reader sees as one
 * character, and leaves out parts of nothing but blanks.
 * @param {string} text
 */
export function partsOf(text) {
  if (textLength(text) <= LONGEST_TEXT) return isBlank(text) ? 0 : 1;
  let [parts, length, blank] = [0, 0, true];
  const close = () => {
    parts += blank ? 0 : 1;
    [length, blank] = [0, true];
  };
  for (const { segment } of graphemes.segment(text)) {
    for (const letter of segment.length <= LONGEST_TEXT ? [segment] : segment) {
      if (length + letter.length > LONGEST_TEXT) close();
      length += letter.length;
      blank &&= isBlank(letter);
    }
  }
  close();
  return parts;
}

/**
 * How many UTF-16 code units are too many to be sealed and sent at once; 0 when it fits.
 * @param {string} text
 */
export function excessOf(text) {
  if (fits(text)) return 0;
  let [fitting, excessive] = [0, text.length];
  while (excessive - fitting > 1) {
    const middle = Math.floor((fitting + excessive) / 2);
    if (fits(text.slice(0, middle))) fitting = middle;
    else excessive = middle;
  }
  return text.length - fitting;
}

const graphemes = new Intl.Segmenter("ja", { granularity: "grapheme" });
const encoder = new TextEncoder();

/** Messages in one push. */
const MOST_PARTS = 5;
/** Bytes that a sealed record holds (20,476), less what stands around the text. */
const MOST_BYTES = 20_400;

/** @param {string} text */
const fits = (text) => encoder.encode(JSON.stringify(text)).length <= MOST_BYTES && partsOf(text) <= MOST_PARTS;
