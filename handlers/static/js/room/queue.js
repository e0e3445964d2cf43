// @ts-check
/**
 * What waits to be sent: sealed at once, kept sealed, in order. A row is dropped when the verified transcript shows it, and
 * never before, so that nothing is lost; it knows every id that it ever had, so that nothing is sent twice.
 */

import { Rejected } from "../crypto/rejected.js";

/**
 * @typedef {import("./types.js").RecordJson} RecordJson
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./room.js").Room} Room
 * @typedef {import("./room.js").Link} Link
 *
 * @typedef {object} Upload sealed pieces that must have arrived before the records can go
 * @property {string} ref base64url
 * @property {number} count
 * @property {number} done
 * @property {boolean} again the server lacked a piece that it had taken: all of them go once more
 * @property {string} type
 * @property {string} name
 * @property {number} size of the file in bytes
 *
 * @typedef {object} Row
 * @property {string} key its place in the order
 * @property {number} at
 * @property {RecordJson[]} records one; for what comes with a file two, the second has its key
 * @property {string[]} ids of the first record, each time that it was sealed
 * @property {boolean} flagged
 * @property {string | null} failed why it can't go
 * @property {Upload | null} upload
 *
 * @typedef {Row & { payload: Payload, payloads: Payload[] }} Item a row with what it says, in the memory of the page
 */

const PREFIX = "queue/";
const WIDTH = 14;

export class Queue {
  /** In order. @type {Item[]} */
  items = [];
  #store;
  #room;
  /** One seal after the other, because each names the one before. @type {Promise<unknown>} */
  #line = Promise.resolve();

  /**
   * @param {Store} store
   * @param {Room} room
   */
  constructor(store, room) {
    this.#store = store;
    this.#room = room;
  }

  /** Takes up what is kept, by this page or another of this browser. */
  load() {
    return this.#next(async () => {
      /** @type {Row[]} */
      const rows = await this.#store.list(PREFIX);
      this.items = await Promise.all(rows.map((row) => this.#item(row)));
    });
  }

  /**
   * Resolves once it is sealed and kept. Rejects "too-long".
   * @param {Payload[]} payloads
   * @param {{ at: number, flagged?: boolean, upload?: Upload | null }} about
   * @returns {Promise<Item>}
   */
  add(payloads, { at, flagged = false, upload = null }) {
    return this.#next(async () => {
      const { records, id } = await this.#room.sealAll(payloads, await this.#end(), at);
      const key = PREFIX + String(at).padStart(WIDTH, "0") + String(Math.random()).slice(1, 10);
      const row = { key, at, records, ids: [id], flagged, failed: null, upload };
      await this.#store.put(key, row);
      const item = itemOf(row, payloads);
      this.items = [...this.items, item];
      return item;
    });
  }

  /**
   * Drops what has arrived; resolves to the key and the id of each.
   * @returns {Promise<{ key: string, id: string }[]>}
   */
  settle() {
    return this.#next(async () => {
      const found = this.items.flatMap(({ key, ids }) => ids.filter((id) => this.#room.has(id)).map((id) => ({ key, id })));
      for (const { key } of found) await this.#drop(key);
      return found;
    });
  }

  /**
   * These, sealed so that they follow the verified transcript in this order; what another tab has taken care of is left out.
   * @param {readonly Item[]} wanted
   * @returns {Promise<Item[]>}
   */
  ready(wanted) {
    return this.#next(async () => {
      /** @type {Item[]} */
      const ready = [];
      let link = this.#room.link();
      for (const item of wanted) {
        const sealed = follows(item.records, link) ? item : await this.#renew(item, link);
        if (!sealed) return ready;
        link = await this.#room.after(sealed.records, link);
        ready.push(sealed);
      }
      return ready;
    });
  }

  /**
   * @param {string} key
   * @param {Partial<Pick<Row, "failed" | "upload">>} change
   */
  note(key, change) {
    return this.#next(async () => {
      const item = this.items.find((one) => one.key === key);
      if (item) await this.#replace(item, { ...item, ...change });
    });
  }

  /** @param {string} key */
  discard(key) {
    return this.#next(() => this.#drop(key));
  }

  /**
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T>}
   */
  #next(work) {
    const done = this.#line.then(work);
    this.#line = done.catch(() => undefined);
    return done;
  }

  /** Where the next one goes, behind all that wait. @returns {Promise<Link>} */
  async #end() {
    const last = this.items[this.items.length - 1];
    return last ? this.#room.after(last.records, this.#room.link()) : this.#room.link();
  }

  /**
   * Null when the row is no longer as this page knows it.
   * @param {Item} item
   * @param {Link} link
   */
  async #renew(item, link) {
    const { records, id } = await this.#room.sealAll(item.payloads, link, item.at);
    return this.#replace(item, { ...item, records, ids: [...item.ids, id] });
  }

  /**
   * @param {Item} item
   * @param {Item} changed
   * @returns {Promise<Item | null>}
   */
  async #replace(item, changed) {
    const { payload, payloads, ...row } = changed;
    const swapped = await this.#store.swap(item.key, (/** @type {Row | undefined} */ kept) => same(kept, item), row);
    if (!swapped) return null;
    this.items = this.items.map((one) => (one.key === item.key ? changed : one));
    return changed;
  }

  /** @param {string} key */
  async #drop(key) {
    const item = this.items.find((one) => one.key === key);
    this.items = this.items.filter((one) => one !== item);
    await this.#store.drop(key);
    for (let number = 0; item?.upload && number < item.upload.count; number += 1) {
      await this.#store.drop(pieceName(item.upload.ref, number));
    }
  }

  /**
   * @param {Row} row
   * @returns {Promise<Item>}
   */
  async #item(row) {
    const known = this.items.find(({ key, records }) => key === row.key && records[0]?.sig === row.records[0]?.sig);
    return itemOf(row, known?.payloads ?? (await Promise.all(row.records.map((record) => this.#room.openOwn(record)))));
  }
}

/**
 * @param {string} ref
 * @param {number} number
 */
export const pieceName = (ref, number) => `piece/${ref}/${number}`;

/**
 * @param {Row} row
 * @param {Payload[]} payloads
 * @returns {Item}
 */
function itemOf(row, payloads) {
  const [payload] = payloads;
  if (!payload) throw new Rejected("header", "nothing to send");
  return { ...row, payload, payloads };
}

/**
 * Whether another tab has neither sealed it anew nor dropped it.
 * @param {Row | undefined} kept
 * @param {Row} known
 */
const same = (kept, known) => kept !== undefined && kept.records[0]?.sig === known.records[0]?.sig;

/**
 * @param {readonly RecordJson[]} records
 * @param {Link} link
 */
function follows([first], { seq, prev, ack, key_id: keyId }) {
  return first !== undefined && first.seq === seq && first.prev === prev && first.ack === ack && first.key_id === keyId;
}
