// @ts-check
/**
 * Transcript records: sealing and opening one; reading.js has whole transcripts. Twin of `storage/records.py`.
 *
 * In a room there are keys that the desk keeps from the resident (`inside`): what is sealed to one has its place in the
 * chain, and the resident's page verifies it without opening it.
 */

import { b64, fromUtf8, utf8 } from "./bytes.js";
import { pad, sha256, sign, SUITE, unpad, ZERO } from "./context.js";
import { openSuite } from "./hpke.js";
import { FROM_STAFF, headerOf, parseRecord, signedBytes } from "./record.js";
import { Rejected } from "./rejected.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./roster.js").Trust} Trust
 * @typedef {import("./genesis.js").GenesisJson} GenesisJson
 * @typedef {import("./record.js").RecordJson} RecordJson
 * @typedef {import("./hpke.js").Suite} Suite
 *
 * @typedef {object} Payload by `kind`; its writer was verified, its shape was not
 * @property {number} v
 * @property {string} kind
 * @property {string} [text]
 * @property {string} [replaces] text: the id of the record that it takes the place of
 * @property {readonly string[]} [keywords] sticker
 * @property {string} [topic]
 * @property {string} [state] location, attachment
 * @property {string} [ref] of an attachment, and of the message that it came with
 * @property {string} [name]
 * @property {number} [size]
 * @property {number} [seconds]
 * @property {string} [type]
 * @property {string} [code] words: what shows that it is the resident
 * @property {string} [decoy] words: what says that somebody is beside them
 * @property {string} [to] handover: a kid, or "" for everybody at the desk
 * @property {string} [salt] check
 * @property {string} [of] checked: the id of the record that was looked at
 * @property {boolean} [agreed] checked
 * @property {boolean} [original] image: untouched, kept as evidence
 * @property {boolean} [danger] text: the resident's page found a word in it that may point to danger
 * @property {string} [seen] safety: whether somebody may look at the resident's device
 *
 * @typedef {object} CaseKey
 * @property {CryptoKey | null} caseKey null for a room's resident, of a key that stays inside
 * @property {Uint8Array} casePk
 * @property {boolean} [inside] kept from a room's resident
 *
 * @typedef {object} Entry
 * @property {RecordJson} record
 * @property {string} id base64url
 * @property {Payload | null} payload null = erased, or inside and not for this reader
 * @property {boolean} inside whether a room's resident can't read it
 * @property {"line" | "room" | null} lane by which the resident's words came; null for staff's
 *
 * @typedef {object} Place where a record goes; binary in base64url, ts in milliseconds since 1970
 * @property {string} case
 * @property {string} key_id
 * @property {number} seq
 * @property {number} epoch
 * @property {string} prev
 * @property {string} ack
 * @property {number} ts
 * @property {0 | 1} [dir] 0 from a room's resident; without it from staff
 */

export { recordId } from "./record.js";

/**
 * Seal and sign a record. Throws "too-long" above 20,476 bytes of JSON, "point", "header" for a bad
 * place.
 * @param {Trust} trust
 * @param {{ kid: Uint8Array, signKey: CryptoKey }} member or a room's resident
 * @param {Uint8Array} casePk
 * @param {Place} place
 * @param {Payload} payload
 * @returns {Promise<RecordJson>}
 */
export async function sealRecord(trust, member, casePk, place, payload) {
  const { case: caseId, key_id, seq, dir = FROM_STAFF, epoch, prev, ack, ts } = place;
  const sender = b64(member.kid);
  const header = { case: caseId, key_id, seq, dir, sender, epoch, prev, ack, ts, suite: SUITE };
  const unsealed = parseRecord({ ...header, blob_hash: b64(ZERO), sig: "", blob: null });
  const suite = await openSuite();
  const info = headerOf(trust.fingerprint, unsealed);
  const blob = await suite.seal(casePk, pad(utf8(JSON.stringify(payload))), { info });
  const blobHash = await sha256(blob);
  const sig = await sign(member.signKey, signedBytes(info, blobHash));
  return { ...header, blob_hash: b64(blobHash), sig: b64(sig), blob: b64(blob) };
}

/**
 * @param {Suite} suite
 * @param {Bytes} header
 * @param {Bytes | null} blob
 * @param {CaseKey | undefined} key
 * @returns {Promise<Payload | null>}
 */
export async function openPayload(suite, header, blob, key) {
  if (blob === null) return null;
  if (!key) throw new Rejected("generation");
  if (!key.caseKey) return null;
  const identity = { privateKey: key.caseKey, publicKey: key.casePk };
  const plain = unpad(await suite.open(identity, blob, { info: header }));
  let payload;
  try {
    payload = JSON.parse(fromUtf8(plain));
  } catch {
    throw new Rejected("padding", "not JSON inside");
  }
  if (typeof payload !== "object" || payload === null || Array.isArray(payload)) {
    throw new Rejected("padding", "not an object inside");
  }
  if (key.inside && payload.kind === "text") throw new Rejected("generation", "an answer that stayed inside");
  return payload;
}
