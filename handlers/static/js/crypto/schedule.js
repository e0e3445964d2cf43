// @ts-check
/** The key schedule of HPKE (RFC 9180 sections 4 and 5.1, base mode) with HKDF-SHA256, on WebCrypto. */

import { cat, utf8 } from "./bytes.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */

const EMPTY = new Uint8Array(0);
const VERSION = utf8("HPKE-v1");
const HKDF_SHA256 = 1;
const NONCE_LENGTH = 12;
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
  const { extracting, expanding } = kemLabels(kem);
  const eae = await hkdfKey(cat(extracting, dh));
  return derive(eae, EMPTY, cat(expanding, kemContext), 32);
}

/** @type {Map<number, { extracting: Bytes, expanding: Bytes }>} */
const KEM_LABELS = new Map();

/** What stands before the material of one KEM: made once, because a long transcript asks for it hundreds of times. @param {number} kem */
function kemLabels(kem) {
  const known = KEM_LABELS.get(kem);
  if (known) return known;
  const id = cat(utf8("KEM"), u16(kem));
  const made = { extracting: cat(VERSION, id, utf8("eae_prk")), expanding: labeled(id, "shared_secret", 32) };
  KEM_LABELS.set(kem, made);
  return made;
}

/** Section 5.1 for one choice of algorithms, with what depends on nothing else computed once. */
export class Schedule {
  #id;
  #infoHash;
  #nonce;
  /** @type {Promise<{ noSalt: CryptoKey, secretKey: CryptoKey, pskIdHash: Bytes }>} */
  #prepared;

  /**
   * @param {number} kem
   * @param {number} aead
   */
  constructor(kem, aead) {
    this.#id = cat(utf8("HPKE"), u16(kem), u16(HKDF_SHA256), u16(aead));
    this.#infoHash = this.#extracting("info_hash");
    this.#nonce = labeled(this.#id, "base_nonce", NONCE_LENGTH);
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
    const context = cat(Uint8Array.of(0), pskIdHash, await extract(noSalt, cat(this.#infoHash, info)));
    const from = hkdf(shared, cat(labeled(this.#id, "key", length), context));
    const key = crypto.subtle.deriveKey(from, secretKey, { name: "AES-GCM", length: length * 8 }, extractable, usages);
    const nonce = derive(secretKey, shared, cat(this.#nonce, context), NONCE_LENGTH);
    return { key: await key, nonce: await nonce };
  }

  async #prepare() {
    // An absent HKDF salt is a zero-length HMAC key, which WebCrypto refuses to import; 32 zero bytes are the same key.
    const noSalt = await crypto.subtle.importKey("raw", new Uint8Array(32), HMAC, false, ["sign"]);
    const secretKey = await hkdfKey(cat(VERSION, this.#id, utf8("secret")));
    return { noSalt, secretKey, pskIdHash: await extract(noSalt, this.#extracting("psk_id_hash")) };
  }

  /** What stands before the material of LabeledExtract (section 4). @param {string} label */
  #extracting = (label) => cat(VERSION, this.#id, utf8(label));
}

/**
 * HKDF-Extract without salt.
 * @param {CryptoKey} noSalt
 * @param {Bytes} labeledMaterial
 */
const extract = async (noSalt, labeledMaterial) =>
  new Uint8Array(await crypto.subtle.sign("HMAC", noSalt, labeledMaterial));

/**
 * What stands before the info of LabeledExpand (section 4).
 * @param {Uint8Array} suiteId
 * @param {string} label
 * @param {number} length
 */
const labeled = (suiteId, label, length) => cat(u16(length), VERSION, suiteId, utf8(label));

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
