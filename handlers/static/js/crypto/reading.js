// @ts-check
/** Whole transcripts: verified in stored order, opened, and held against what was there before. Twin of `storage/records.py`. */

import { b64, equal } from "./bytes.js";
import { Chain } from "./chain.js";
import { verifyGenesis } from "./genesis.js";
import { openSuite } from "./hpke.js";
import { inOrder } from "./in_order.js";
import { FROM_STAFF, parseRecord } from "./record.js";
import { openPayload } from "./records.js";
import { Rejected } from "./rejected.js";

/**
 * @typedef {import("./records.js").Entry} Entry
 * @typedef {import("./records.js").CaseKey} CaseKey
 * @typedef {import("./record.js").RecordJson} RecordJson
 * @typedef {import("./roster.js").Trust} Trust
 * @typedef {import("./genesis.js").GenesisJson} GenesisJson
 */

/**
 * Verify a whole transcript in stored order and open it; any deviation rejects all of it. Throws what
 * `verifyGenesis` throws and `Chain.extend` finds and, from opening, "decrypt", "point", "padding" and, for an answer that the
 * resident can't read, "generation".
 * @param {Trust} trust
 * @param {GenesisJson} genesis
 * @param {readonly RecordJson[]} records
 * @param {Map<string, CaseKey>} caseKeys by key_id in base64url; a room's, from `openKeyring` of keyring.js
 * @returns {Promise<Entry[]>}
 */
export async function openTranscript(trust, genesis, records, caseKeys) {
  const parsed = records.map(parseRecord);
  const page = await verifyGenesis(trust, genesis);
  const { accepted, failure } = await new Chain(trust, page, caseKeys).extend(parsed);
  if (failure) throw failure;
  const suite = await openSuite();
  const opened = accepted.map(async ({ record, header, id }, index) => {
    const json = /** @type {RecordJson} */ (records[index]);
    const key = caseKeys.get(json.key_id);
    const payload = await openPayload(suite, header, record.blob, key);
    return { record: json, id: b64(id), payload, inside: key?.inside ?? false, lane: laneOf(page, record) };
  });
  return inOrder(opened, (entry) => entry);
}

/**
 * Throws "rollback" when a verified transcript ends before the last record that this browser was ever shown (its number
 * from 1, and its id), or has another one there.
 * @param {readonly Entry[]} entries
 * @param {{ number: number, id: string } | null} seen
 */
export function checkSeen(entries, seen) {
  if (seen && entries[seen.number - 1]?.id !== seen.id) throw new Rejected("rollback", "of a transcript");
}

/**
 * In a room that both lanes lead into, the sender tells by which the words came.
 * @param {import("./genesis.js").Genesis} page
 * @param {import("./record.js").SealedRecord} record
 * @returns {"line" | "room" | null}
 */
export function laneOf({ guest }, { dir, sender }) {
  if (dir === FROM_STAFF) return null;
  return guest && equal(sender, guest.kid) ? "room" : "line";
}
