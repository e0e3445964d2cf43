// @ts-check
/**
 * A counselor's private keys, opened with their passphrase in this page and nowhere else. Twin of
 * `storage/capsules.py`.
 */

import { equal, fromUtf8, utf8 } from "./bytes.js";
import { ctx } from "./context.js";
import { Fields } from "./fields.js";
import { Rejected, rejectAs } from "./rejected.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 *
 * @typedef {object} Unlocker binary fields are base64url
 * @property {"pass"} kind
 * @property {number} iters
 * @property {string} salt
 * @property {string} commit
 * @property {string} blob
 *
 * @typedef {{ v: number, kid: string, keys: string, unlockers: Unlocker[] }} Capsule
 *
 * @typedef {object} Unlock what one passphrase gives with one salt
 * @property {Bytes} signInSecret 32 bytes, shown to the server
 * @property {CryptoKey} key opens the capsule; non-extractable
 * @property {Bytes} commit 32 bytes, compared before anything is decrypted
 *
 * @typedef {object} OpenedCapsule
 * @property {Bytes} kid
 * @property {CryptoKey} signKey ECDSA, non-extractable
 * @property {CryptoKey} encKey ECDH, non-extractable
 * @property {CryptoKey | null} rosterKey ECDSA, for who signs rosters
 */

const LEAST_ITERATIONS = 1_000_000;
const MOST_ITERATIONS = 20_000_000;
const NONCE = 12;

/**
 * PBKDF2-SHA256, then HKDF-SHA256 with a label for each purpose. Throws "kdf-parameters" for fewer than
 * 1,000,000 or more than 20,000,000 iterations, whoever asks for them, and for a salt that is not 16 bytes.
 * @param {string} passphrase as typed
 * @param {Uint8Array} salt
 * @param {number} iters
 * @returns {Promise<Unlock>}
 */
export async function deriveUnlock(passphrase, salt, iters) {
  checkCost(salt, iters);
  const ownSalt = new Uint8Array(salt);
  const typed = await crypto.subtle.importKey("raw", normalise(passphrase), "PBKDF2", false, ["deriveBits"]);
  const stretching = { name: "PBKDF2", hash: "SHA-256", salt: ownSalt, iterations: iters };
  const raw = new Uint8Array(await crypto.subtle.deriveBits(stretching, typed, 256));
  const material = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveBits"]);
  raw.fill(0);
  const unlock = await expand(material, ownSalt, ctx("unlock", `pass|${iters}`), 64);
  const signInSecret = await expand(material, ownSalt, ctx("sign-in", `pass|${iters}`), 32);
  const key = await aesKey(unlock.slice(0, 32));
  const commit = unlock.slice(32);
  unlock.fill(0);
  return { signInSecret, key, commit };
}

/**
 * Throws "kdf-parameters", "wrong-secret" (the commitment differs) or "capsule" (altered, or of another
 * office).
 * @param {Capsule} capsule
 * @param {Unlock} unlock
 * @param {Uint8Array} fingerprint of the office, 20 bytes
 * @returns {Promise<OpenedCapsule>}
 */
export async function openCapsule(capsule, unlock, fingerprint) {
  const fields = new Fields(capsule, "capsule", ["v", "kid", "keys", "unlockers"]);
  const unlocker = passphraseUnlocker(fields);
  checkCost(unlocker.binary("salt"), unlocker.number("iters"));
  const commit = unlocker.binary("commit");
  if (!equal(commit, unlock.commit)) throw new Rejected("wrong-secret");
  const kid = fields.binary("kid", 16);
  const raw = await decrypt(unlock.key, unlocker.binary("blob"), ctx("capsule", kid, "pass", commit));
  const capsuleKey = await rejectAs("capsule", () => aesKey(raw));
  const keys = await decrypt(capsuleKey, fields.binary("keys"), ctx("capsule-keys", kid, fingerprint));
  const opened = await rejectAs("capsule", () => importKeys(keys));
  raw.fill(0);
  keys.fill(0);
  return { kid, ...opened };
}

/**
 * How a typed passphrase is read: NFKC (full-width letters count), lower-case, single spaces.
 * @param {string} typed
 */
const normalise = (typed) =>
  utf8(typed.normalize("NFKC").toLowerCase().replace(/[ \t\r\n]+/g, " ").replace(/^ +| +$/g, ""));

/**
 * @param {Uint8Array} salt
 * @param {number} iters
 */
function checkCost(salt, iters) {
  const within = Number.isInteger(iters) && iters >= LEAST_ITERATIONS && iters <= MOST_ITERATIONS;
  if (!within || salt.length !== 16) throw new Rejected("kdf-parameters");
}

/** @param {Fields} fields */
function passphraseUnlocker(fields) {
  if (fields.number("v") !== 1) throw new Rejected("capsule", "version");
  for (const entry of fields.list("unlockers")) {
    if (new Fields(entry, "capsule").text("kind") === "pass") {
      return new Fields(entry, "capsule", ["kind", "iters", "salt", "commit", "blob"]);
    }
  }
  throw new Rejected("capsule", "no passphrase opens it");
}

/** @param {Bytes} json the private keys as PKCS#8 in base64url */
async function importKeys(json) {
  const fields = new Fields(JSON.parse(fromUtf8(json)), "capsule");
  const pkcs8 = (/** @type {string} */ name, /** @type {string} */ algorithm, /** @type {KeyUsage[]} */ usages) => {
    const use = { name: algorithm, namedCurve: "P-256" };
    return crypto.subtle.importKey("pkcs8", fields.binary(name), use, false, usages);
  };
  return {
    signKey: await pkcs8("sign", "ECDSA", ["sign"]),
    encKey: await pkcs8("enc", "ECDH", ["deriveBits"]),
    rosterKey: fields.has("roster") ? await pkcs8("roster", "ECDSA", ["sign"]) : null,
  };
}

/**
 * @param {CryptoKey} material
 * @param {Bytes} salt
 * @param {Bytes} info
 * @param {number} length in bytes
 */
const expand = async (material, salt, info, length) =>
  new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, material, length * 8));

/** @param {Bytes} raw */
const aesKey = (raw) => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]);

/**
 * nonce (12) | AES-256-GCM.
 * @param {CryptoKey} key
 * @param {Bytes} sealed
 * @param {Bytes} additionalData
 */
const decrypt = (key, sealed, additionalData) =>
  rejectAs("capsule", async () => {
    const algorithm = { name: "AES-GCM", iv: sealed.slice(0, NONCE), additionalData };
    return new Uint8Array(await crypto.subtle.decrypt(algorithm, key, sealed.slice(NONCE)));
  });
