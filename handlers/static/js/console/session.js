// @ts-check
/** One signed-in counselor: the opened keys and the verified roster. Lives in this page's memory and nowhere else. */

import { b64, hex, unb64, unhex } from "../crypto/bytes.js";
import { deriveUnlock, openCapsule } from "../crypto/capsule.js";
import { parseFingerprint } from "../crypto/context.js";
import { Rejected } from "../crypto/rejected.js";
import { acceptChain } from "../crypto/roster.js";
import { recallRoster, rememberRoster } from "./memory.js";

/** @typedef {import("./api.js").Api} Api */
/** @typedef {import("../crypto/roster.js").Trust} Trust */
/** @typedef {{ kid: Uint8Array, signKey: CryptoKey, encKey: CryptoKey }} Keys */

/**
 * Signs in without sending the passphrase. Throws `Refused`, `Unanswered`, or `Rejected` when a key or roster is not
 * genuine; then the server's session is ended again.
 * @param {Api} api
 * @param {string} name
 * @param {string} passphrase
 * @returns {Promise<Session>}
 */
export async function signIn(api, name, passphrase) {
  const { salt, iters } = await api.unlockParameters(name);
  const unlock = await deriveUnlock(passphrase, unb64(salt), iters);
  const signedIn = await api.startSession(name, b64(unlock.signInSecret));
  try {
    const fingerprint = parseFingerprint(signedIn.fingerprint);
    const keys = await openCapsule(signedIn.capsule, unlock, fingerprint);
    if (b64(keys.kid) !== signedIn.kid) throw new Rejected("capsule");
    const trust = await fetchTrust(api, signedIn.fingerprint);
    return new Session(signedIn, keys, trust);
  } catch (error) {
    await api.endSession();
    throw error;
  }
}

export class Session {
  /** @type {Keys | null} */
  #keys;
  /** @type {Trust} */
  #trust;
  /** Which consultation each case key was first seen in. @type {Map<string, string>} */
  #seenKeys = new Map();

  /**
   * @param {import("./types.js").SignedIn} signedIn
   * @param {Keys} keys
   * @param {Trust} trust
   */
  constructor(signedIn, keys, trust) {
    this.kid = signedIn.kid;
    this.displayName = signedIn.display_name;
    this.role = signedIn.role;
    this.fingerprint = signedIn.fingerprint;
    this.#keys = keys;
    this.#trust = trust;
    this.member();
  }

  get trust() {
    return this.#trust;
  }

  /** The counselor as a holder of keys. Throws "not-entitled" when locked, or when the current roster lacks the key. */
  member() {
    const kid = hex(unb64(this.kid));
    const listed = this.#trust.current.keys.find((key) => key.kid === kid);
    if (!this.#keys || !listed) throw new Rejected("not-entitled");
    return { ...this.#keys, epk: unhex(listed.epk) };
  }

  /**
   * The name in the roster of that time; null when it has no such key.
   * @param {string} kid base64url
   * @param {number} epoch
   */
  nameOf(kid, epoch) {
    const wanted = hex(unb64(kid));
    return this.#trust.rosters.get(epoch)?.keys.find((key) => key.kid === wanted)?.name ?? null;
  }

  /** @param {Api} api */
  async refreshTrust(api) {
    this.#trust = await fetchTrust(api, this.fingerprint);
  }

  /**
   * One key opens one consultation. Throws "key-reuse".
   * @param {string} keyId
   * @param {string} consultation
   */
  bindKey(keyId, consultation) {
    const first = this.#seenKeys.get(keyId) ?? consultation;
    if (first !== consultation) throw new Rejected("key-reuse");
    this.#seenKeys.set(keyId, consultation);
  }

  /** Drops the keys; nothing can be opened or signed with this session afterwards. */
  forget() {
    this.#keys = null;
    this.#seenKeys.clear();
  }
}

/**
 * @param {Api} api
 * @param {string} fingerprint
 * @returns {Promise<Trust>}
 */
async function fetchTrust(api, fingerprint) {
  const { chain } = await api.roster();
  const remembered = recallRoster(localStorage, fingerprint);
  const trust = await acceptChain(chain, parseFingerprint(fingerprint), Math.floor(Date.now() / 1000), remembered);
  rememberRoster(localStorage, fingerprint, trust);
  return trust;
}
