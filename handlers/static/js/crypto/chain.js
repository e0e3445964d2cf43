// @ts-check
/** Checks records in stored order without reading them: who may speak, and that nothing is missing. */

import { b64, equal, hex, unb64, unhex } from "./bytes.js";
import { BUCKETS, sha256, ZERO } from "./context.js";
import { rosteredIntake } from "./genesis.js";
import { FROM_RESIDENT, FROM_STAFF, headerOf, idOf, signedBytes } from "./record.js";
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

const SEALED_LENGTHS = BUCKETS.map((bucket) => 65 + bucket + 16);

/** One case's records, as they come. */
export class Chain {
  #trust;
  #genesis;
  #keys;
  #signatures = new Signatures();
  /** @type {Set<string>} */
  #coming = new Set();
  /** @type {Map<string, { seq: number, id: Bytes }>} */
  #ends = new Map();
  #seen = new Set([hex(ZERO)]);

  /**
   * @param {Trust} trust
   * @param {Genesis} genesis verified
   * @param {ReadonlyMap<string, { inside?: boolean }>} keys the case's known generations, by key_id in base64url; `inside`:
   *   a room's resident can't open what is sealed to it
   */
  constructor(trust, genesis, keys) {
    this.#trust = trust;
    this.#genesis = genesis;
    this.#keys = keys;
  }

  /**
   * The next records, in stored order, after those that were accepted before: as many as are genuine and in their place,
   * and why the first that is not is refused. Throws nothing; once something was refused, it is not to be asked again.
   *
   * Refused as "transplant" (another case), "generation" (a key that is unknown, or not for who wrote), "inbound-key" or
   * "sender" (may not speak here), "point", "signature", "blob-hash", "padding", "replay", "gap", "reorder" or "order"
   * (acknowledges what was not before it).
   * @param {readonly SealedRecord[]} records
   * @param {string | null} [seen] the id of a record in base64url up to which this browser has accepted all before; what that
   *   one vouches for is not asked for its signature again
   * @returns {Promise<{ accepted: Accepted[], failure: unknown }>} failure null when all of them were
   */
  async extend(records, seen = null) {
    // So that a swap is told from a gap.
    this.#coming = new Set(records.map((record) => place(record.sender, record.seq)));
    const named = await Promise.all(records.map((record) => this.#name(record)));
    const vouched = seen === null ? NOBODY : vouchedFor(named, hex(unb64(seen)));
    /** @type {Accepted[]} */
    const accepted = [];
    for (const outcome of await Promise.allSettled(named.map((one) => this.#examine(one, vouched.has(one))))) {
      try {
        if (outcome.status === "rejected") throw outcome.reason;
        this.#append(outcome.value);
      } catch (failure) {
        return { accepted, failure };
      }
      accepted.push(outcome.value);
    }
    return { accepted, failure: null };
  }

  /**
   * @param {SealedRecord} record
   * @returns {Promise<Accepted>}
   */
  async #name(record) {
    const header = headerOf(this.#trust.fingerprint, record);
    return { record, header, id: await idOf(header, record) };
  }

  /**
   * What can be said of a record without those before it. Hashes here while the engine verifies on its other threads.
   * @param {Accepted} named
   * @param {boolean} vouched
   * @returns {Promise<Accepted>}
   */
  async #examine(named, vouched) {
    const { record, header } = named;
    if (!equal(record.case, this.#genesis.case)) throw new Rejected("transplant");
    const key = this.#keys.get(b64(record.keyId));
    if (!key) throw new Rejected("generation");
    if (key.inside && record.dir !== FROM_STAFF) throw new Rejected("generation", "inside");
    const speaker = this.#signingKey(record);
    const verified = vouched || this.#signatures.verify(speaker, signedBytes(header, record.blobHash), record.sig);
    const hashed = record.blob && sha256(record.blob);
    await verified;
    if (hashed && !equal(await hashed, record.blobHash)) throw new Rejected("blob-hash");
    if (record.blob !== null && !SEALED_LENGTHS.includes(record.blob.length)) {
      throw new Rejected("padding", "sealed length");
    }
    return named;
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
    if (dir === FROM_RESIDENT) return this.#inboundKey(sender, epoch);
    if (dir !== FROM_STAFF) throw new Rejected("sender", "direction");
    const member = memberAt(this.#trust, epoch, sender, ["counselor", "supervisor"]);
    if (!sitsAt(this.#trust, epoch, this.#genesis.desk, member.kid)) {
      throw new Rejected("sender", "not of this desk");
    }
    return unhex(member.spk);
  }

  /**
   * @param {Bytes} sender
   * @param {number} epoch
   */
  #inboundKey(sender, epoch) {
    const { lane, inKid, inSpk } = this.#genesis;
    if (equal(sender, inKid)) return inSpk;
    const intake = lane === "both" ? rosteredIntake(this.#trust, hex(sender), epoch) : undefined;
    if (!intake) throw new Rejected("inbound-key");
    return unhex(intake.spk);
  }

  /** @param {SealedRecord} record */
  #checkPlace({ sender, seq, prev }) {
    const end = this.#ends.get(hex(sender)) ?? { seq: 0, id: ZERO };
    if (seq > 0 && seq <= end.seq) throw new Rejected("replay");
    if (seq > end.seq + 1) throw new Rejected(this.#coming.has(place(sender, end.seq + 1)) ? "reorder" : "gap");
    if (seq !== end.seq + 1 || !equal(prev, end.id)) throw new Rejected("reorder");
  }
}

/** @type {ReadonlySet<Accepted>} */
const NOBODY = new Set();

/**
 * Those from which the one of this id came to be: an id hashes everything of a record with its signature and with the ids in
 * `prev` and `ack`, so that whoever has accepted it once knows all of these to the last bit.
 * @param {readonly Accepted[]} named in stored order
 * @param {string} seen
 * @returns {ReadonlySet<Accepted>} with itself; nobody where it is not among them
 */
function vouchedFor(named, seen) {
  const wanted = new Set([seen]);
  /** @type {Set<Accepted>} */
  const found = new Set();
  for (const one of [...named].reverse()) {
    if (!wanted.has(hex(one.id))) continue;
    found.add(one);
    for (const before of [one.record.prev, one.record.ack]) wanted.add(hex(before));
  }
  return found;
}

/**
 * @param {Uint8Array} sender
 * @param {number} seq
 */
const place = (sender, seq) => `${hex(sender)}/${seq}`;
