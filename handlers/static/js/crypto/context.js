// @ts-check
/**
 * The words of protocol consult/1: what is hashed, signed and bound to a seal. Twin of `storage/contexts.py`.
 */

import { encodeBase32 } from "../lib/base32.js";
import { cat, hex, utf8 } from "./bytes.js";
import { onCurve } from "./curve.js";
import { Rejected } from "./rejected.js";

/** @typedef {import("./bytes.js").Bytes} Bytes */

/** P-256 HPKE with HKDF-SHA256 and AES-256-GCM, ECDSA P-256/SHA-256. */
export const SUITE = 1;

/** "No record yet" in `prev` and `ack`. */
export const ZERO = new Uint8Array(32);

/** The only lengths of a padded payload, in bytes. */
export const BUCKETS = Object.freeze([512, 2048, 8192, 20480]);

const EC = { name: "ECDSA", namedCurve: "P-256" };
const ECDSA = { name: "ECDSA", hash: "SHA-256" };

/** @param {number} number */
const u32 = (number) => Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number);

/**
 * A labelled list of fields, so that two different lists never give the same bytes. Numbers are u64, texts
 * UTF-8.
 * @param {string} label
 * @param {...(Uint8Array | string | number)} fields
 * @returns {Bytes}
 */
export function ctx(label, ...fields) {
  const start = beginning(label);
  const parts = fields.map((field) => (typeof field === "string" ? utf8(field) : field));
  const lengths = parts.map((part) => (typeof part === "number" ? 8 : part.length));
  const made = new Uint8Array(lengths.reduce((sum, length) => sum + 4 + length, start.length));
  const view = new DataView(made.buffer);
  made.set(start);
  let at = start.length;
  for (const [index, part] of parts.entries()) {
    const length = lengths[index] ?? 0;
    view.setUint32(at, length);
    if (typeof part === "number") setU64(view, at + 4, part);
    else made.set(part, at + 4);
    at += 4 + length;
  }
  return made;
}

/**
 * @param {DataView} view
 * @param {number} at
 * @param {number} number a safe integer
 */
function setU64(view, at, number) {
  view.setUint32(at, Math.floor(number / 2 ** 32));
  view.setUint32(at + 4, number >>> 0);
}

/** By label: the few that there are stand in every record. @type {Map<string, Bytes>} */
const beginnings = new Map();

/** @param {string} label */
function beginning(label) {
  const known = beginnings.get(label);
  if (known) return known;
  const name = utf8(`consult/1|${label}`);
  const made = cat(Uint8Array.of(name.length >> 8, name.length & 0xff), name);
  beginnings.set(label, made);
  return made;
}

/**
 * @param {Uint8Array} bytes
 * @returns {Promise<Bytes>}
 */
export const sha256 = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));

/**
 * The 16-byte name of a key holder; it commits to the role and to both public keys.
 * @param {string} role
 * @param {Uint8Array} spk
 * @param {Uint8Array} epk
 */
export const kidOf = async (role, spk, epk) => (await sha256(ctx("kid", role, spk, epk))).slice(0, 16);

/**
 * The 20-byte fingerprint of an office.
 * @param {Uint8Array} root
 */
export const fingerprintOf = async (root) => (await sha256(ctx("office-root", root))).slice(0, 20);

/**
 * As printed on paper: 32 characters of base32.
 * @param {Uint8Array} fingerprint
 */
export const fingerprintText = (fingerprint) => encodeBase32(fingerprint).toUpperCase();

/**
 * Read a printed fingerprint; case, spaces and hyphens do not matter. Throws "fingerprint" when it is not
 * one.
 * @param {string} text
 * @returns {Bytes}
 */
export function parseFingerprint(text) {
  const letters = text.replace(/[\s-]/g, "").toUpperCase();
  if (!/^[A-Z2-7]{32}$/.test(letters)) throw new Rejected("fingerprint");
  return readBase32(letters);
}

/**
 * @param {string} letters 32 of A to Z and 2 to 7
 * @returns {Bytes} 20 bytes
 */
export const readBase32 = (letters) => decodeBase32(letters, 20);

/**
 * @param {string} letters of A to Z and 2 to 7
 * @param {number} length how many bytes they give; bits beyond these are dropped
 * @returns {Bytes}
 */
export function decodeBase32(letters, length) {
  let bits = 0n;
  for (const letter of letters) bits = (bits << 5n) | BigInt("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(letter));
  bits >>= BigInt(letters.length * 5 - length * 8);
  return Uint8Array.from({ length }, (_, index) => Number((bits >> BigInt(8 * (length - 1 - index))) & 0xffn));
}

/**
 * What two people compare in person: 32 digits in groups of four that stand for the office and the newcomer's keys.
 * @param {Uint8Array} fingerprint of the office, 20 bytes
 * @param {Uint8Array} kid 16 bytes
 */
export async function checkNumber(fingerprint, kid) {
  const hash = await sha256(ctx("enrolment-check", fingerprint, kid));
  const digits = (BigInt(`0x${hex(hash.subarray(0, 14))}`) % 10n ** 32n).toString().padStart(32, "0");
  return inFours(digits);
}

/**
 * In groups of four, as people copy it.
 * @param {string} text
 */
export const inFours = (text) => (text.match(/.{1,4}/g) ?? []).join(" ");

/**
 * u32 length | payload | zeros, up to the next bucket. Throws "too-long" above 20,476 bytes.
 * @param {Uint8Array} payload
 * @returns {Bytes}
 */
export function pad(payload) {
  const bucket = BUCKETS.find((length) => payload.length + 4 <= length);
  if (bucket === undefined) throw new Rejected("too-long");
  return cat(u32(payload.length), payload, new Uint8Array(bucket - 4 - payload.length));
}

/**
 * Undo `pad`. Throws "padding" for a wrong length, an impossible count or bytes after the payload.
 * @param {Uint8Array} padded
 */
export function unpad(padded) {
  if (!BUCKETS.includes(padded.length)) throw new Rejected("padding", "not a bucket length");
  const end = 4 + new DataView(padded.buffer, padded.byteOffset, 4).getUint32(0);
  if (end > padded.length || padded.subarray(end).some((byte) => byte !== 0)) throw new Rejected("padding");
  return padded.subarray(4, end);
}

/**
 * Resolve when `sig` (64 bytes r | s) over `message` is by the holder of `publicKey` (65 bytes); throws
 * "point", "signature".
 * @param {Uint8Array} publicKey
 * @param {Uint8Array} message
 * @param {Uint8Array} sig
 */
export async function verify(publicKey, message, sig) {
  if (!onCurve(publicKey)) throw new Rejected("point");
  const key = await crypto.subtle.importKey("raw", new Uint8Array(publicKey), EC, true, ["verify"]);
  const genuine = await crypto.subtle.verify(ECDSA, key, new Uint8Array(sig), new Uint8Array(message));
  if (sig.length !== 64 || !genuine) throw new Rejected("signature");
}

/**
 * ECDSA P-256/SHA-256, 64 bytes r | s.
 * @param {CryptoKey} key
 * @param {Uint8Array} message
 * @returns {Promise<Bytes>}
 */
export const sign = async (key, message) =>
  new Uint8Array(await crypto.subtle.sign(ECDSA, key, new Uint8Array(message)));
