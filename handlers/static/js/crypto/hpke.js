// @ts-check
/**
 * HPKE (RFC 9180), base mode, single shot. A seal is: encapsulated key | ciphertext | tag (16). The product uses P-256
 * with HKDF-SHA256 and AES-256-GCM (`openSuite()`); what may follow it is `openHybridSuite()`.
 */

import { cat } from "./bytes.js";
import { DhKem, P256 } from "./dh_kem.js";
import { Rejected } from "./rejected.js";
import { Schedule } from "./schedule.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 */

/**
 * @template [Key=CryptoKey]
 * @typedef {{ privateKey: Key, publicKey: Uint8Array }} Identity a CryptoKey may be non-extractable
 */

/**
 * What a seal is bound to; only the test vectors set `ephemeral`.
 * @template [Ephemeral=CryptoKeyPair]
 * @typedef {{ info: Uint8Array, aad?: Uint8Array, ephemeral?: Ephemeral }} Binding
 */

/**
 * How a sender and a recipient come to share 32 bytes; `encLength` is what tells them, in bytes.
 * @template [Key=CryptoKey], [Ephemeral=CryptoKeyPair]
 * @typedef {object} Kem
 * @property {number} encLength
 * @property {(recipient: Uint8Array, ephemeral?: Ephemeral) => Promise<{ enc: Bytes, shared: Bytes }>} encapsulate
 * @property {(enc: Bytes) => Promise<(identity: Identity<Key>) => Promise<Bytes>>} decapsulation
 * @property {(secret: Uint8Array, publicKey: Uint8Array, extractable: boolean) => Promise<Key>} importPrivate
 */

export { P256, X25519 } from "./dh_kem.js";
export const MLKEM768_X25519 = 0x647a;
export const AES_128_GCM = 1;
export const AES_256_GCM = 2;

const KEY_LENGTHS = new Map([[AES_128_GCM, 16], [AES_256_GCM, 32]]);
const EMPTY = new Uint8Array(0);

/**
 * Throws "suite" for algorithms that are not known here.
 * @param {number} kem P256 or X25519
 * @param {number} aead
 */
export async function openSuite(kem = P256, aead = AES_256_GCM) {
  return new Suite(kem, aead, new DhKem(kem));
}

/** ML-KEM-768 with X25519, HKDF-SHA256 and AES-256-GCM. What it needs is loaded when it is first asked for. */
export async function openHybridSuite() {
  const { HybridKem } = await import("./hybrid_kem.js");
  return new Suite(MLKEM768_X25519, AES_256_GCM, new HybridKem());
}

/**
 * One choice of algorithms.
 * @template [Key=CryptoKey], [Ephemeral=CryptoKeyPair]
 */
export class Suite {
  #kem;
  #schedule;
  #keyLength;

  /**
   * @param {number} kemId
   * @param {number} aead
   * @param {Kem<Key, Ephemeral>} kem
   */
  constructor(kemId, aead, kem) {
    const keyLength = KEY_LENGTHS.get(aead);
    if (!keyLength) throw new Rejected("suite");
    this.#kem = kem;
    this.#schedule = new Schedule(kemId, aead);
    this.#keyLength = keyLength;
  }

  /**
   * The private number, or the seed, and the public key it should belong to. Engines differ in whether they notice that
   * it does not, so whoever must know has to try the pair.
   * @param {Uint8Array} secret
   * @param {Uint8Array} publicKey
   * @param {boolean} [extractable]
   */
  importPrivate(secret, publicKey, extractable = false) {
    return this.#kem.importPrivate(secret, publicKey, extractable);
  }

  /**
   * Seal to a public key (RFC 9180 section 6.1). Throws "point".
   * @param {Uint8Array} recipient
   * @param {Uint8Array} plaintext
   * @param {Binding<Ephemeral>} binding
   * @returns {Promise<Bytes>}
   */
  async seal(recipient, plaintext, { info, aad = EMPTY, ephemeral }) {
    const { enc, shared } = await this.#kem.encapsulate(recipient, ephemeral);
    const { key, algorithm } = await this.#aead(shared, info, aad, "encrypt");
    return cat(enc, new Uint8Array(await crypto.subtle.encrypt(algorithm, key, new Uint8Array(plaintext))));
  }

  /**
   * Undo `seal`. Throws "point" when the encapsulated key is none, "decrypt" when anything else differs.
   * @param {Identity<Key>} identity
   * @param {Uint8Array} sealed
   * @param {Binding} binding
   * @returns {Promise<Bytes>}
   */
  async open(identity, sealed, { info, aad = EMPTY }) {
    const enc = sealed.slice(0, this.#kem.encLength);
    const decapsulate = await this.#kem.decapsulation(enc);
    try {
      const { key, algorithm } = await this.#aead(await decapsulate(identity), info, aad, "decrypt");
      return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.slice(enc.length)));
    } catch {
      throw new Rejected("decrypt");
    }
  }

  /**
   * @param {Bytes} shared wiped here
   * @param {Uint8Array} info
   * @param {Uint8Array} aad
   * @param {"encrypt" | "decrypt"} usage
   */
  async #aead(shared, info, aad, usage) {
    const { key, nonce } = await this.#schedule.keyAndNonce(shared, info, { length: this.#keyLength, usages: [usage] });
    shared.fill(0);
    return { key, algorithm: { name: "AES-GCM", iv: nonce, additionalData: new Uint8Array(aad) } };
  }
}
