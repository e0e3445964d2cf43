// @ts-check
/**
 * Drafts in the browser's storage, each sealed with HPKE to the encryption key of whoever typed it. Beside a seal stands only the
 * hour in which it is thrown away. Neither names nor numbers say whose it is or what it is about: whoever signs in tries them all.
 *
 * Browsers may keep nothing (private windows, blocked storage, a full disk); then a draft lives as long as its page.
 */

import { b64, cat, fromUtf8, unb64, utf8 } from "../crypto/bytes.js";
import { ctx } from "../crypto/context.js";
import { openSuite } from "../crypto/hpke.js";
import { Rejected } from "../crypto/rejected.js";

/**
 * @typedef {{ fingerprint: Uint8Array, epk: Uint8Array, encKey: CryptoKey }} Owner
 * @typedef {{ until: number, sealed: string }} Kept `until` in ms, `sealed` in base64url
 * @typedef {{ id: string, text: string, at: number }} Draft
 */

const PREFIX = "hidamari.draft.";
const HOUR_MS = 3_600_000;
const LONGEST_MS = 24 * HOUR_MS;
/** The length of a seal tells no more than how many of these there are, in bytes. */
const STEP = 1024;
const SPACE = 32;

export class DraftStore {
  /** Under which names the drafts of this person lie, by consultation. @type {Map<string, string[]>} */
  #places = new Map();
  /** One thing after the other, so that an older text never lands on a newer one. @type {Promise<unknown>} */
  #line = Promise.resolve();
  #over = false;
  #info;

  /** @param {Owner} owner */
  constructor(owner) {
    this.owner = owner;
    this.#info = ctx("draft", owner.fingerprint, owner.epk);
  }

  /**
   * What this person had typed here in the last day, by consultation; of several tabs the newest counts.
   * @returns {Promise<Map<string, string>>}
   */
  recall() {
    const recalled = this.#line.then(() => this.#recall());
    this.#line = recalled;
    return recalled;
  }

  /**
   * Keeps a text, or forgets it when it is empty.
   * @param {string} id of the consultation
   * @param {string} text
   */
  put(id, text) {
    this.#line = this.#line.then(() => this.#put(id, text));
    return this.#line;
  }

  /** Everything this person had typed here is gone, and nothing is kept from now on. */
  forget() {
    this.#over = true;
    this.#drop();
    this.#line = this.#line.then(() => this.#drop());
  }

  /**
   * Throws away what nobody has come back for.
   * @param {number} now ms
   */
  static forgetOld(now) {
    for (const [place, { until }] of stored()) if (!(until > now && until <= now + LONGEST_MS)) drop(place);
  }

  async #recall() {
    /** @type {Draft[]} */
    const found = [];
    for (const [place, { sealed }] of stored()) {
      const draft = await this.#open(sealed);
      if (!draft) continue;
      this.#places.set(draft.id, [...(this.#places.get(draft.id) ?? []), place]);
      found.push(draft);
    }
    return new Map(found.sort((a, b) => a.at - b.at).map(({ id, text }) => [id, text]));
  }

  /**
   * @param {string} id
   * @param {string} text
   */
  async #put(id, text) {
    const sealed = text === "" ? "" : await this.#seal({ id, text, at: Date.now() });
    for (const place of this.#places.get(id) ?? []) drop(place);
    this.#places.delete(id);
    if (sealed === "" || this.#over) return;
    const place = PREFIX + b64(crypto.getRandomValues(new Uint8Array(16)));
    const until = Math.floor((Date.now() + LONGEST_MS) / HOUR_MS) * HOUR_MS;
    if (keep(place, { until, sealed })) this.#places.set(id, [place]);
  }

  #drop() {
    for (const place of [...this.#places.values()].flat()) drop(place);
    this.#places.clear();
  }

  /** @param {Draft} draft */
  async #seal(draft) {
    const words = utf8(JSON.stringify(draft));
    const padded = cat(words, new Uint8Array(STEP - (words.length % STEP)).fill(SPACE));
    return b64(await (await openSuite()).seal(this.owner.epk, padded, { info: this.#info }));
  }

  /**
   * Null for what somebody else has typed, and for what is no draft.
   * @param {string} sealed
   * @returns {Promise<Draft | null>}
   */
  async #open(sealed) {
    const identity = { privateKey: this.owner.encKey, publicKey: this.owner.epk };
    try {
      const words = await (await openSuite()).open(identity, unb64(sealed), { info: this.#info });
      return JSON.parse(fromUtf8(words));
    } catch (error) {
      if (error instanceof Rejected || error instanceof SyntaxError) return null;
      throw error;
    }
  }
}

/** Null where the browser keeps nothing. */
function storage() {
  try {
    return localStorage;
  } catch {
    return null;
  }
}

/**
 * Every draft in this browser, whoever typed it.
 * @returns {[string, Kept][]}
 */
function stored() {
  const kept = storage();
  const places = Object.keys(kept ?? {}).filter((name) => name.startsWith(PREFIX));
  return places.map((place) => [place, read(kept?.getItem(place) ?? "")]);
}

/**
 * What can't be read counts as over.
 * @param {string} text
 * @returns {Kept}
 */
function read(text) {
  try {
    const { until, sealed } = JSON.parse(text);
    return { until: Number(until), sealed: String(sealed) };
  } catch {
    return { until: 0, sealed: "" };
  }
}

/**
 * @param {string} place
 * @param {Kept} kept
 * @returns {boolean} whether the browser took it
 */
function keep(place, kept) {
  try {
    storage()?.setItem(place, JSON.stringify(kept));
  } catch {
    return false;
  }
  return storage()?.getItem(place) != null;
}

/** @param {string} place */
const drop = (place) => storage()?.removeItem(place);
