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

/**
 * Throws SyntaxError for any spelling that `b64` would not have written, even of the same bytes.
 * @param {string} text
 * @returns {Bytes}
 */
export function unb64(text) {
  if (/[^A-Za-z0-9_-]/.test(text) || text.length % 4 === 1) throw new SyntaxError("not base64url");
  const binary = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const loose = text.length % 4;
  if (loose !== 0 && b64(bytes.subarray(bytes.length - (loose - 1))) !== text.slice(-loose)) {
    throw new SyntaxError("not canonical base64url");
  }
  return bytes;
}

/** @param {Uint8Array} bytes */
export const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

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
