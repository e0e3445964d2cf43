// @ts-check
/**
 * What a room's secret (16 random bytes) gives: access to the room, the key of the capsule in which the resident's private
 * keys lie on the server, and the resume code, which is the secret to be written down. Twin of `storage/room_keys.py`.
 */

import { encodeBase32 } from "../lib/base32.js";
import { b64, cat, equal, fromUtf8, utf8 } from "./bytes.js";
import { ctx, decodeBase32, inFours, kidOf, sha256 } from "./context.js";
import { Fields } from "./fields.js";
import { Rejected, rejectAs } from "./rejected.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./genesis.js").Guest} Guest
 *
 * @typedef {object} Resident somebody's keys for one room; the private ones are non-extractable and can be kept in IndexedDB
 * @property {Bytes} kid 16 bytes
 * @property {Bytes} spk 65 bytes
 * @property {Bytes} epk 65 bytes
 * @property {CryptoKey} signKey ECDSA
 * @property {CryptoKey} encKey ECDH
 */

const SECRET = 16;
const NONCE = 12;
const LETTERS = 26;
const SPACING = /[\s\-‐‑‒–—―−ー]+/g;
/** @type {Record<string, string>} */
const HANDWRITTEN = { 0: "O", 1: "I", 8: "B" };

/** A new room's. @returns {Bytes} */
export const makeSecret = () => crypto.getRandomValues(new Uint8Array(SECRET));

/**
 * The bearer token of the room, 32 bytes; the server knows no more than its hash.
 * @param {Uint8Array} secret
 * @param {Uint8Array} fingerprint of the office, 20 bytes
 */
export const accessOf = (secret, fingerprint) => expand(secret, fingerprint, "access");

/** @param {Uint8Array} access */
export const accessHash = (access) => sha256(ctx("room-access", access));

/**
 * New keys, and the capsule for the server: they leave this page only inside it.
 * @param {Uint8Array} secret
 * @param {Uint8Array} fingerprint of the office, 20 bytes
 * @returns {Promise<{ resident: Resident, capsule: Bytes }>}
 */
export async function makeResident(secret, fingerprint) {
  const sign = await makePair("ECDSA", ["sign", "verify"]);
  const enc = await makePair("ECDH", ["deriveBits"]);
  const [spk, epk] = [sign.publicKey, enc.publicKey];
  const kid = await kidOf("resident", spk, epk);
  const body = utf8(JSON.stringify({ v: 1, sign: b64(sign.pkcs8), enc: b64(enc.pkcs8), spk: b64(spk), epk: b64(epk) }));
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const additionalData = ctx("room-capsule", fingerprint, kid);
  const key = await capsuleKey(secret, fingerprint);
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, body);
  const keys = await importKeys(sign.pkcs8, enc.pkcs8);
  for (const bytes of [body, sign.pkcs8, enc.pkcs8]) bytes.fill(0);
  return { resident: { kid, spk, epk, ...keys }, capsule: cat(iv, new Uint8Array(sealed)) };
}

/**
 * The keys again, on any device that has the secret. Throws "capsule" for another secret, office or room, and for keys that
 * are not those of the room's first page.
 * @param {Uint8Array} secret
 * @param {Uint8Array} fingerprint of the office, 20 bytes
 * @param {Guest} guest of the room's verified genesis
 * @param {Uint8Array} capsule
 * @returns {Promise<Resident>}
 */
export async function openRoomCapsule(secret, fingerprint, guest, capsule) {
  const key = await capsuleKey(secret, fingerprint);
  const additionalData = ctx("room-capsule", fingerprint, guest.kid);
  const algorithm = { name: "AES-GCM", iv: capsule.slice(0, NONCE), additionalData };
  return rejectAs("capsule", async () => {
    const body = new Uint8Array(await crypto.subtle.decrypt(algorithm, key, capsule.slice(NONCE)));
    const fields = new Fields(JSON.parse(fromUtf8(body)), "capsule");
    body.fill(0);
    const own = equal(fields.binary("spk", 65), guest.spk) && equal(fields.binary("epk", 65), guest.epk);
    if (fields.number("v") !== 1 || !own) throw new Rejected("capsule", "of another room");
    const [sign, enc] = [fields.binary("sign"), fields.binary("enc")];
    const keys = await importKeys(sign, enc);
    for (const bytes of [sign, enc]) bytes.fill(0);
    return { kid: guest.kid, spk: guest.spk, epk: guest.epk, ...keys };
  });
}

/**
 * The secret to write down: 26 letters (128 bits and 2 that notice a slip of the pen), in groups of four.
 * @param {Uint8Array} secret
 */
export async function writeResumeCode(secret) {
  const letters = encodeBase32(cat(secret, Uint8Array.of(await checkBits(secret)))).slice(0, LETTERS);
  return inFours(letters.toUpperCase());
}

/**
 * The secret, however the code is typed: any width and case, spaces and hyphens, 0 1 8 for O I B. Throws "resume-code" for
 * anything that no code says.
 * @param {string} text
 * @returns {Promise<Bytes>}
 */
export async function readResumeCode(text) {
  const letters = text.normalize("NFKC").replace(SPACING, "").toUpperCase();
  const typed = letters.replace(/[018]/g, (digit) => HANDWRITTEN[digit] ?? digit);
  if (!/^[A-Z2-7]{26}$/.test(typed)) throw new Rejected("resume-code");
  const content = decodeBase32(`${typed}AA`, SECRET + 1);
  const secret = content.slice(0, SECRET);
  if (content[SECRET] !== (await checkBits(secret))) throw new Rejected("resume-code");
  return secret;
}

/**
 * The first two bits of a hash, as the two upper bits of a byte.
 * @param {Uint8Array} secret
 */
const checkBits = async (secret) => Number((await sha256(ctx("resume-code", secret)))[0]) & 0xc0;

/**
 * @param {Uint8Array} secret
 * @param {Uint8Array} fingerprint
 */
async function capsuleKey(secret, fingerprint) {
  const raw = await expand(secret, fingerprint, "capsule");
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  raw.fill(0);
  return key;
}

/**
 * @param {Uint8Array} secret
 * @param {Uint8Array} fingerprint
 * @param {string} name
 */
async function expand(secret, fingerprint, name) {
  const material = await crypto.subtle.importKey("raw", new Uint8Array(secret), "HKDF", false, ["deriveBits"]);
  const info = ctx("room-secret", name);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(fingerprint), info };
  return new Uint8Array(await crypto.subtle.deriveBits(derivation, material, 256));
}

/**
 * @param {"ECDSA" | "ECDH"} name
 * @param {KeyUsage[]} usages
 */
async function makePair(name, usages) {
  const made = await crypto.subtle.generateKey({ name, namedCurve: "P-256" }, true, usages);
  const { publicKey, privateKey } = /** @type {CryptoKeyPair} */ (made);
  return {
    publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)),
    pkcs8: new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey)),
  };
}

/**
 * @param {Bytes} sign PKCS#8
 * @param {Bytes} enc PKCS#8
 */
async function importKeys(sign, enc) {
  const named = (/** @type {string} */ name) => ({ name, namedCurve: "P-256" });
  return {
    signKey: await crypto.subtle.importKey("pkcs8", sign, named("ECDSA"), false, ["sign"]),
    encKey: await crypto.subtle.importKey("pkcs8", enc, named("ECDH"), false, ["deriveBits"]),
  };
}
