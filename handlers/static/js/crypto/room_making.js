// @ts-check
/** A new room, made in the resident's browser: its first page and its first key, both signed by a key that only they have. */

import { b64 } from "./bytes.js";
import { makeGenesis } from "./genesis.js";
import { openSuite } from "./hpke.js";
import { makeBareKey, wrapFor } from "./wrapset_making.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./roster.js").Trust} Trust
 * @typedef {import("./room_keys.js").Resident} Resident
 *
 * @typedef {object} NewRoom
 * @property {import("./genesis.js").GenesisJson} genesis
 * @property {import("./wrapset.js").WrapSetJson} wrapset
 * @property {string} keyId base64url
 * @property {{ casePk: Bytes, caseKey: CryptoKey, inside: false }} caseKey as `openKeyring` will have it; non-extractable
 */

/**
 * To be asked again when the roster has moved on: then it has another key, and what was sealed is to be sealed anew. The
 * room stays the same, for it is named after the resident's keys. Throws "point".
 * @param {Trust} trust whose desk is to read it
 * @param {Resident} resident
 * @param {{ lane: "room" | "both", desk: string }} wanted
 * @returns {Promise<NewRoom>}
 */
export async function makeRoom(trust, resident, { lane, desk }) {
  const { kid, spk, epk } = resident;
  const key = await makeBareKey();
  try {
    const genesis = await makeGenesis(trust.fingerprint, resident, { lane, desk, keyId: key.keyId });
    const wrapset = await wrapFor(trust, resident, desk, key, { kid, spk, epk, desk });
    const caseKey = await (await openSuite()).importPrivate(key.scalar, key.casePk);
    return { genesis, wrapset, keyId: b64(key.keyId), caseKey: { casePk: key.casePk, caseKey, inside: false } };
  } finally {
    key.scalar.fill(0);
  }
}
