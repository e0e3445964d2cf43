// @ts-check
/** One transcript record: its fields, and the exact bytes that are sealed to, signed and named. */

import { b64 } from "./bytes.js";
import { ctx, sha256, SUITE } from "./context.js";
import { Fields } from "./fields.js";
import { Rejected } from "./rejected.js";

/**
 * @typedef {object} RecordJson binary fields are base64url
 * @property {string} case
 * @property {string} key_id
 * @property {number} seq counts this sender's records from 1
 * @property {number} dir 0 from the resident, 1 from staff
 * @property {string} sender
 * @property {number} epoch
 * @property {string} prev
 * @property {string} ack
 * @property {number} ts milliseconds since 1970
 * @property {number} suite
 * @property {string} blob_hash
 * @property {string} sig
 * @property {string | null} blob null when the content has been erased
 *
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {ReturnType<typeof parseRecord>} SealedRecord
 */

export const FROM_RESIDENT = 0;
export const FROM_STAFF = 1;

const NAMES = [
  "case", "key_id", "seq", "dir", "sender", "epoch", "prev", "ack", "ts", "suite", "blob_hash", "sig", "blob",
];

/**
 * Read the transport form; nothing is believed yet. Throws "header" for another shape, "suite" for another
 * suite.
 * @param {RecordJson} json
 */
export function parseRecord(json) {
  const fields = new Fields(json, "header", NAMES);
  if (fields.number("suite") !== SUITE) throw new Rejected("suite");
  return {
    case: fields.binary("case", 16),
    keyId: fields.binary("key_id", 16),
    seq: fields.number("seq"),
    dir: fields.number("dir"),
    sender: fields.binary("sender", 16),
    epoch: fields.number("epoch"),
    prev: fields.binary("prev", 32),
    ack: fields.binary("ack", 32),
    ts: fields.number("ts"),
    blobHash: fields.binary("blob_hash", 32),
    sig: fields.binary("sig"),
    blob: fields.optionalBinary("blob"),
  };
}

/**
 * The context that the payload is sealed to and that the signature covers.
 * @param {Uint8Array} fingerprint
 * @param {SealedRecord} record
 */
export function headerOf(fingerprint, record) {
  const { case: caseId, keyId, seq, dir, sender, epoch, prev, ack, ts } = record;
  return ctx("msg", fingerprint, caseId, keyId, seq, dir, sender, epoch, prev, ack, ts, SUITE);
}

/**
 * What the sender signs.
 * @param {Uint8Array} header
 * @param {Uint8Array} blobHash
 */
export const signedBytes = (header, blobHash) => ctx("msgsig", header, blobHash);

/**
 * The 32-byte name that `prev` and `ack` of later records point to.
 * @param {Uint8Array} header
 * @param {SealedRecord} record
 */
export const idOf = (header, { blobHash, sig }) => sha256(ctx("rec", header, blobHash, sig));

/**
 * The same name from and to base64url.
 * @param {Uint8Array} fingerprint
 * @param {RecordJson} json
 */
export async function recordId(fingerprint, json) {
  const record = parseRecord(json);
  return b64(await idOf(headerOf(fingerprint, record), record));
}
