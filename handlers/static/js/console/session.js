// @ts-check
/** One signed-in counselor: the opened keys and the verified roster. Lives in this page's memory and nowhere else. */

import { b64, hex, unb64, unhex } from "../crypto/bytes.js";
import { deriveUnlock, openCapsule } from "../crypto/capsule.js";
import { parseFingerprint } from "../crypto/context.js";
import { Rejected } from "../crypto/rejected.js";
import { acceptChain } from "../crypto/roster.js";
import { recallRoster, rememberRoster } from "./memory.js";
import { signAnew } from "./renewing.js";

/**
 * @typedef {import("./api.js").Api} Api
 * @typedef {import("./types.js").SignedIn} SignedIn
 * @typedef {import("../crypto/roster.js").Trust} Trust
 * @typedef {{ kid: Uint8Array, signKey: CryptoKey, encKey: CryptoKey, rosterKey: CryptoKey | null }} Keys
 * @typedef {{ trust: Trust, familiar: boolean }} Believed familiar: this browser had accepted this very roster before
 */

/**
 * Signs in without sending the passphrase; the keys stay shut. Throws `Refused` or `Unanswered`.
 * @param {Api} api
 * @param {string} name
 * @param {string} passphrase
 * @param {{ totp?: string }} [more]
 */
export async function signIn(api, name, passphrase, more = {}) {
  const { salt, iters } = await api.unlockParameters(name);
  const unlock = await deriveUnlock(passphrase, unb64(salt), iters);
  const signedIn = await api.startSession(name, b64(unlock.signInSecret), more);
  return { signedIn, unlock };
}

/**
 * The session that the server has begun, once its capsule is open. Throws `Refused`, `Unanswered`, or `Rejected` when a key
 * or roster is not genuine; then the server's session is ended again.
 * @param {Api} api
 * @param {SignedIn} signedIn
 * @param {import("../crypto/capsule.js").Unlock} unlock from the passphrase, or from a passkey
 * @returns {Promise<Session>}
 */
export async function openSession(api, signedIn, unlock) {
  try {
    const keys = await openCapsule(signedIn.capsule, unlock, parseFingerprint(signedIn.fingerprint));
    if (b64(keys.kid) !== signedIn.kid) throw new Rejected("capsule");
    const believed = await believe(api, signedIn.fingerprint).catch((error) => {
      if (error instanceof Rejected && error.code === "stale" && keys.rosterKey) {
        return revive(api, signedIn.fingerprint, keys.rosterKey);
      }
      throw error;
    });
    return new Session(signedIn, keys, believed);
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
  #familiarEpoch;
  /** Which consultation each case key was first seen in. @type {Map<string, string>} */
  #seenKeys = new Map();
  /** The signature under the first page of each consultation. @type {Map<string, string>} */
  #seenGeneses = new Map();
  /** Keys that this page has made for what stays inside: consultation, key id and public key. @type {Set<string>} */
  #made = new Set();

  /** Told when a consultation was opened whose newest key the server made: it wants another. */
  onServerMade = () => {};

  /**
   * @param {SignedIn} signedIn
   * @param {Keys} keys
   * @param {Believed} believed
   */
  constructor(signedIn, keys, { trust, familiar }) {
    this.kid = signedIn.kid;
    this.displayName = signedIn.display_name;
    this.role = signedIn.role;
    this.secondWay = signedIn.second_way;
    this.ended = signedIn.ended;
    this.fingerprint = signedIn.fingerprint;
    this.#familiarEpoch = familiar ? trust.epoch : 0;
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

  /** Whether this console may sign the present roster anew unasked: an earlier session had accepted the very same. */
  get renewsRoster() {
    return this.#keys?.rosterKey != null && this.#familiarEpoch === this.#trust.epoch;
  }

  /** The key that signs rosters. Throws "not-entitled" when locked, or for who has none. */
  rosterSigner() {
    const { rosterKey } = this.member();
    if (!rosterKey) throw new Rejected("not-entitled");
    return rosterKey;
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
    this.#trust = (await believe(api, this.fingerprint)).trust;
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

  /**
   * One consultation has one first page. Throws "genesis" when another is shown than before.
   * @param {string} consultation
   * @param {string} sig
   */
  bindGenesis(consultation, sig) {
    if ((this.#seenGeneses.get(consultation) ?? sig) !== sig) throw new Rejected("genesis", "another than before");
    this.#seenGeneses.set(consultation, sig);
  }

  /**
   * @param {string} consultation
   * @param {import("./types.js").WrapSetJson} wrapset as this page has just made it
   */
  noteMade(consultation, { key_id, case_pk }) {
    this.#made.add(`${consultation} ${key_id} ${case_pk}`);
  }

  /**
   * @param {string} consultation
   * @param {import("./types.js").SealTo} key
   */
  hasMade(consultation, { keyId, casePk }) {
    return this.#made.has(`${consultation} ${keyId} ${b64(casePk)}`);
  }

  /** Drops the keys; nothing can be opened or signed with this session afterwards. */
  forget() {
    this.#keys = null;
    this.#seenKeys.clear();
    this.#seenGeneses.clear();
    this.#made.clear();
  }
}

/**
 * @param {Api} api
 * @param {string} fingerprint
 * @returns {Promise<Believed>}
 */
async function believe(api, fingerprint) {
  const { chain } = await api.roster();
  const remembered = recallRoster(fingerprint);
  const trust = await acceptChain(chain, parseFingerprint(fingerprint), seconds(), remembered);
  rememberRoster(fingerprint, trust);
  return { trust, familiar: remembered?.epoch === trust.epoch };
}

/**
 * A list that ran out while no supervisor was here is signed anew, but only where this browser had accepted it in time.
 * @param {Api} api
 * @param {string} fingerprint
 * @param {CryptoKey} rosterKey
 * @returns {Promise<Believed>}
 */
async function revive(api, fingerprint, rosterKey) {
  const { chain } = await api.roster();
  const remembered = recallRoster(fingerprint);
  if (remembered?.epoch !== chain.length) throw new Rejected("stale");
  const expired = await acceptChain(chain, parseFingerprint(fingerprint), null, remembered);
  await signAnew(api, expired, rosterKey, seconds());
  return believe(api, fingerprint);
}

const seconds = () => Math.floor(Date.now() / 1000);
