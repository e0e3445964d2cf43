// @ts-check
/** Transcript records: sealing, verifying in stored order, opening. Twin of `storage/records.py`. */

import { b64, fromUtf8, utf8 } from "./bytes.js";
import { Chain } from "./chain.js";
import { pad, sha256, sign, SUITE, unpad, ZERO } from "./context.js";
import { verifyGenesis } from "./genesis.js";
import { openSuite } from "./hpke.js";
import { inOrder } from "./in_order.js";
import { headerOf, parseRecord, signedBytes } from "./record.js";
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
 * @typedef {{ caseKey: CryptoKey, casePk: Uint8Array }} CaseKey
 * @typedef {{ record: RecordJson, id: string, payload: Payload | null }} Entry id in base64url; payload null = erased
 *
 * @typedef {object} Place where a record goes; binary in base64url, ts in milliseconds since 1970
 * @property {string} case
 * @property {string} key_id
 * @property {number} seq
 * @property {number} epoch
 * @property {string} prev
 * @property {string} ack
 * @property {number} ts
 */

export { recordId } from "./record.js";

/**
 * Verify a whole transcript in stored order and open it; any deviation rejects all of it. Throws what
 * `verifyGenesis` and `Chain.accept` throw and, from opening, "decrypt", "point" and "padding".
 * @param {Trust} trust
 * @param {GenesisJson} genesis
 * @param {readonly RecordJson[]} records
 * @param {Map<string, CaseKey>} caseKeys by key_id in base64url
 * @returns {Promise<Entry[]>}
 */
export async function openTranscript(trust, genesis, records, caseKeys) {
  const parsed = records.map(parseRecord);
  const chain = new Chain(trust, await verifyGenesis(trust, genesis), caseKeys.keys(), parsed);
  const accepted = await chain.accept();
  const suite = await openSuite();
  const opened = accepted.map(async ({ record, header, id }, index) => {
    const json = /** @type {RecordJson} */ (records[index]);
    const payload = await openPayload(suite, header, record.blob, caseKeys.get(json.key_id));
    return { record: json, id: b64(id), payload };
  });
  return inOrder(opened, (entry) => entry);
}

/**
 * Seal and sign a reply (dir 1). Throws "too-long" above 20,476 bytes of JSON, "point", "header" for a bad
 * place.
 * @param {Trust} trust
 * @param {{ kid: Uint8Array, signKey: CryptoKey }} member
 * @param {Uint8Array} casePk
 * @param {Place} place
 * @param {Payload} payload
 * @returns {Promise<RecordJson>}
 */
export async function sealRecord(trust, member, casePk, place, payload) {
  const { case: caseId, key_id, seq, epoch, prev, ack, ts } = place;
  const sender = b64(member.kid);
  const header = { case: caseId, key_id, seq, dir: 1, sender, epoch, prev, ack, ts, suite: SUITE };
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
async function openPayload(suite, header, blob, key) {
  if (blob === null) return null;
  if (!key) throw new Rejected("generation");
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
  return payload;
}
