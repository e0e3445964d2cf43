// @ts-check
/** The resident's page without anything that is seen: its one value is `view`, its verbs are what a resident can do. */

import { Rejected } from "../crypto/rejected.js";
import { Course } from "./course.js";
import { inside } from "./later.js";
import { explain, Trouble } from "./trouble.js";

/**
 * @typedef {import("./types.js").View} View
 * @typedef {import("./types.js").Language} Language
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {(share: number) => void} OnProgress 0 to 1
 */

/** Where a page knows of no room; another tab of this browser may have begun one since. */
const OUTSIDE = new Set(["welcome", "resume", "elsewhere", "expired"]);

/** Verbs reject with `Trouble` (trouble.js), whose `code` says why. */
export class Engine extends Course {
  /** @type {Promise<void> | null} */
  #beginning = null;

  /**
   * Makes the keys of a new room; it reaches the server with the first words. Also from "gone". Where another tab has begun one
   * meanwhile, this page goes into it. Rejects "offline".
   * @param {{ eraseOnClose: boolean, language: Language }} wishes
   */
  begin(wishes) {
    // A second tap on the button is no second room.
    this.#beginning ??= this.#begin(wishes).finally(() => {
      this.#beginning = null;
    });
    return this.#beginning;
  }

  /**
   * Opens the room that this code is of. Rejects "code", "room", "offline".
   * @param {string} code as typed
   */
  async resume(code) {
    const { office } = this.ground();
    const { roomOf } = await inside();
    const kept = await roomOf(this.parts.api, office, code, this.view.language).catch((error) => {
      if (error instanceof Rejected) this.account(error);
      return explain(error);
    });
    await this.empty();
    await this.enter(kept);
  }

  /**
   * Seals a text at once and sends it as soon as it can be. Rejects "too-long", "not-verified".
   * @param {string} text
   * @param {{ danger?: boolean, flagged?: boolean }} [marks] words were found in it; the resident asks to be read sooner
   */
  async say(text, { danger = false, flagged = false } = {}) {
    await this.#tell([{ v: 1, kind: "text", text, ...(danger && { danger }) }], { flagged });
  }

  /**
   * What is told without words: topic, safety, words. Before a room has any, it waits for the first ones.
   * @param {Omit<Payload, "v">} payload
   */
  async tell(payload) {
    await this.#tell([{ v: 1, ...payload }]);
  }

  /**
   * Re-encoded in this page; with `original` the untouched file goes beside it, as evidence. Resolves once it is sealed.
   * Rejects "unreadable", "too-large", "empty", "not-verified".
   * @param {File} file
   * @param {{ original?: boolean }} [wishes]
   * @param {OnProgress} [onProgress]
   */
  async sendImage(file, { original = false } = {}, onProgress = () => {}) {
    const { sendImage } = await import("./files.js");
    await sendImage(this.here(), file, { original, largest: this.view.facts?.largest.image, onProgress }).catch(explain);
    this.send();
  }

  /**
   * As it is. Resolves once it is sealed. Rejects "too-large", "empty", "not-verified".
   * @param {File} file
   * @param {OnProgress} [onProgress]
   */
  async sendAudio(file, onProgress = () => {}) {
    const { sendAudio } = await import("./files.js");
    await sendAudio(this.here(), file, { largest: this.view.facts?.largest.audio, onProgress }).catch(explain);
    this.send();
  }

  /** @param {string} key of an own entry that has arrived */
  async erase(key) {
    await this.here().erase(key);
  }

  /** @param {string} key of an entry that failed */
  async retry(key) {
    await this.here().retry(key);
    this.send();
  }

  /** @param {string} key of an entry that waits or failed: it is forgotten */
  async discard(key) {
    await this.here().discard(key);
  }

  /**
   * The language at once, whatever the line does. Rejects "room" for what needs one that the server has.
   * @param {{ knock?: boolean, contactHours?: string, language?: Language, eraseOnClose?: boolean }} wishes
   */
  async choose(wishes) {
    if (wishes.language) this.speak(wishes.language);
    await this.stay?.choose(wishes);
  }

  /** Ends the consultation; the view then has the day of destruction and a survey. */
  async end() {
    const stay = this.here();
    if (!stay.isOpened()) return this.forget();
    const { slip } = await this.parts.api.end();
    if (slip) this.show({ survey: { slip, next: 1 } });
    return stay.refresh();
  }

  /** Destroys everything now; the view then has the receipt, and what has become of it. */
  async deleteAll() {
    if (!this.here().isOpened()) return this.forget();
    const { receipt } = await this.parts.api.deleteAll();
    await this.parts.store.clear();
    this.show({ deletion: { receipt, state: "waiting", finalAt: null } });
    return this.leave("gone");
  }

  /**
   * @param {number} number of the question
   * @param {string} item
   */
  async answerSurvey(number, item) {
    const { survey } = this.view;
    if (!survey) return;
    const { next } = await this.parts.api.answerSurvey(survey.slip, number, item);
    this.show({ survey: { ...survey, next } });
  }

  /**
   * What came with an entry. Rejects "offline", "attachment" where there is none, or the code of a check that failed.
   * @param {string} key
   * @returns {Promise<Blob>}
   */
  async load(key) {
    const { openFile } = await import("./files.js");
    return openFile(this.here(), key).catch(explain);
  }

  /** The resume code in groups of four. Rejects "room" when this page has none. */
  async code() {
    const { openSecret, writeResumeCode } = await inside();
    const secret = await openSecret(this.here().kept);
    return writeResumeCode(secret).finally(() => secret.fill(0));
  }

  /** @param {{ eraseOnClose: boolean, language: Language }} wishes */
  async #begin(wishes) {
    const { office } = this.ground();
    if (this.stay && this.view.room?.state === "open") return;
    const { newRoom } = await inside();
    if (OUTSIDE.has(this.view.phase) && (await this.#join())) {
      return this.choose({ language: wishes.language, ...(wishes.eraseOnClose && { eraseOnClose: true }) });
    }
    await this.empty();
    this.speak(wishes.language);
    this.show({ deletion: null, survey: null });
    return this.enter(await newRoom(office, await this.claimed(), wishes));
  }

  /** Into the room that another tab of this browser has begun. False where there is none, or none any more. */
  async #join() {
    const { api, store } = this.parts;
    const { accessFor, recall } = await inside();
    if (!store.durable) await store.open();
    const begun = await recall(store);
    if (!begun) return false;
    try {
      api.access = await accessFor(begun);
      await this.enter(begun, { first: null });
      return true;
    } catch (error) {
      api.access = null;
      if (error instanceof Trouble && (error.code === "room" || error.code === "gone")) return false;
      return explain(error);
    }
  }

  /**
   * @param {Payload[]} payloads
   * @param {{ flagged?: boolean }} [about]
   */
  async #tell(payloads, about) {
    await this.here().say(payloads, about).catch(explain);
    this.send();
  }
}
