// @ts-check
/**
 * Makes what `capsule.js` opens. Every unlocker wraps the same capsule key, so that a passphrase can be changed and a
 * passkey added or dropped without touching the private keys.
 */

import { b64, cat, utf8 } from "./bytes.js";
import { deriveUnlock, deriveUnlockFromPrf, LEAST_ITERATIONS, SALT } from "./capsule.js";
import { ctx } from "./context.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./capsule.js").Capsule} Capsule
 */

/**
 * A capsule that the passphrase opens, and the sign-in secret (32 bytes) for the server.
 * @param {Uint8Array} fingerprint of the office, 20 bytes
 * @param {import("./identity.js").Identity} identity wipe it afterwards
 * @param {string} passphrase generated
 * @returns {Promise<{ capsule: Capsule, secret: Bytes }>}
 */
export async function makeCapsule(fingerprint, { kid, pkcs8 }, passphrase) {
  const capsuleKey = crypto.getRandomValues(new Uint8Array(32));
  const { unlocker, secret } = await passphraseUnlocker(kid, capsuleKey, passphrase);
  const key = await crypto.subtle.importKey("raw", capsuleKey, "AES-GCM", false, ["encrypt"]);
  capsuleKey.fill(0);
  const body = utf8(JSON.stringify(Object.fromEntries(Object.entries(pkcs8).map(([name, each]) => [name, b64(each)]))));
  const keys = await encrypt(key, body, ctx("capsule-keys", kid, fingerprint));
  body.fill(0);
  return { capsule: { v: 1, kid: b64(kid), keys: b64(keys), unlockers: [unlocker] }, secret };
}

/**
 * @param {Uint8Array} kid 16 bytes
 * @param {Uint8Array} capsuleKey from `openCapsuleKey`
 * @param {string} passphrase generated
 * @returns {Promise<{ unlocker: import("./capsule.js").PassphraseUnlocker, secret: Bytes }>}
 */
export async function passphraseUnlocker(kid, capsuleKey, passphrase) {
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  const { signInSecret, ...unlock } = await deriveUnlock(passphrase, salt, LEAST_ITERATIONS);
  const wrapped = await wrap(kid, capsuleKey, unlock);
  return { unlocker: { kind: "pass", iters: LEAST_ITERATIONS, salt: b64(salt), ...wrapped }, secret: signInSecret };
}

/**
 * @param {Uint8Array} kid 16 bytes
 * @param {Uint8Array} capsuleKey from `openCapsuleKey`
 * @param {Uint8Array} prfOutput 32 bytes
 * @param {string} credential id of the passkey, base64url
 * @returns {Promise<import("./capsule.js").PrfUnlocker>}
 */
export async function prfUnlocker(kid, capsuleKey, prfOutput, credential) {
  const salt = crypto.getRandomValues(new Uint8Array(SALT));
  const wrapped = await wrap(kid, capsuleKey, await deriveUnlockFromPrf(prfOutput, salt));
  return { kind: "prf", iters: 0, salt: b64(salt), ...wrapped, credential };
}

/**
 * @param {Uint8Array} kid
 * @param {Uint8Array} capsuleKey
 * @param {{ kind: "pass" | "prf", key: CryptoKey, commit: Bytes }} unlock
 */
async function wrap(kid, capsuleKey, { kind, key, commit }) {
  const blob = await encrypt(key, new Uint8Array(capsuleKey), ctx("capsule", kid, kind, commit));
  return { commit: b64(commit), blob: b64(blob) };
}

/**
 * nonce (12) | AES-256-GCM.
 * @param {CryptoKey} key
 * @param {Bytes} content
 * @param {Bytes} additionalData
 */
async function encrypt(key, content, additionalData) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  return cat(iv, new Uint8Array(await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, content)));
}
