// @ts-check
/**
 * All keys of one consultation in one reader's hand: what they open, and what they are only told about. Twin of
 * `storage/keyring.py`.
 */

import { equal } from "./bytes.js";
import { verifyGenesis } from "./genesis.js";
import { Rejected } from "./rejected.js";
import { acceptWrapset, isInside, openWrapset } from "./wrapset.js";

/**
 * @typedef {import("./roster.js").Trust} Trust
 * @typedef {import("./records.js").CaseKey} CaseKey
 */

/**
 * Verify every wrap set of a case and open those that are for this reader: a member of the desk, or a room's resident, for
 * whom the keys that stay inside have no `caseKey`. Throws what `verifyGenesis`, `acceptWrapset` and `openWrapset` throw,
 * "key-reuse" for a key id that stands twice, and "generation" when the key that the first page names is missing, or is
 * one that the resident can't open.
 * @param {Trust} trust
 * @param {import("./genesis.js").GenesisJson} genesis
 * @param {readonly import("./wrapset.js").WrapSetJson[]} wrapsets in the order of their generations
 * @param {import("./wrapset.js").Reader} reader
 * @returns {Promise<Map<string, CaseKey>>} by key_id in base64url, in that order
 */
export async function openKeyring(trust, genesis, wrapsets, reader) {
  const { guest } = await verifyGenesis(trust, genesis);
  const isGuest = guest !== null && equal(guest.kid, reader.kid);
  /** @type {Map<string, CaseKey>} */
  const keys = new Map();
  for (const json of wrapsets) {
    if (keys.has(json.key_id)) throw new Rejected("key-reuse", "stands twice");
    const { casePk } = await acceptWrapset(trust, json, guest);
    const inside = isInside(json, guest);
    const opened = inside && isGuest ? null : await openWrapset(trust, json, reader, guest);
    keys.set(json.key_id, { casePk, caseKey: opened && opened.caseKey, inside });
  }
  const first = keys.get(genesis.key_id);
  if (!first || first.inside) throw new Rejected("generation", "not the first page's");
  return keys;
}

/**
 * To which key the next record goes: the newest that the resident can open or, for what stays inside, the newest that they
 * can't; undefined where there is none.
 * @param {Map<string, CaseKey>} keys from `openKeyring`
 * @param {{ inside: boolean }} kind
 */
export function newestKey(keys, { inside }) {
  let newest;
  for (const [keyId, key] of keys) if (Boolean(key.inside) === inside) newest = { keyId, casePk: key.casePk };
  return newest;
}
