// @ts-check
/** Checks records in stored order without reading them: who may speak, and that nothing is missing. */

import { b64, equal, hex, unhex } from "./bytes.js";
import { BUCKETS, sha256, verify, ZERO } from "./context.js";
import { idOf, signedBytes } from "./record.js";
import { Rejected } from "./rejected.js";
import { memberAt, sitsAt } from "./roster.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./roster.js").Trust} Trust
 * @typedef {import("./genesis.js").Genesis} Genesis
 * @typedef {import("./record.js").SealedRecord} SealedRecord
 */

const FROM_RESIDENT = 0;
const FROM_STAFF = 1;
const SEALED_LENGTHS = BUCKETS.map((bucket) => 65 + bucket + 16);

export class Chain {
  #trust;
  #genesis;
  #keyIds;
  #coming;
  /** @type {Map<string, { seq: number, id: Bytes }>} */
  #ends = new Map();
  #seen = new Set([hex(ZERO)]);

  /**
   * @param {Trust} trust
   * @param {Genesis} genesis verified
   * @param {Iterable<string>} keyIds the case's known generations in base64url
   * @param {readonly SealedRecord[]} records all that are about to come, so that a swap is told from a gap
   */
  constructor(trust, genesis, keyIds, records) {
    this.#trust = trust;
    this.#genesis = genesis;
    this.#keyIds = new Set(keyIds);
    this.#coming = new Set(records.map((record) => place(record.sender, record.seq)));
  }

  /**
   * Take the next record and resolve to its id. Throws "transplant" (another case), "generation" (unknown
   * key), "inbound-key" or "sender" (may not speak here), "signature", "blob-hash", "padding", "replay",
   * "gap", "reorder" or "order" (acknowledges what was not before it).
   * @param {SealedRecord} record
   */
  async accept(record) {
    if (!equal(record.case, this.#genesis.case)) throw new Rejected("transplant");
    if (!this.#keyIds.has(b64(record.keyId))) throw new Rejected("generation");
    await verify(this.#signingKey(record), signedBytes(this.#trust.fingerprint, record), record.sig);
    await checkBlob(record);
    this.#checkPlace(record);
    if (!this.#seen.has(hex(record.ack))) throw new Rejected("order");
    const id = await idOf(this.#trust.fingerprint, record);
    this.#ends.set(hex(record.sender), { seq: record.seq, id });
    this.#seen.add(hex(id));
    return id;
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
 * A blob, where it has not been erased, must be the signed one and of a bucket's length.
 * @param {SealedRecord} record
 */
async function checkBlob({ blob, blobHash }) {
  if (blob === null) return;
  if (!equal(await sha256(blob), blobHash)) throw new Rejected("blob-hash");
  if (!SEALED_LENGTHS.includes(blob.length)) throw new Rejected("padding", "sealed length");
}

/**
 * @param {Uint8Array} sender
 * @param {number} seq
 */
const place = (sender, seq) => `${hex(sender)}/${seq}`;
