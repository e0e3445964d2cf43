// @ts-check
/** Checks records in stored order without reading them: who may speak, and that nothing is missing. */

import { b64, equal, hex, unhex } from "./bytes.js";
import { BUCKETS, sha256, ZERO } from "./context.js";
import { inOrder } from "./in_order.js";
import { headerOf, idOf, signedBytes } from "./record.js";
import { Rejected } from "./rejected.js";
import { memberAt, sitsAt } from "./roster.js";
import { Signatures } from "./signatures.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./roster.js").Trust} Trust
 * @typedef {import("./genesis.js").Genesis} Genesis
 * @typedef {import("./record.js").SealedRecord} SealedRecord
 *
 * @typedef {object} Accepted
 * @property {SealedRecord} record
 * @property {Bytes} header what the payload is sealed to
 * @property {Bytes} id 32 bytes
 */

const FROM_RESIDENT = 0;
const FROM_STAFF = 1;
const SEALED_LENGTHS = BUCKETS.map((bucket) => 65 + bucket + 16);

/** One case's records, all at once. */
export class Chain {
  #trust;
  #genesis;
  #keyIds;
  #records;
  #signatures = new Signatures();
  #coming;
  /** @type {Map<string, { seq: number, id: Bytes }>} */
  #ends = new Map();
  #seen = new Set([hex(ZERO)]);

  /**
   * @param {Trust} trust
   * @param {Genesis} genesis verified
   * @param {Iterable<string>} keyIds the case's known generations in base64url
   * @param {readonly SealedRecord[]} records in stored order
   */
  constructor(trust, genesis, keyIds, records) {
    this.#trust = trust;
    this.#genesis = genesis;
    this.#keyIds = new Set(keyIds);
    this.#records = records;
    // So that a swap is told from a gap.
    this.#coming = new Set(records.map((record) => place(record.sender, record.seq)));
  }

  /**
   * Resolve to all of them when every record is genuine and in its place; the first in stored order that is not
   * decides. Throws "transplant" (another case), "generation" (unknown key), "inbound-key" or "sender" (may not speak
   * here), "point", "signature", "blob-hash", "padding", "replay", "gap", "reorder" or "order" (acknowledges what was
   * not before it). To be asked once.
   */
  accept() {
    return inOrder(this.#records.map((record) => this.#examine(record)), (accepted) => {
      this.#append(accepted);
      return accepted;
    });
  }

  /**
   * What can be said of a record without those before it. Hashes here while the engine verifies on its other threads.
   * @param {SealedRecord} record
   * @returns {Promise<Accepted>}
   */
  async #examine(record) {
    if (!equal(record.case, this.#genesis.case)) throw new Rejected("transplant");
    if (!this.#keyIds.has(b64(record.keyId))) throw new Rejected("generation");
    const header = headerOf(this.#trust.fingerprint, record);
    const signed = signedBytes(header, record.blobHash);
    const verified = this.#signatures.verify(this.#signingKey(record), signed, record.sig);
    const hashed = record.blob && sha256(record.blob);
    const id = idOf(header, record);
    await verified;
    if (hashed && !equal(await hashed, record.blobHash)) throw new Rejected("blob-hash");
    if (record.blob !== null && !SEALED_LENGTHS.includes(record.blob.length)) {
      throw new Rejected("padding", "sealed length");
    }
    return { record, header, id: await id };
  }

  /** @param {Accepted} next */
  #append({ record, id }) {
    this.#checkPlace(record);
    if (!this.#seen.has(hex(record.ack))) throw new Rejected("order");
    this.#ends.set(hex(record.sender), { seq: record.seq, id });
    this.#seen.add(hex(id));
  }

  /** @param {SealedRecord} record */
  #signingKey({ dir, sender, epoch }) {
    if (dir === FROM_RESIDENT) {
      if (!equal(sender, this.#genesis.inKid)) throw new Rejected("inbound-key");
      return this.#genesis.inSpk;
    }
    if (dir !== FROM_STAFF) throw new Rejected("sender", "direction");
    const member = memberAt(this.#trust, epoch, sender, ["counselor", "supervisor"]);
    if (!sitsAt(this.#trust, epoch, this.#genesis.desk, member.kid)) {
      throw new Rejected("sender", "not of this desk");
    }
    return unhex(member.spk);
  }

  /** @param {SealedRecord} record */
  #checkPlace({ sender, seq, prev }) {
    const end = this.#ends.get(hex(sender)) ?? { seq: 0, id: ZERO };
    if (seq > 0 && seq <= end.seq) throw new Rejected("replay");
    if (seq > end.seq + 1) throw new Rejected(this.#coming.has(place(sender, end.seq + 1)) ? "reorder" : "gap");
    if (seq !== end.seq + 1 || !equal(prev, end.id)) throw new Rejected("reorder");
  }
}

/**
 * @param {Uint8Array} sender
 * @param {number} seq
 */
const place = (sender, seq) => `${hex(sender)}/${seq}`;
