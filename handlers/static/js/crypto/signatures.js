// @ts-check
/** Many signatures of few people: each public key is checked and imported once. */

import { hex } from "./bytes.js";
import { onCurve } from "./curve.js";
import { Rejected } from "./rejected.js";

const EC = { name: "ECDSA", namedCurve: "P-256" };
const ECDSA = { name: "ECDSA", hash: "SHA-256" };

export class Signatures {
  /** By public key in hex. @type {Map<string, Promise<CryptoKey>>} */
  #keys = new Map();

  /**
   * As `verify` of context.js: resolve when `sig` (64 bytes r | s) over `message` is by the holder of `publicKey` (65
   * bytes); throws "point", "signature".
   * @param {Uint8Array} publicKey
   * @param {Uint8Array<ArrayBuffer>} message
   * @param {Uint8Array<ArrayBuffer>} sig
   */
  async verify(publicKey, message, sig) {
    const genuine = await crypto.subtle.verify(ECDSA, await this.#imported(publicKey), sig, message);
    if (sig.length !== 64 || !genuine) throw new Rejected("signature");
  }

  /** @param {Uint8Array} publicKey */
  #imported(publicKey) {
    const name = hex(publicKey);
    const known = this.#keys.get(name) ?? importKey(publicKey);
    this.#keys.set(name, known);
    return known;
  }
}

/** @param {Uint8Array} publicKey */
async function importKey(publicKey) {
  if (!onCurve(publicKey)) throw new Rejected("point");
  return crypto.subtle.importKey("raw", new Uint8Array(publicKey), EC, false, ["verify"]);
}
