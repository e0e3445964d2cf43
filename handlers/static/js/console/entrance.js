// @ts-check
/**
 * The ways in: a passphrase, a passkey that also opens the keys, or a passkey first and the passphrase after it. Where the
 * office demands a second factor and somebody has none, a passphrase and then setting one up.
 */

import { b64, unb64 } from "../crypto/bytes.js";
import { deriveUnlock, deriveUnlockFromPrf, openCapsuleKey, prfSalt } from "../crypto/capsule.js";
import { Rejected } from "../crypto/rejected.js";
import { answerWithPasskey } from "../lib/webauthn.js";
import { openSession, signIn } from "./session.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {import("./types.js").SignedIn} SignedIn
 * @typedef {import("../crypto/capsule.js").Capsule} Capsule
 * @typedef {{ session: Session, name: string }} Entered
 * @typedef {{ signedIn: SignedIn, unlock: import("../crypto/capsule.js").PassphraseUnlock }} Begun
 */

export class Entrance {
  /** Who signed in with a passkey that opens no keys. @type {SignedIn | null} */
  #half = null;

  /** Who has to set up a second factor before their keys are opened. @type {Begun | null} */
  #short = null;

  /** @param {import("./api.js").Api} api */
  constructor(api) {
    this.api = api;
  }

  /**
   * Their session, unless a second factor has to be set up (`short`). Throws as `signIn`: `Refused` with code "totp" while the
   * six digits are missing or wrong, "passkey-wanted" where the passphrase alone is not taken.
   * @param {string} name
   * @param {string} passphrase
   * @param {string} code six digits, or nothing
   * @returns {Promise<{ name: string, session: Session | null }>}
   */
  async byPassphrase(name, passphrase, code) {
    const begun = await signIn(this.api, name, passphrase, code ? { totp: code } : {});
    if (begun.signedIn.second_factor === "none-yet") {
      this.#short = begun;
      return { name, session: null };
    }
    return { name, session: await openSession(this.api, begun.signedIn, begun.unlock) };
  }

  /** Whether a second factor has to be set up first. */
  get short() {
    return this.#short !== null;
  }

  /**
   * For setting it up: the passphrase was typed a moment ago. The capsule key is for the caller to wipe.
   * @returns {Promise<import("./mine/types.js").Proved>}
   */
  async proved() {
    if (!this.#short) throw new Rejected("not-entitled");
    const { signedIn, unlock } = this.#short;
    const capsuleKey = await openCapsuleKey(signedIn.capsule, unlock);
    return { proof: { secret: b64(unlock.signInSecret) }, kid: unb64(signedIn.kid), capsuleKey };
  }

  /**
   * It is set up: the keys are opened.
   * @returns {Promise<Entered>}
   */
  async goOn() {
    const begun = this.#short;
    if (!begun) throw new Rejected("not-entitled");
    this.#short = null;
    const session = await openSession(this.api, begun.signedIn, begun.unlock);
    session.secondWay = true;
    return { session, name: begun.signedIn.name };
  }

  /**
   * The name of who signed in, and their session unless the passphrase has to be asked for. Throws `NoPasskey`.
   * @returns {Promise<{ name: string, session: Session | null }>}
   */
  async byPasskey() {
    const asked = await this.api.call("POST", "/console/sessions/challenge", {});
    const { assertion, prf } = await answerWithPasskey(asked);
    const signedIn = await this.api.startSessionByPasskey(assertion);
    const { name, capsule } = signedIn;
    if (!prf || !opensWith(capsule, assertion.id)) {
      prf?.fill(0);
      this.#half = signedIn;
      return { name, session: null };
    }
    const unlock = await deriveUnlockFromPrf(prf, prfSalt(capsule, assertion.id));
    prf.fill(0);
    return { name, session: await openSession(this.api, signedIn, unlock) };
  }

  /**
   * The second half after `byPasskey`. Throws `Rejected` "wrong-secret" for another passphrase, and may be called again.
   * @param {string} passphrase
   * @returns {Promise<Entered>}
   */
  async unlock(passphrase) {
    const signedIn = this.#half;
    if (!signedIn) throw new Rejected("not-entitled");
    const { unlock, capsuleKey } = await openWithPassphrase(signedIn.capsule, passphrase);
    capsuleKey.fill(0);
    this.#half = null;
    return { session: await openSession(this.api, signedIn, unlock), name: signedIn.name };
  }

  /** Whether `unlock` waits for the passphrase. */
  get half() {
    return this.#half !== null;
  }

  /** Ends a sign-in that was left halfway. */
  async leave() {
    if (!this.#half && !this.#short) return;
    this.#half = this.#short = null;
    await this.api.endSession();
  }
}

/**
 * Throws "wrong-secret". The capsule key is for the caller to wipe.
 * @param {Capsule} capsule
 * @param {string} passphrase as typed
 */
export async function openWithPassphrase(capsule, passphrase) {
  const found = capsule.unlockers.find((one) => one.kind === "pass");
  if (!found) throw new Rejected("capsule", "no passphrase opens it");
  const unlock = await deriveUnlock(passphrase, unb64(found.salt), found.iters);
  return { unlock, secret: b64(unlock.signInSecret), capsuleKey: await openCapsuleKey(capsule, unlock) };
}

/**
 * @param {Capsule} capsule
 * @param {string} credential
 */
const opensWith = ({ unlockers }, credential) =>
  unlockers.some((one) => one.kind === "prf" && one.credential === credential);
