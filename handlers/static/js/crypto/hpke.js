// @ts-check
/**
 * RFC 9180 (HPKE), base mode, single shot, on WebCrypto alone. A seal is: encapsulated key | ciphertext | tag
 * (16). P-256 and X25519 with HKDF-SHA256 and AES-GCM; the product uses P-256 with AES-256-GCM
 * (`openSuite()`).
 */

import { b64, cat, utf8 } from "./bytes.js";
import { onCurve } from "./curve.js";
import { Rejected } from "./rejected.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {{ info: Uint8Array, aad?: Uint8Array, ephemeral?: CryptoKeyPair }} Binding what a seal is bound to;
 *   only the test vectors set `ephemeral`
 * @typedef {{ privateKey: CryptoKey, publicKey: Uint8Array }} Identity the private key may be non-extractable
 */

export const P256 = 0x0010;
export const X25519 = 0x0020;
export const AES_128_GCM = 1;
export const AES_256_GCM = 2;

const KEMS = new Map([
  [P256, { algorithm: { name: "ECDH", namedCurve: "P-256" }, publicLength: 65 }],
  [X25519, { algorithm: { name: "X25519" }, publicLength: 32 }],
]);
const KEY_LENGTHS = new Map([[AES_128_GCM, 16], [AES_256_GCM, 32]]);

const EMPTY = new Uint8Array(0);
const VERSION = utf8("HPKE-v1");

/** @param {number} number */
const u16 = (number) => Uint8Array.of(number >> 8, number & 0xff);

/**
 * RFC 9180 section 5.1 with what depends only on the suite computed once.
 * @param {number} kem
 * @param {number} aead
 * @returns {Promise<Suite>}
 */
export async function openSuite(kem = P256, aead = AES_256_GCM) {
  const id = cat(utf8("HPKE"), u16(kem), u16(1), u16(aead));
  // An absent HKDF salt is a zero-length HMAC key, which WebCrypto refuses to import; 32 zero bytes are the same key.
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const noSalt = await crypto.subtle.importKey("raw", new Uint8Array(32), hmac, false, ["sign"]);
  const secretKey = await hkdfKey(cat(VERSION, id, utf8("secret")));
  const suite = new Suite(kem, aead, id, noSalt, secretKey);
  await suite.prepare();
  return suite;
}

/** One choice of algorithms. Make it with `openSuite`. */
export class Suite {
  #id;
  #kemId;
  #kem;
  #keyLength;
  #noSalt;
  #secretKey;
  /** @type {Uint8Array} */
  #pskIdHash = EMPTY;

  /**
   * @param {number} kem
   * @param {number} aead
   * @param {Bytes} id
   * @param {CryptoKey} noSalt
   * @param {CryptoKey} secretKey
   */
  constructor(kem, aead, id, noSalt, secretKey) {
    const chosen = KEMS.get(kem);
    const keyLength = KEY_LENGTHS.get(aead);
    if (!chosen || !keyLength) throw new Rejected("suite");
    this.#id = id;
    this.#kemId = cat(utf8("KEM"), u16(kem));
    this.#kem = chosen;
    this.#keyLength = keyLength;
    this.#noSalt = noSalt;
    this.#secretKey = secretKey;
  }

  async prepare() {
    this.#pskIdHash = await this.#extract("psk_id_hash", EMPTY);
  }

  /**
   * Throws "point" unless the public key is of the right length and, for P-256, an uncompressed point on the
   * curve.
   * @param {Uint8Array} publicKey
   */
  async importPublic(publicKey) {
    if (publicKey.length !== this.#kem.publicLength) throw new Rejected("point", "length");
    if (publicKey.length === 65 && !onCurve(publicKey)) throw new Rejected("point");
    return crypto.subtle.importKey("raw", new Uint8Array(publicKey), this.#kem.algorithm, true, []);
  }

  /**
   * The private number and the public key it should belong to. Engines differ in whether they notice that it
   * does not, so whoever must know has to try the pair.
   * @param {Uint8Array} scalar
   * @param {Uint8Array} publicKey
   * @param {boolean} [extractable]
   */
  async importPrivate(scalar, publicKey, extractable = false) {
    const { name, namedCurve } = { namedCurve: "X25519", ...this.#kem.algorithm };
    const key = { crv: namedCurve, d: b64(scalar), ext: extractable };
    const whole = name === "ECDH"
      ? { ...key, kty: "EC", x: b64(publicKey.subarray(1, 33)), y: b64(publicKey.subarray(33)) }
      : { ...key, kty: "OKP", x: b64(publicKey) };
    return crypto.subtle.importKey("jwk", whole, this.#kem.algorithm, extractable, ["deriveBits"]);
  }

  /**
   * Seal to a public key (RFC 9180 section 6.1). Throws "point".
   * @param {Uint8Array} recipient
   * @param {Uint8Array} plaintext
   * @param {Binding} binding
   * @returns {Promise<Bytes>}
   */
  async seal(recipient, plaintext, { info, aad = EMPTY, ephemeral }) {
    const publicKey = await this.importPublic(recipient);
    const pair = ephemeral ?? (await this.#generate());
    const enc = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
    const { key, nonce } = await this.#schedule(pair.privateKey, publicKey, cat(enc, recipient), info);
    const sealed = await crypto.subtle.encrypt(gcm(nonce, aad), key, new Uint8Array(plaintext));
    return cat(enc, new Uint8Array(sealed));
  }

  /**
   * Undo `seal`. Throws "point" when the encapsulated key is off the curve, "decrypt" when anything else
   * differs.
   * @param {Identity} identity
   * @param {Uint8Array} sealed
   * @param {Binding} binding
   * @returns {Promise<Bytes>}
   */
  async open({ privateKey, publicKey }, sealed, { info, aad = EMPTY }) {
    const enc = sealed.slice(0, this.#kem.publicLength);
    const encapsulated = await this.importPublic(enc);
    try {
      const { key, nonce } = await this.#schedule(privateKey, encapsulated, cat(enc, publicKey), info);
      const ciphertext = new Uint8Array(sealed.subarray(enc.length));
      return new Uint8Array(await crypto.subtle.decrypt(gcm(nonce, aad), key, ciphertext));
    } catch {
      throw new Rejected("decrypt");
    }
  }

  async #generate() {
    return /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey(this.#kem.algorithm, false, ["deriveBits"]));
  }

  /**
   * DH, then the key schedule: shared secret (section 4.1), key and nonce (section 5.1).
   * @param {CryptoKey} privateKey
   * @param {CryptoKey} publicKey
   * @param {Bytes} kemContext
   * @param {Uint8Array} info
   */
  async #schedule(privateKey, publicKey, kemContext, info) {
    const algorithm = { name: this.#kem.algorithm.name, public: publicKey };
    const dh = new Uint8Array(await crypto.subtle.deriveBits(algorithm, privateKey, 256));
    if (dh.every((byte) => byte === 0)) throw new Rejected("point", "low order");
    const eae = await hkdfKey(cat(VERSION, this.#kemId, utf8("eae_prk"), dh));
    const shared = await derive(eae, EMPTY, labeled(this.#kemId, "shared_secret", kemContext, 32), 32);
    const context = cat(Uint8Array.of(0), this.#pskIdHash, await this.#extract("info_hash", info));
    const length = this.#keyLength;
    const raw = await derive(this.#secretKey, shared, labeled(this.#id, "key", context, length), length);
    const nonce = await derive(this.#secretKey, shared, labeled(this.#id, "base_nonce", context, 12), 12);
    const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
    for (const secret of [dh, shared, raw]) secret.fill(0);
    return { key, nonce };
  }

  /**
   * LabeledExtract without salt (section 4).
   * @param {string} label
   * @param {Uint8Array} material
   */
  async #extract(label, material) {
    const labeledMaterial = cat(VERSION, this.#id, utf8(label), material);
    return new Uint8Array(await crypto.subtle.sign("HMAC", this.#noSalt, labeledMaterial));
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
const hkdfKey = (material) => crypto.subtle.importKey("raw", material, "HKDF", false, ["deriveBits"]);

/**
 * @param {CryptoKey} key
 * @param {Bytes} salt
 * @param {Bytes} info
 * @param {number} length in bytes
 */
const derive = async (key, salt, info, length) =>
  new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, key, length * 8));

/**
 * @param {Bytes} iv
 * @param {Uint8Array} aad
 */
const gcm = (iv, aad) => ({ name: "AES-GCM", iv, additionalData: new Uint8Array(aad) });
