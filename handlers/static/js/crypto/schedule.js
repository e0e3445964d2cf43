// @ts-check
/** The key schedule of HPKE (RFC 9180 sections 4 and 5.1, base mode) with HKDF-SHA256, on WebCrypto. */

import { cat, utf8 } from "./bytes.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */

const EMPTY = new Uint8Array(0);
const VERSION = utf8("HPKE-v1");
const HKDF_SHA256 = 1;
const HMAC = { name: "HMAC", hash: "SHA-256" };

/** @param {number} number */
const u16 = (number) => Uint8Array.of(number >> 8, number & 0xff);

/**
 * ExtractAndExpand of section 4.1: what both sides of a Diffie-Hellman share, 32 bytes.
 * @param {number} kem
 * @param {Bytes} dh
 * @param {Bytes} kemContext
 */
export async function sharedSecret(kem, dh, kemContext) {
  const id = cat(utf8("KEM"), u16(kem));
  const eae = await hkdfKey(cat(VERSION, id, utf8("eae_prk"), dh));
  return derive(eae, EMPTY, labeled(id, "shared_secret", kemContext, 32), 32);
}

/** Section 5.1 for one choice of algorithms, with what depends on nothing else computed once. */
export class Schedule {
  #id;
  /** @type {Promise<{ noSalt: CryptoKey, secretKey: CryptoKey, pskIdHash: Bytes }>} */
  #prepared;

  /**
   * @param {number} kem
   * @param {number} aead
   */
  constructor(kem, aead) {
    this.#id = cat(utf8("HPKE"), u16(kem), u16(HKDF_SHA256), u16(aead));
    this.#prepared = this.#prepare();
  }

  /**
   * Key and nonce of the one message; the key's bytes stay with the engine.
   * @param {Bytes} shared
   * @param {Uint8Array} info
   * @param {{ length: number, usages: KeyUsage[], extractable?: boolean }} wanted length in bytes; only tests look at the key
   */
  async keyAndNonce(shared, info, { length, usages, extractable = false }) {
    const { noSalt, secretKey, pskIdHash } = await this.#prepared;
    const context = cat(Uint8Array.of(0), pskIdHash, await this.#extract(noSalt, "info_hash", info));
    const from = hkdf(shared, labeled(this.#id, "key", context, length));
    const key = crypto.subtle.deriveKey(from, secretKey, { name: "AES-GCM", length: length * 8 }, extractable, usages);
    const nonce = derive(secretKey, shared, labeled(this.#id, "base_nonce", context, 12), 12);
    return { key: await key, nonce: await nonce };
  }

  async #prepare() {
    // An absent HKDF salt is a zero-length HMAC key, which WebCrypto refuses to import; 32 zero bytes are the same key.
    const noSalt = await crypto.subtle.importKey("raw", new Uint8Array(32), HMAC, false, ["sign"]);
    const secretKey = await hkdfKey(cat(VERSION, this.#id, utf8("secret")));
    return { noSalt, secretKey, pskIdHash: await this.#extract(noSalt, "psk_id_hash", EMPTY) };
  }

  /**
   * LabeledExtract without salt (section 4).
   * @param {CryptoKey} noSalt
   * @param {string} label
   * @param {Uint8Array} material
   */
  async #extract(noSalt, label, material) {
    const labeledMaterial = cat(VERSION, this.#id, utf8(label), material);
    return new Uint8Array(await crypto.subtle.sign("HMAC", noSalt, labeledMaterial));
  }
}

/**
 * The info of LabeledExpand (section 4).
 * @param {Uint8Array} suiteId
 * @param {string} label
 * @param {Uint8Array} info
 * @param {number} length
 */
const labeled = (suiteId, label, info, length) => cat(u16(length), VERSION, suiteId, utf8(label), info);

/** @param {Bytes} material */
const hkdfKey = (material) => crypto.subtle.importKey("raw", material, "HKDF", false, ["deriveBits", "deriveKey"]);

/**
 * @param {Bytes} salt
 * @param {Bytes} info
 */
const hkdf = (salt, info) => ({ name: "HKDF", hash: "SHA-256", salt, info });

/**
 * @param {CryptoKey} key
 * @param {Bytes} salt
 * @param {Bytes} info
 * @param {number} length in bytes
 */
const derive = async (key, salt, info, length) =>
  new Uint8Array(await crypto.subtle.deriveBits(hkdf(salt, info), key, length * 8));
