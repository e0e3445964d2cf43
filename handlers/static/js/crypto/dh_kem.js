// @ts-check
/** How two keys come to share a secret by Diffie-Hellman (RFC 9180 section 4.1): P-256 and X25519, on WebCrypto. */

import { b64, cat } from "./bytes.js";
import { onCurve } from "./curve.js";
import { Rejected } from "./rejected.js";
import { sharedSecret } from "./schedule.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./hpke.js").Identity<CryptoKey>} Identity
 */

export const P256 = 0x0010;
export const X25519 = 0x0020;

const ALGORITHMS = new Map([
  [P256, { algorithm: { name: "ECDH", namedCurve: "P-256" }, publicLength: 65 }],
  [X25519, { algorithm: { name: "X25519" }, publicLength: 32 }],
]);

export class DhKem {
  #algorithm;
  #id;

  /** @param {number} id P256 or X25519; throws "suite" for another */
  constructor(id) {
    const chosen = ALGORITHMS.get(id);
    if (!chosen) throw new Rejected("suite");
    this.#algorithm = chosen.algorithm;
    this.#id = id;
    this.encLength = chosen.publicLength;
  }

  /**
   * Throws "point" unless the public key is of the right length and, for P-256, an uncompressed point on the
   * curve.
   * @param {Uint8Array} publicKey
   */
  async importPublic(publicKey) {
    if (publicKey.length !== this.encLength) throw new Rejected("point", "length");
    if (publicKey.length === 65 && !onCurve(publicKey)) throw new Rejected("point");
    return crypto.subtle.importKey("raw", new Uint8Array(publicKey), this.#algorithm, true, []);
  }

  /**
   * See `Suite.importPrivate`.
   * @param {Uint8Array} scalar
   * @param {Uint8Array} publicKey
   * @param {boolean} extractable
   */
  async importPrivate(scalar, publicKey, extractable) {
    const { name, namedCurve } = { namedCurve: "X25519", ...this.#algorithm };
    const key = { crv: namedCurve, d: b64(scalar), ext: extractable };
    const whole = name === "ECDH"
      ? { ...key, kty: "EC", x: b64(publicKey.subarray(1, 33)), y: b64(publicKey.subarray(33)) }
      : { ...key, kty: "OKP", x: b64(publicKey) };
    return crypto.subtle.importKey("jwk", whole, this.#algorithm, extractable, ["deriveBits"]);
  }

  /**
   * A fresh secret and what tells it to the recipient. Throws "point".
   * @param {Uint8Array} recipient public key
   * @param {CryptoKeyPair} [ephemeral] only from test vectors
   */
  async encapsulate(recipient, ephemeral) {
    const publicKey = await this.importPublic(recipient);
    const pair = ephemeral ?? (await this.#generate());
    const enc = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    return { enc, shared: await this.#share(pair.privateKey, publicKey, cat(enc, recipient)) };
  }

  /**
   * Resolve to what tells an identity the secret inside `enc`. Throws "point".
   * @param {Bytes} enc
   * @returns {Promise<(identity: Identity) => Promise<Bytes>>}
   */
  async decapsulation(enc) {
    const encapsulated = await this.importPublic(enc);
    return ({ privateKey, publicKey }) => this.#share(privateKey, encapsulated, cat(enc, publicKey));
  }

  async #generate() {
    return /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey(this.#algorithm, false, ["deriveBits"]));
  }

  /**
   * @param {CryptoKey} privateKey
   * @param {CryptoKey} publicKey
   * @param {Bytes} kemContext
   */
  async #share(privateKey, publicKey, kemContext) {
    const algorithm = { name: this.#algorithm.name, public: publicKey };
    const dh = new Uint8Array(await crypto.subtle.deriveBits(algorithm, privateKey, 256));
    if (dh.every((byte) => byte === 0)) throw new Rejected("point", "low order");
    const shared = await sharedSecret(this.#id, dh, kemContext);
    dh.fill(0);
    return shared;
  }
}
