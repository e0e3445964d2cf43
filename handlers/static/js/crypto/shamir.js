// @ts-check
/**
 * Two of three: a secret is where a line begins, a share is a point on it, byte by byte over GF(2^8). Two points give
 * the line, one gives nothing. Source: Shamir, How to share a secret (1979), with the field of FIPS 197 section 4. Twin
 * of `storage/sheets.py`. Without tables and without branches on what is secret.
 */

/** @typedef {import("./bytes.js").Bytes} Bytes */
/** @typedef {{ index: number, y: Uint8Array }} Share index 1 to 3 */

const SHARES = 3;

/**
 * @param {Uint8Array} secret
 * @param {Uint8Array} slope as long as the secret, random, and used once
 * @returns {{ index: number, y: Bytes }[]}
 */
export const split = (secret, slope) =>
  Array.from({ length: SHARES }, (_, place) => {
    const index = place + 1;
    return { index, y: Uint8Array.from(secret, (start, at) => start ^ times(slope[at] ?? 0, index)) };
  });

/**
 * The secret that two of the shares lie over; with fewer or others, as many bytes that open nothing.
 * @param {readonly Share[]} shares with different indexes
 * @param {number} length in bytes
 * @returns {Bytes}
 */
export function join(shares, length) {
  const secret = new Uint8Array(length);
  for (const { index, y } of shares) {
    let weight = 1;
    for (const other of shares) {
      if (other.index !== index) weight = times(weight, times(other.index, inverse(index ^ other.index)));
    }
    for (let at = 0; at < length; at += 1) secret[at] = Number(secret[at]) ^ times(y[at] ?? 0, weight);
  }
  return secret;
}

/**
 * The product in GF(2^8), polynomial 0x11b.
 * @param {number} a
 * @param {number} b
 */
function times(a, b) {
  let product = 0;
  for (let bit = 0, shifted = a; bit < 8; bit += 1) {
    product ^= shifted & -((b >> bit) & 1);
    shifted = ((shifted << 1) ^ (0x11b & -(shifted >> 7))) & 0xff;
  }
  return product;
}

/**
 * a to the power of 254; 0 for 0.
 * @param {number} a
 */
function inverse(a) {
  let power = 1;
  for (let step = 0; step < 254; step += 1) power = times(power, a);
  return power;
}
