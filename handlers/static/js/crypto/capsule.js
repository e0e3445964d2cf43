// @ts-check
/**
 * Somebody's private keys, opened in this page and nowhere else: with their passphrase, or with a passkey that can
 * (WebAuthn PRF). `capsule_making.js` makes them. Twin of `storage/capsules.py`.
 */

import { equal, fromUtf8, unb64 } from "./bytes.js";
import { ctx } from "./context.js";
import { Fields } from "./fields.js";
import { normalise } from "./passphrase.js";
import { Rejected, rejectAs } from "./rejected.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 *
 * @typedef {object} PassphraseUnlocker binary fields are base64url
 * @property {"pass"} kind
 * @property {number} iters
 * @property {string} salt
 * @property {string} commit
 * @property {string} blob
 *
 * @typedef {object} PrfUnlocker the same, and which passkey it is for
 * @property {"prf"} kind
 * @property {0} iters
 * @property {string} salt
 * @property {string} commit
 * @property {string} blob
 * @property {string} credential
 *
 * @typedef {PassphraseUnlocker | PrfUnlocker} Unlocker
 * @typedef {{ v: number, kid: string, keys: string, unlockers: Unlocker[] }} Capsule
 *
 * @typedef {object} PassphraseUnlock what one passphrase gives with one salt
 * @property {"pass"} kind
 * @property {Bytes} signInSecret 32 bytes, shown to the server
 * @property {CryptoKey} key opens the capsule; non-extractable
 * @property {Bytes} commit 32 bytes, compared before anything is decrypted
 *
 * @typedef {object} PrfUnlock what one passkey gives with one salt
 * @property {"prf"} kind
 * @property {CryptoKey} key
 * @property {Bytes} commit
 *
 * @typedef {PassphraseUnlock | PrfUnlock} Unlock
 *
 * @typedef {object} OpenedCapsule
 * @property {Bytes} kid
 * @property {CryptoKey} signKey ECDSA, non-extractable
 * @property {CryptoKey} encKey ECDH, non-extractable
 * @property {CryptoKey | null} rosterKey ECDSA, for who signs rosters; non-extractable
 */

export const LEAST_ITERATIONS = 1_000_000;
export const MOST_ITERATIONS = 20_000_000;
export const SALT = 16;
const PRF_OUTPUT = 32;
const NONCE = 12;
const NAMES = ["kind", "iters", "salt", "commit", "blob"];

/**
 * PBKDF2-SHA256, then HKDF-SHA256 with a label for each purpose. Throws "kdf-parameters" for fewer than
 * 1,000,000 or more than 20,000,000 iterations, whoever asks for them, and for a salt that is not 16 bytes.
 * @param {string} passphrase as typed
 * @param {Uint8Array} salt
 * @param {number} iters
 * @returns {Promise<PassphraseUnlock>}
 */
export async function deriveUnlock(passphrase, salt, iters) {
  checkCost("pass", salt, iters);
  const ownSalt = new Uint8Array(salt);
  const typed = await crypto.subtle.importKey("raw", normalise(passphrase), "PBKDF2", false, ["deriveBits"]);
  const stretching = { name: "PBKDF2", hash: "SHA-256", salt: ownSalt, iterations: iters };
  const material = await hkdfKey(new Uint8Array(await crypto.subtle.deriveBits(stretching, typed, 256)));
  const signInSecret = await expand(material, ownSalt, ctx("sign-in", `pass|${iters}`), 32);
  return { kind: "pass", signInSecret, ...(await keyAndCommit(material, ownSalt, `pass|${iters}`)) };
}

/**
 * What a passkey's PRF output gives with the salt of its unlocker. Throws "kdf-parameters" for an output that is not
 * 32 bytes or a salt that is not 16.
 * @param {Uint8Array} output
 * @param {Uint8Array} salt
 * @returns {Promise<PrfUnlock>}
 */
export async function deriveUnlockFromPrf(output, salt) {
  checkCost("prf", salt, 0);
  if (output.length !== PRF_OUTPUT) throw new Rejected("kdf-parameters");
  const material = await hkdfKey(new Uint8Array(output));
  return { kind: "prf", ...(await keyAndCommit(material, new Uint8Array(salt), "prf|0")) };
}

/**
 * The salt of the unlocker of this passkey. Throws "capsule" when it has none: then it signs in and does not unlock.
 * @param {Capsule} capsule
 * @param {string} credential base64url
 */
export function prfSalt(capsule, credential) {
  const found = readUnlockers(capsule).find((one) => one.has("credential") && one.text("credential") === credential);
  if (!found) throw new Rejected("capsule", "not for this passkey");
  return found.binary("salt", SALT);
}

/**
 * Throws "kdf-parameters", "wrong-secret" (no commitment of that kind is this one's) or "capsule" (altered, or of
 * another office).
 * @param {Capsule} capsule
 * @param {Unlock} unlock
 * @param {Uint8Array} fingerprint of the office, 20 bytes
 * @returns {Promise<OpenedCapsule>}
 */
export async function openCapsule(capsule, unlock, fingerprint) {
  const raw = await openCapsuleKey(capsule, unlock);
  const capsuleKey = await rejectAs("capsule", () => crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["decrypt"]));
  raw.fill(0);
  const kid = unb64(capsule.kid);
  const keys = await decrypt(capsuleKey, new Fields(capsule, "capsule").binary("keys"), ctx("capsule-keys", kid, fingerprint));
  const opened = await rejectAs("capsule", () => importKeys(keys));
  keys.fill(0);
  return { kid, ...opened };
}

/**
 * What every unlocker wraps: 32 bytes, for the caller to wipe. Throws as `openCapsule`.
 * @param {Capsule} capsule
 * @param {Unlock} unlock
 * @returns {Promise<Bytes>}
 */
export async function openCapsuleKey(capsule, unlock) {
  const unlockers = readUnlockers(capsule).filter((one) => one.text("kind") === unlock.kind);
  if (unlockers.length === 0) throw new Rejected("capsule", "nothing of this kind opens it");
  for (const one of unlockers) checkCost(unlock.kind, one.binary("salt"), one.number("iters"));
  const unlocker = unlockers.find((one) => equal(one.binary("commit"), unlock.commit));
  if (!unlocker) throw new Rejected("wrong-secret");
  const kid = new Fields(capsule, "capsule").binary("kid", 16);
  const raw = await decrypt(unlock.key, unlocker.binary("blob"), ctx("capsule", kid, unlock.kind, unlock.commit));
  if (raw.length !== 32) throw new Rejected("capsule");
  return raw;
}

/**
 * Of a passphrase there may be one, of passkeys several.
 * @param {Capsule} capsule
 */
function readUnlockers(capsule) {
  const fields = new Fields(capsule, "capsule", ["v", "kid", "keys", "unlockers"]);
  if (fields.number("v") !== 1) throw new Rejected("capsule", "version");
  const unlockers = fields.list("unlockers").map((entry) => {
    const kind = new Fields(entry, "capsule").text("kind");
    if (kind === "pass") return new Fields(entry, "capsule", NAMES);
    if (kind === "prf") return new Fields(entry, "capsule", [...NAMES, "credential"]);
    throw new Rejected("capsule", "an unknown unlocker");
  });
  const passphrases = unlockers.filter((one) => one.text("kind") === "pass");
  if (passphrases.length > 1) throw new Rejected("capsule", "two passphrases");
  return unlockers;
}

/**
 * @param {"pass" | "prf"} kind
 * @param {Uint8Array} salt
 * @param {number} iters
 */
function checkCost(kind, salt, iters) {
  const within = Number.isInteger(iters) && iters >= LEAST_ITERATIONS && iters <= MOST_ITERATIONS;
  const allowed = kind === "pass" ? within : iters === 0;
  if (!allowed || salt.length !== SALT) throw new Rejected("kdf-parameters");
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

/** @param {Bytes} raw wiped */
async function hkdfKey(raw) {
  const material = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveBits"]);
  raw.fill(0);
  return material;
}

/**
 * @param {CryptoKey} material
 * @param {Bytes} salt
 * @param {string} cost
 */
async function keyAndCommit(material, salt, cost) {
  const unlock = await expand(material, salt, ctx("unlock", cost), 64);
  const raw = unlock.slice(0, 32);
  const key = await crypto.subtle.importKey("raw", raw, "AES-GCM", false, ["encrypt", "decrypt"]);
  const commit = unlock.slice(32);
  for (const secret of [unlock, raw]) secret.fill(0);
  return { key, commit };
}

/**
 * @param {CryptoKey} material
 * @param {Bytes} salt
 * @param {Bytes} info
 * @param {number} length in bytes
 */
const expand = async (material, salt, info, length) =>
  new Uint8Array(await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-256", salt, info }, material, length * 8));

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
