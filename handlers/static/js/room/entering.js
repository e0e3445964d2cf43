// @ts-check
/** The keys of a room: made for a new one, or taken out of its capsule with the resume code. */

import { b64, unb64 } from "../crypto/bytes.js";
import { verifyGenesis } from "../crypto/genesis.js";
import { Rejected } from "../crypto/rejected.js";
import { accessHash, accessOf, makeResident, makeSecret, openRoomCapsule, readResumeCode } from "../crypto/room_keys.js";
import { makeRoom } from "../crypto/room_making.js";
import { sealSecret } from "./keeping.js";
import { Trouble } from "./trouble.js";

/**
 * @typedef {import("./keeping.js").Kept} Kept
 * @typedef {import("./office.js").Office} Office
 * @typedef {import("./types.js").Language} Language
 * @typedef {import("./arriving.js").Way} Way
 */

/**
 * A new room that the server does not know yet.
 * @param {Office} office
 * @param {Way} way
 * @param {{ eraseOnClose: boolean, language: Language }} wishes
 * @returns {Promise<Kept>}
 */
export async function newRoom({ trust, desk }, { link, browser, claim, placement }, { eraseOnClose, language }) {
  const { fingerprint } = trust;
  const secret = makeSecret();
  const { resident, capsule } = await makeResident(secret, fingerprint);
  const { genesis, wrapset } = await makeRoom(trust, resident, { lane: claim?.lane ?? "room", desk });
  const access = b64(await accessHash(await accessOf(secret, fingerprint)));
  const sealed = await sealSecret(fingerprint, resident, secret);
  secret.fill(0);
  const through = claim ? { link, browser } : { link: null, browser: null };
  const opening = { wrapsets: [wrapset], capsule: b64(capsule), access, eraseOnClose, placement, ...through };
  return { fingerprint, resident, secret: sealed, genesis, language, opening };
}

/**
 * The room of a resume code, with the keys out of its capsule. Throws `Trouble` "code" for a slip of the pen, "room" when
 * there is none (any more), and `Rejected` when the server shows another room for it.
 * @param {import("./api.js").Api} api
 * @param {Office} office
 * @param {string} typed
 * @param {Language} language
 * @returns {Promise<Kept>}
 */
export async function roomOf(api, { trust }, typed, language) {
  const { fingerprint } = trust;
  const secret = await readResumeCode(typed).catch((error) => {
    throw error instanceof Rejected ? new Trouble("code") : error;
  });
  const before = api.access;
  api.access = b64(await accessOf(secret, fingerprint));
  try {
    const { capsule, genesis } = await api.capsule();
    const { guest } = await verifyGenesis(trust, genesis);
    if (!guest) throw new Rejected("room-id", "no room");
    const resident = await openRoomCapsule(secret, fingerprint, guest, unb64(capsule));
    return { fingerprint, resident, secret: await sealSecret(fingerprint, resident, secret), genesis, language, opening: null };
  } catch (error) {
    api.access = before;
    throw error;
  } finally {
    secret.fill(0);
  }
}
