// @ts-check
/** What the parts of the page share while somebody works at it. */

import { Rejected } from "../crypto/rejected.js";
import { Clock } from "../lib/clock.js";
import { Drafts } from "./drafts.js";

/** @typedef {import("./session.js").Session} Session */

export class Desk {
  clock = new Clock();
  drafts = new Drafts();
  /** @type {Session | null} */
  #session = null;

  /** @param {import("./api.js").Api} api */
  constructor(api) {
    this.api = api;
  }

  /** Throws "not-entitled" while nobody is signed in. */
  get session() {
    if (!this.#session) throw new Rejected("not-entitled");
    return this.#session;
  }

  get signedIn() {
    return this.#session !== null;
  }

  /** @param {Session} session */
  sitDown(session) {
    this.#session = session;
    const { epk, encKey } = session.member();
    void this.drafts.sitDown({ epk, encKey, fingerprint: session.trust.fingerprint });
  }

  /** Drops the keys from memory. */
  standUp() {
    this.drafts.standUp();
    this.#session?.forget();
    this.#session = null;
  }
}
