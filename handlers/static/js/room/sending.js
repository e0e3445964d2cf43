// @ts-check
/**
 * Hands over what waits, in order and once each: what has no answer goes again as it is, what the transcript has overtaken is
 * sealed anew, what can never go is said to have failed and stays until the resident decides.
 */

import { Trouble } from "./trouble.js";
import { pieceName } from "./queue.js";

/**
 * @typedef {import("./queue.js").Item} Item
 * @typedef {import("./queue.js").Upload} Upload
 *
 * @typedef {object} Stay what the sender needs of the room that it sends into
 * @property {import("./api.js").Api} api
 * @property {import("./store.js").Store} store
 * @property {import("./queue.js").Queue} queue
 * @property {import("./room.js").Room} room
 * @property {() => boolean} isOpened whether the server has the room
 * @property {(first: readonly Item[]) => Promise<void>} open hands the room over, and the first records with it
 * @property {() => Promise<void>} refresh fetches and verifies what is new
 * @property {() => Promise<void>} renewTrust
 * @property {(arrived: readonly { key: string, id: string }[]) => void} onArrived
 * @property {() => void} onChange
 * @property {(error: unknown) => void} onFault told what nobody waits for: the page shows it
 */

const TRIES = 6;
/** In one request, so that on a bad line something goes through. */
const MOST = 10;
/** The transcript or the case key has moved on: fetch it, seal anew. */
const MOVED_ON = new Set(["head", "generation"]);
/** The roster, or which desk and lane it is, is newer than what this page knows. */
const OUTDATED = new Set(["roster", "stale", "header", "genesis", "not-entitled", "key-reuse"]);
/** Nothing is wrong with what was sent. */
const FOR_LATER = new Set(["offline", "busy", "room", "gone", "not-verified"]);

/** What is told beside words. */
const BESIDE = new Set(["topic", "safety", "words"]);

export class Sender {
  /** Keys of what is being handed over. @type {ReadonlySet<string>} */
  #sending = new Set();
  /** The key of what is being uploaded. */
  #upload = "";
  #stay;
  /** @type {Promise<void> | null} */
  #running = null;
  #again = false;
  #most = MOST;
  /** The server wants to be left alone until then; ms since the page was opened, whatever befalls the phone's clock. */
  #notBefore = 0;
  /** @type {Promise<void> | null} */
  #uploading = null;

  /** @param {Stay} stay */
  constructor(stay) {
    this.#stay = stay;
  }

  /**
   * Sends what can be sent. Resolves when nothing is left to do, rejects with why it has to wait: `Trouble` "offline", "busy"…
   * @returns {Promise<void>}
   */
  send() {
    this.#again = true;
    this.#running ??= this.#all().finally(() => {
      this.#running = null;
      this.#show([]);
    });
    return this.#running;
  }

  /** @param {string} key */
  isSending(key) {
    return this.#sending.has(key) || this.#upload === key;
  }

  async #all() {
    for (let tries = 0; tries < TRIES; tries += 1) {
      this.#again = false;
      if (await this.#turn()) tries = 0;
      else if (!this.#again) return;
    }
    throw new Trouble("busy");
  }

  /** Resolves to whether something has gone, and there may be more. */
  async #turn() {
    const { queue, room } = this.#stay;
    if (performance.now() < this.#notBefore) return false;
    await queue.load();
    await this.#settle();
    if (room.failure) return false;
    const opened = this.#stay.isOpened();
    if (opened) this.#startUploads();
    const able = queue.items.filter(({ failed, upload }) => failed === null && (!upload || (opened && upload.done === upload.count)));
    if (opened ? able.length === 0 : !queue.items.some(opensRoom)) return false;
    const ready = await queue.ready(able.slice(0, this.#most));
    if (ready.length === 0 && able.length > 0) {
      this.#again = true;
      return false;
    }
    this.#show(ready);
    return this.#handOver(ready);
  }

  /** @param {readonly Item[]} ready */
  async #handOver(ready) {
    const stay = this.#stay;
    try {
      if (!stay.isOpened()) await stay.open(ready);
      else await stay.api.append(ready.flatMap(({ records }) => records), about(ready));
    } catch (error) {
      await this.#recover(error, ready);
      this.#again = true;
      return false;
    }
    this.#most = MOST;
    await stay.refresh();
    await this.#settle();
    return true;
  }

  async #settle() {
    const arrived = await this.#stay.queue.settle();
    if (arrived.length > 0) this.#stay.onArrived(arrived);
  }

  /**
   * Resolves when another try makes sense; throws when it has to wait.
   * @param {unknown} error
   * @param {readonly Item[]} ready
   */
  async #recover(error, ready) {
    if (error instanceof Trouble && error.retryAfter > 0) this.#notBefore = performance.now() + error.retryAfter * 1000;
    if (!(error instanceof Trouble) || FOR_LATER.has(error.code)) throw error;
    if (MOVED_ON.has(error.code)) return this.#stay.refresh();
    if (OUTDATED.has(error.code)) return this.#stay.renewTrust();
    const [first] = ready;
    if (!first) throw error;
    const { key, upload } = first;
    if (ready.length > 1) this.#most = 1;
    else if (error.code === "upload" && upload && !upload.again) await this.#stay.queue.note(key, { upload: { ...upload, done: 0, again: true } });
    else await this.#stay.queue.note(key, { failed: error.code });
    return undefined;
  }

  /** Beside what is written meanwhile: a picture must not keep words waiting. */
  #startUploads() {
    this.#uploading ??= this.#uploadWaiting()
      .catch((error) => this.#stay.onFault(error))
      .finally(() => {
        this.#uploading = null;
        this.#upload = "";
        this.#stay.onChange();
      });
  }

  async #uploadWaiting() {
    for (let next = this.#toUpload(); next; next = this.#toUpload()) {
      await this.#uploadAll(next, /** @type {Upload} */ (next.upload));
      this.send().catch((error) => this.#stay.onFault(error));
    }
  }

  #toUpload() {
    return this.#stay.queue.items.find(({ failed, upload }) => failed === null && upload && upload.done < upload.count);
  }

  /**
   * @param {Item} item
   * @param {Upload} upload
   */
  async #uploadAll({ key }, upload) {
    const { queue, api, store } = this.#stay;
    this.#upload = key;
    for (let number = upload.done; number < upload.count; number += 1) {
      if (!queue.items.some((one) => one.key === key)) return;
      const piece = await store.get(pieceName(upload.ref, number));
      if (!(piece instanceof Uint8Array)) return void (await queue.note(key, { failed: "unreadable" }));
      try {
        await api.upload(upload.ref, number, new Uint8Array(piece));
      } catch (error) {
        if (error instanceof Trouble && FOR_LATER.has(error.code)) throw error;
        await queue.note(key, { failed: error instanceof Trouble ? error.code : "failed" });
        if (error instanceof Trouble) return;
        throw error;
      }
      await queue.note(key, { upload: { ...upload, done: number + 1 } });
      this.#stay.onChange();
    }
  }

  /** @param {readonly Item[]} items */
  #show(items) {
    this.#sending = new Set(items.map(({ key }) => key));
    this.#stay.onChange();
  }
}

/**
 * A room begins with words, or with a picture or voice; what was chosen before goes with them.
 * @param {Item} item
 */
const opensRoom = ({ failed, payload }) => failed === null && !BESIDE.has(payload.kind);

/**
 * What the server is told beside the records: which of them opens which file, and whether words were found in a text.
 * @param {readonly Item[]} ready
 */
function about(ready) {
  /** @type {Record<string, number>} */
  const attachments = {};
  let place = 0;
  for (const { records, upload } of ready) {
    place += records.length;
    if (upload) attachments[upload.ref] = place - 1;
  }
  return { flagged: ready.some(({ flagged }) => flagged), attachments };
}
