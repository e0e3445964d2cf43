// @ts-check
/**
 * A room's records, verified and opened as they come: each once, because the chain goes on from where it was. What can't be
 * verified ends it, and why is known.
 */

import { b64 } from "../crypto/bytes.js";
import { Chain } from "../crypto/chain.js";
import { openSuite } from "../crypto/hpke.js";
import { laneOf } from "../crypto/reading.js";
import { parseRecord } from "../crypto/record.js";
import { openPayload } from "../crypto/records.js";
import { Rejected } from "../crypto/rejected.js";
import { codeOf } from "./trouble.js";

/**
 * @typedef {import("./types.js").RecordJson} RecordJson
 * @typedef {import("../crypto/records.js").Entry} Opened
 * @typedef {import("../crypto/records.js").CaseKey} CaseKey
 * @typedef {import("../crypto/chain.js").Accepted} Accepted
 */

export class Transcript {
  /** In stored order. @type {Opened[]} */
  entries = [];
  /** The code of the first check that failed; then this transcript takes nothing more. @type {string | null} */
  failure = null;
  #page;
  #keys;
  #chain;

  /**
   * @param {import("../crypto/roster.js").Trust} trust
   * @param {import("../crypto/genesis.js").Genesis} page verified
   * @param {Map<string, CaseKey>} keys by key_id
   */
  constructor(trust, page, keys) {
    this.#page = page;
    this.#keys = keys;
    this.#chain = new Chain(trust, page, keys);
  }

  /**
   * @param {readonly RecordJson[]} records that follow, in stored order
   * @param {string | null} seen the id of the last record that this browser has accepted before
   */
  async extend(records, seen) {
    if (this.failure !== null) return;
    const { parsed, misshapen } = parse(records);
    const { accepted, failure } = await this.#chain.extend(parsed, seen);
    const opened = await this.#open(records, accepted);
    const reason = opened ?? failure ?? misshapen;
    if (reason !== null) this.failure = codeOf(reason);
  }

  /**
   * What was said is gone from this page as well.
   * @param {string} id
   */
  erase(id) {
    this.entries = this.entries.map((entry) => (entry.id === id ? { ...entry, payload: null } : entry));
  }

  /**
   * @param {readonly RecordJson[]} records
   * @param {readonly Accepted[]} accepted
   * @returns {Promise<unknown>} why the first that did not open did not; null when all did
   */
  async #open(records, accepted) {
    const suite = await openSuite();
    const opening = accepted.map(({ record, header }, index) =>
      openPayload(suite, header, record.blob, this.#keys.get(records[index]?.key_id ?? "")));
    const outcomes = await Promise.allSettled(opening);
    for (const [index, { record, id }] of accepted.entries()) {
      const [outcome, json] = [outcomes[index], records[index]];
      if (!json || !outcome) return new Rejected("header");
      if (outcome.status === "rejected") return outcome.reason;
      const inside = this.#keys.get(json.key_id)?.inside ?? false;
      this.entries.push({ record: json, id: b64(id), payload: outcome.value, inside, lane: laneOf(this.#page, record) });
    }
    return null;
  }
}

/**
 * As many as are records at all.
 * @param {readonly RecordJson[]} records
 */
function parse(records) {
  const parsed = [];
  for (const record of records) {
    try {
      parsed.push(parseRecord(record));
    } catch (misshapen) {
      return { parsed, misshapen };
    }
  }
  return { parsed, misshapen: null };
}
