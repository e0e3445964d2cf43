// @ts-check
/** Base32 (RFC 4648, lower-case, no padding): how fingerprints and short labels are shown to people. */

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/**
 * @param {Uint8Array} bytes
 * @returns {string}
 */
export function encodeBase32(bytes) {
  let text = "";
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET[(held >> bits) & 31];
    }
  }
  return bits > 0 ? text + ALPHABET[(held << (5 - bits)) & 31] : text;
}
