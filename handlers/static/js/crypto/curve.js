// @ts-check
/**
 * Whether 65 bytes are a point of P-256 (FIPS 186-5, SEC 1). Not left to the engine: WebKitGTK 2.50 imports
 * points that are off the curve and computes with them, which gives a private key away piece by piece
 * (invalid-curve attack).
 */

import { hex } from "./bytes.js";

const PRIME = 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n;
const B = 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn;

/**
 * True for an uncompressed point with y^2 = x^3 - 3x + b. Public values only, so the time it takes does not
 * matter.
 * @param {Uint8Array} encoded
 */
export function onCurve(encoded) {
  if (encoded.length !== 65 || encoded[0] !== 4) return false;
  const x = BigInt(`0x${hex(encoded.subarray(1, 33))}`);
  const y = BigInt(`0x${hex(encoded.subarray(33))}`);
  return x < PRIME && y < PRIME && (y * y - (x * x * x - 3n * x + B)) % PRIME === 0n;
}
