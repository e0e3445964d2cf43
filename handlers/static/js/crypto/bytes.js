// @ts-check
/** Bytes and their spellings. Pure. */

/** @typedef {Uint8Array<ArrayBuffer>} Bytes */

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * One after the other, as a new array.
 * @param {...Uint8Array} parts
 * @returns {Bytes}
 */
export function cat(...parts) {
  const joined = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** @param {string} text */
export const utf8 = (text) => encoder.encode(text);

/**
 * Throws TypeError for anything that is not UTF-8.
 * @param {Uint8Array} bytes
 */
export const fromUtf8 = (bytes) => decoder.decode(bytes);

/**
 * base64url without padding (RFC 4648 section 5).
 * @param {Uint8Array} bytes
 */
export function b64(bytes) {
  let binary = "";
  for (let start = 0; start < bytes.length; start += 8192) {
    binary += String.fromCharCode(...bytes.subarray(start, start + 8192));
  }
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
const NO_LETTER = 64;
const VALUES = new Uint8Array(128).fill(NO_LETTER);
for (let value = 0; value < ALPHABET.length; value++) VALUES[ALPHABET.charCodeAt(value)] = value;

/**
 * Throws SyntaxError for any spelling that `b64` would not have written, even of the same bytes.
 * @param {string} text
 * @returns {Bytes}
 */
export function unb64(text) {
  if (text.length % 4 === 1) throw new SyntaxError("not base64url");
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let [read, bits, written] = [0, 0, 0];
  for (let index = 0; index < text.length; index++) {
    const value = VALUES[text.charCodeAt(index)] ?? NO_LETTER;
    if (value === NO_LETTER) throw new SyntaxError("not base64url");
    read = ((read << 6) | value) & 0x3fff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[written++] = read >> bits;
  }
  if ((read & ((1 << bits) - 1)) !== 0) throw new SyntaxError("not canonical base64url");
  return bytes;
}

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** @param {Uint8Array} bytes */
export function hex(bytes) {
  let text = "";
  for (const byte of bytes) text += PAIRS[byte];
  return text;
}

/**
 * Throws SyntaxError for anything but lower-case hex.
 * @param {string} text
 * @returns {Bytes}
 */
export function unhex(text) {
  if (!/^(?:[0-9a-f]{2})*$/.test(text)) throw new SyntaxError("not lower-case hex");
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/**
 * For values that everybody may know: it stops at the first difference.
 * @param {Uint8Array} left
 * @param {Uint8Array} right
 */
export const equal = (left, right) =>
  left.length === right.length && left.every((byte, index) => byte === right[index]);
