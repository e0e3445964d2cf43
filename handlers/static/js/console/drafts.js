// @ts-check
/**
 * What is typed and not sent, by consultation. The words are in the page's memory, and for a day, sealed to whoever typed them,
 * in the browser, so that a reload loses nothing. Nobody else who signs in here can open them.
 */

import { DraftStore } from "./draft_store.js";

/** @typedef {import("./draft_store.js").Owner} Owner */

const PAUSE_MS = 300;

export class Drafts {
  /** @type {Map<string, string>} */
  #texts = new Map();
  /** What has changed since it was last kept. @type {Set<string>} */
  #changed = new Set();
  /** @type {DraftStore | null} */
  #store = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer = undefined;

  /** Told when a draft begins or ends, also one of an earlier page. */
  onChanged = () => {};

  constructor() {
    DraftStore.forgetOld(Date.now());
    document.addEventListener("visibilitychange", () => document.hidden && void this.keep());
    addEventListener("pagehide", () => void this.keep());
  }

  /** @param {string} consultation */
  get(consultation) {
    return this.#texts.get(consultation) ?? "";
  }

  /**
   * @param {string} consultation
   * @param {string} text
   */
  set(consultation, text) {
    if (consultation === "") return;
    const before = this.#texts.size;
    if (text.trim() === "") this.#texts.delete(consultation);
    else this.#texts.set(consultation, text);
    this.#changed.add(consultation);
    if (this.#texts.size !== before) this.onChanged();
    if (!this.#texts.has(consultation)) return void this.keep();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.keep(), PAUSE_MS);
  }

  any() {
    return this.#texts.size > 0;
  }

  /**
   * Somebody has signed in: what they had typed in an earlier page is here again, unless they type anew meanwhile.
   * @param {Owner} owner
   */
  async sitDown(owner) {
    const store = new DraftStore(owner);
    this.#store = store;
    for (const id of this.#texts.keys()) this.#changed.add(id);
    for (const [id, text] of await store.recall()) {
      if (this.#store !== store) return;
      if (!this.#texts.has(id) && !this.#changed.has(id)) this.#texts.set(id, text);
    }
    void this.keep();
    if (this.any()) this.onChanged();
  }

  /** The page is locked: what is typed is kept once more, and then no key is needed for it. */
  standUp() {
    void this.keep();
    this.#store = null;
  }

  /** Forgets every word; while somebody is signed in, also what the browser keeps for them. */
  clear() {
    clearTimeout(this.#timer);
    this.#texts.clear();
    this.#changed.clear();
    this.#store?.forget();
  }

  /** Seals what has changed into the browser's storage. */
  async keep() {
    clearTimeout(this.#timer);
    const [store, ids] = [this.#store, [...this.#changed]];
    if (!store) return;
    this.#changed.clear();
    await Promise.all(ids.map((id) => store.put(id, this.get(id))));
  }
}
