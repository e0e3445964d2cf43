// @ts-check
/** A newcomer's keys, made in their own browser; the private ones leave it only inside a capsule. */

import { kidOf, sign as signWith } from "./context.js";
import { rosterKeyClaim } from "./delegations.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 *
 * @typedef {object} Identity
 * @property {Bytes} kid 16 bytes
 * @property {Bytes} spk signing key, 65 bytes
 * @property {Bytes} epk encryption key, 65 bytes
 * @property {Bytes | null} rpk roster key, 65 bytes, for who is to sign rosters
 * @property {Bytes | null} rpkSig the signing key's word for it, 64 bytes
 * @property {{ sign: Bytes, enc: Bytes, roster?: Bytes }} pkcs8 the private keys
 */

/**
 * Call `wipe` once the capsule is made.
 * @param {string} role as the roster will name it; the kid commits to it
 * @param {{ rosterKey: boolean }} wanted
 * @returns {Promise<Identity>}
 */
export async function makeIdentity(role, { rosterKey }) {
  const sign = await makePair("ECDSA", ["sign", "verify"]);
  const enc = await makePair("ECDH", ["deriveBits"]);
  const roster = rosterKey ? await makePair("ECDSA", ["sign", "verify"]) : null;
  const pkcs8 = { sign: sign.pkcs8, enc: enc.pkcs8, ...(roster && { roster: roster.pkcs8 }) };
  const kid = await kidOf(role, sign.publicKey, enc.publicKey);
  const rpk = roster && roster.publicKey;
  const rpkSig = rpk && (await signWith(sign.privateKey, rosterKeyClaim(kid, rpk)));
  return { kid, spk: sign.publicKey, epk: enc.publicKey, rpk, rpkSig, pkcs8 };
}

/**
 * Overwrites the private keys.
 * @param {Identity} identity
 */
export function wipe({ pkcs8 }) {
  for (const secret of Object.values(pkcs8)) secret.fill(0);
}

/**
 * @param {"ECDSA" | "ECDH"} name
 * @param {KeyUsage[]} usages
 */
async function makePair(name, usages) {
  const made = await crypto.subtle.generateKey({ name, namedCurve: "P-256" }, true, usages);
  const { publicKey, privateKey } = /** @type {CryptoKeyPair} */ (made);
  return {
    privateKey,
    publicKey: new Uint8Array(await crypto.subtle.exportKey("raw", publicKey)),
    pkcs8: new Uint8Array(await crypto.subtle.exportKey("pkcs8", privateKey)),
  };
}
