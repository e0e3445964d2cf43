// @ts-check
/** The ways in: a passphrase, a passkey that also opens the keys, or a passkey first and the passphrase after it. */

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
 */

export class Entrance {
  /** Who signed in with a passkey that opens no keys. @type {SignedIn | null} */
  #half = null;

  /** @param {import("./api.js").Api} api */
  constructor(api) {
    this.api = api;
  }

  /**
   * Throws as `signIn`: `Refused` with code "totp" while the six digits are missing or wrong.
   * @param {string} name
   * @param {string} passphrase
   * @param {string} code six digits, or nothing
   * @returns {Promise<Entered>}
   */
  async byPassphrase(name, passphrase, code) {
    return { session: await signIn(this.api, name, passphrase, code ? { totp: code } : {}), name };
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
    if (!this.#half) return;
    this.#half = null;
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
