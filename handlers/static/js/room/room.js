// @ts-check
/**
 * One room as its resident reads it: which keys open it, what has been said in it as far as that verifies, and how what they
 * say next is sealed. Knows no server and no store.
 */

import { b64, equal } from "../crypto/bytes.js";
import { ZERO } from "../crypto/context.js";
import { verifyGenesis } from "../crypto/genesis.js";
import { openSuite } from "../crypto/hpke.js";
import { newestKey, openKeyring } from "../crypto/keyring.js";
import { headerOf, parseRecord } from "../crypto/record.js";
import { openPayload, recordId, sealRecord } from "../crypto/records.js";
import { Rejected } from "../crypto/rejected.js";
import { openWrapset } from "../crypto/wrapset.js";
import { reading } from "./later.js";
import { codeOf, Trouble } from "./trouble.js";

/**
 * @typedef {import("./types.js").RecordJson} RecordJson
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./types.js").SealedRoom} SealedRoom
 * @typedef {import("./types.js").GenesisJson} GenesisJson
 * @typedef {import("./types.js").WrapSetJson} WrapSetJson
 * @typedef {import("../crypto/records.js").CaseKey} CaseKey
 * @typedef {import("../crypto/room_keys.js").Resident} Resident
 * @typedef {import("../crypto/roster.js").Trust} Trust
 * @typedef {import("./transcript.js").Transcript} Transcript
 * @typedef {{ count: number, id: string }} Seen the last record that this browser has ever seen of it, and its number
 * @typedef {{ seq: number, prev: string, ack: string, key_id: string }} Link what the resident's next record must name
 */

const FROM_RESIDENT = /** @type {const} */ (0);
const NOTHING_YET = b64(ZERO);

export class Room {
  /** @type {{ code: string, unopened: number } | null} */
  failure = null;
  #trust;
  #resident;
  #genesis;
  /** @type {Map<string, CaseKey>} */
  #keys = new Map();
  /** Keys that this browser has made and the room has never had. @type {Map<string, CaseKey>} */
  #former = new Map();
  /** @type {Transcript | null} */
  #transcript = null;
  /** @type {Set<string>} */
  #ids = new Set();
  /** Which wrap sets and which roster the keys are from. */
  #mark = "";

  /**
   * @param {Trust} trust
   * @param {Resident} resident
   * @param {GenesisJson} genesis
   */
  constructor(trust, resident, genesis) {
    this.#trust = trust;
    this.#resident = resident;
    this.#genesis = genesis;
  }

  get kid() {
    return b64(this.#resident.kid);
  }

  get trust() {
    return this.#trust;
  }

  /** Verified, in stored order. */
  get entries() {
    return this.#transcript?.entries ?? [];
  }

  /** @param {string} id */
  has(id) {
    return this.#ids.has(id);
  }

  /** @param {Trust} trust a newer one */
  renew(trust) {
    this.#trust = trust;
  }

  /**
   * A room that the server does not know yet. Throws what `openKeyring` throws.
   * @param {GenesisJson} genesis
   * @param {readonly WrapSetJson[]} wrapsets the last is the one that counts; with the others something may have been sealed
   */
  async begin(genesis, wrapsets) {
    this.#genesis = genesis;
    const page = await this.#page();
    const former = wrapsets.slice(0, -1).map((json) => openWrapset(this.#trust, json, this.#resident, page.guest));
    for (const key of await Promise.all(former)) this.#former.set(key.keyId, key);
    this.#keys = await openKeyring(this.#trust, genesis, wrapsets.slice(-1), this.#resident);
    this.#transcript = null;
  }

  /**
   * Verifies and opens what the server shows. False when that went on from a place that is of no use any more: then it is to
   * be asked for everything. Throws nothing but what `newer` throws, and `Offline` where what reads it can't be fetched.
   * @param {SealedRoom} sealed
   * @param {number} after how many records had been left out because they were known
   * @param {Seen | null} seen
   * @param {() => Promise<Trust>} newer the newest roster, for what was written under one that is not known here
   */
  async take(sealed, after, seen, newer) {
    const { checkSeen, Transcript } = await reading();
    if (newestEpoch(sealed) > this.#trust.epoch) this.#trust = await newer();
    const mark = [this.#trust.epoch, this.#trust.hash, ...sealed.wrapsets.map(({ key_id, sig }) => `${key_id}.${sig}`)].join();
    if (after > 0 && (mark !== this.#mark || after !== this.entries.length || this.failure)) return false;
    try {
      if (!sameRoom(sealed.genesis, this.#genesis)) throw new Rejected("transplant");
      const { transcript, refused } = after > 0 ? this.#further() : await this.#anew(sealed.wrapsets, Transcript);
      const whole = await extend(transcript, sealed, after, seen?.id ?? null);
      const code = refused ?? transcript.failure ?? (whole ? null : "gap");
      this.failure = code === null ? null : { code, unopened: sealed.entries - transcript.entries.length };
      this.#transcript = transcript;
      this.#mark = mark;
    } catch (error) {
      this.#mark = "";
      this.#transcript = null;
      this.failure = { code: codeOf(error), unopened: sealed.entries };
    }
    this.#compare(sealed.entries, seen, checkSeen);
    this.#ids = new Set(this.entries.map(({ id }) => id));
    return true;
  }

  /** @returns {Seen | null} */
  get seen() {
    const last = this.entries[this.entries.length - 1];
    return last ? { count: this.entries.length, id: last.id } : null;
  }

  /**
   * Where the resident's next record goes, taken from the verified transcript, not from the server's word. Throws `Trouble`
   * "not-verified".
   * @returns {Link}
   */
  link() {
    const key = newestKey(this.#keys, { inside: false });
    if (this.failure || !key) throw new Trouble("not-verified");
    const own = this.entries.filter(({ record }) => record.dir === FROM_RESIDENT && record.sender === this.kid);
    const [last, any] = [own[own.length - 1], this.entries[this.entries.length - 1]];
    const seq = (last?.record.seq ?? 0) + 1;
    return { seq, prev: last?.id ?? NOTHING_YET, ack: any?.id ?? NOTHING_YET, key_id: key.keyId };
  }

  /**
   * The same behind records that wait to be sent.
   * @param {readonly RecordJson[]} records
   * @param {Link} link
   * @returns {Promise<Link>}
   */
  async after(records, link) {
    const last = records[records.length - 1];
    if (!last) return link;
    const id = await recordId(this.#trust.fingerprint, last);
    return { ...link, seq: last.seq + 1, prev: id, ack: id };
  }

  /**
   * One record for each payload, and the id of the first. Throws "too-long", and `Trouble` "not-verified".
   * @param {readonly Payload[]} payloads
   * @param {Link} link
   * @param {number} ts
   */
  async sealAll(payloads, link, ts) {
    const key = this.#keys.get(link.key_id);
    if (!key) throw new Trouble("not-verified");
    /** @type {RecordJson[]} */
    const records = [];
    let next = link;
    for (const payload of payloads) {
      const place = { ...next, case: this.#genesis.case, dir: FROM_RESIDENT, epoch: this.#trust.epoch, ts };
      const record = await sealRecord(this.#trust, this.#resident, key.casePk, place, payload);
      records.push(record);
      next = await this.after([record], next);
    }
    const [first] = records;
    return { records, id: first ? await recordId(this.#trust.fingerprint, first) : "" };
  }

  /**
   * What a record says that waits to be sent. Throws "generation", "decrypt", "padding".
   * @param {RecordJson} json
   * @returns {Promise<Payload>}
   */
  async openOwn(json) {
    const record = parseRecord(json);
    const key = this.#keys.get(json.key_id) ?? this.#former.get(json.key_id);
    const payload = await openPayload(await openSuite(), headerOf(this.#trust.fingerprint, record), record.blob, key);
    if (payload === null) throw new Rejected("decrypt");
    return payload;
  }

  /** @param {string} id */
  erase(id) {
    this.#transcript?.erase(id);
  }

  #page() {
    return verifyGenesis(this.#trust, this.#genesis).then((page) => {
      if (!page.guest || !equal(page.guest.spk, this.#resident.spk)) throw new Rejected("room-id", "of another resident");
      return page;
    });
  }

  #further() {
    return { transcript: /** @type {Transcript} */ (this.#transcript), refused: null };
  }

  /**
   * From the first page on. What some wrap set spoils is read with those before it, and `refused` says why it was.
   * @param {readonly WrapSetJson[]} wrapsets
   * @param {typeof import("./transcript.js").Transcript} Reader
   */
  async #anew(wrapsets, Reader) {
    const page = await this.#page();
    let refused = null;
    for (let count = wrapsets.length; ; count -= 1) {
      try {
        this.#keys = await openKeyring(this.#trust, this.#genesis, wrapsets.slice(0, count), this.#resident);
        return { transcript: new Reader(this.#trust, page, this.#keys), refused };
      } catch (error) {
        refused = codeOf(error);
        if (count <= 1) throw error;
      }
    }
  }

  /**
   * Whether it still goes on from what this browser has seen of it before.
   * @param {number} entries
   * @param {Seen | null} seen
   * @param {typeof import("../crypto/reading.js").checkSeen} check
   */
  #compare(entries, seen, check) {
    if (seen === null) return;
    const known = this.entries;
    // What is not there because something before it was refused has been said already.
    if (this.failure && known.length < seen.count && seen.count <= entries) return;
    try {
      check(known, { number: seen.count, id: seen.id });
    } catch (error) {
      const opened = known.slice(0, seen.count - 1);
      if (this.#transcript) this.#transcript.entries = opened;
      this.failure = { code: codeOf(error), unopened: Math.max(entries, seen.count) - opened.length };
    }
  }
}

/**
 * Resolves to whether the server has shown all that it says there is.
 * @param {Transcript} transcript
 * @param {SealedRoom} sealed
 * @param {number} after
 * @param {string | null} seen
 */
async function extend(transcript, { records, entries }, after, seen) {
  const astray = records.findIndex(({ position }, index) => position !== after + index + 1);
  const inPlace = astray < 0 ? records : records.slice(0, astray);
  await transcript.extend(inPlace.map(({ record }) => record), seen);
  return astray < 0 && after + records.length === entries;
}

/** @param {SealedRoom} sealed */
const newestEpoch = ({ records, wrapsets }) =>
  Math.max(0, ...records.map(({ record }) => record.epoch), ...wrapsets.map(({ epoch }) => epoch));

/**
 * The server may send the first page again, but no other: it was signed once.
 * @param {GenesisJson} shown
 * @param {GenesisJson} own
 */
const sameRoom = (shown, own) => NAMES.every((name) => shown[name] === own[name]);

const NAMES = /** @type {const} */ (["case", "lane", "desk", "key_id", "in_kid", "in_spk", "in_epk", "sig"]);
