// @ts-check
/**
 * The key of what stays inside the desk. The resident of a room holds the consultation's own key, so a note is sealed to
 * another: wrapped for exactly the people of the desk, and made by the console that writes something down.
 *
 * A wrap set does not name its consultation. So a key is not used because the server offers it: either this page has made it for
 * this room, or a colleague has sealed something to it here before, under their signature.
 */

import { makeWrapset } from "../../crypto/wrapset_making.js";
import { Refused } from "../api.js";
import { NotVerified } from "../replying.js";
import { isRoom } from "./lanes.js";

/** @typedef {import("../types.js").Opened} Opened */
/** @typedef {import("../types.js").SealTo} SealTo */

/**
 * What a record that stays inside is sealed to; null while a room has no such key that this page may use. Throws `NotVerified`.
 * @param {Opened} opened
 * @param {import("../session.js").Session} session
 * @param {ReadonlySet<string>} outdated ids of keys that the server takes nothing under any more
 * @returns {SealTo | null}
 */
export function insideKeyOf({ failure, lane, newestKey, insideKey, consultation, entries }, session, outdated) {
  if (failure !== null || newestKey === null) throw new NotVerified();
  if (!isRoom(lane)) return newestKey;
  if (insideKey === null || outdated.has(insideKey.keyId)) return null;
  return session.hasMade(consultation.id, insideKey) || isUsed(entries, insideKey.keyId) ? insideKey : null;
}

/**
 * Makes the key and hands its wraps over; the consultation is to be opened anew afterwards. Throws what the door throws.
 * @param {import("../desk.js").Desk} desk
 * @param {Opened} opened
 */
export async function makeInsideKey({ api, session }, { consultation, desk }) {
  const wrapset = await makeWrapset(session.trust, session.member(), desk);
  session.noteMade(consultation.id, wrapset);
  const door = `/console/consultations/${encodeURIComponent(consultation.id)}/wrapsets`;
  await api.call("POST", door, { inside: true, wrapset }).catch(async (error) => {
    // The roster has moved on.
    if (!(error instanceof Refused) || error.status !== 422) throw error;
    await session.refreshTrust(api);
  });
}

/**
 * Whether somebody at the desk has sealed something to it here. What was erased shows nothing: anybody could have named the key.
 * @param {Opened["entries"]} entries verified and opened
 * @param {string} keyId
 */
const isUsed = (entries, keyId) =>
  entries.some(({ record, payload, inside }) => inside && record.dir === 1 && payload !== null && record.key_id === keyId);
