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

/** @param {string} text */
export const isTooLong = (text) => textLength(text) > LONGEST_TEXT;
