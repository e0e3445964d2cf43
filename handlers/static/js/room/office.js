// @ts-check
/**
 * Whom the resident's words are sealed for: the office's roster, held against the fingerprint that came on paper or by the
 * link. Where neither is there, and this browser has never met the office, the server's word is taken, and `pinned` says so.
 */

import { unb64 } from "../crypto/bytes.js";
import { fingerprintOf, fingerprintText, parseFingerprint } from "../crypto/context.js";
import { Rejected } from "../crypto/rejected.js";
import { acceptChain } from "../crypto/roster.js";

/**
 * @typedef {import("../crypto/roster.js").Trust} Trust
 * @typedef {{ fingerprint: string, epoch: number, hash: string, pinned: boolean }} Met an office as this browser knows it
 *
 * @typedef {object} Office
 * @property {Trust} trust
 * @property {string} fingerprint 32 letters
 * @property {string} desk where the resident's words go
 * @property {import("./types.js").RoomLane} lane of a room that is reached from the talk
 * @property {boolean} pinned
 */

const MET = "office";

/**
 * Fetches and verifies the roster, and remembers it. Throws `Rejected` with the code of what is wrong, `Offline`, `Trouble`.
 * @param {{ api: import("./api.js").Api, store: import("./store.js").Store, clock: import("../lib/clock.js").Clock }} parts
 * @param {{ fingerprint: string | null, epoch: number, pinned: boolean }} told what it must be, and whether paper or a link says so
 * @returns {Promise<Office>}
 */
export async function believe({ api, store, clock }, told) {
  /** @type {Met | undefined} */
  const met = await store.get(MET);
  const { chain, desk, lane, now } = await api.roster();
  const expected = told.fingerprint === null ? null : parseFingerprint(told.fingerprint);
  if (met && expected && met.fingerprint !== fingerprintText(expected)) throw new Rejected("fingerprint", "another office");
  const fingerprint = expected ?? (met ? parseFingerprint(met.fingerprint) : await claimed(chain));
  // By this device's own clock: a server that chose the time could show a list that has run out.
  const trust = await acceptChain(chain, fingerprint, Math.floor(Date.now() / 1000), met ?? null);
  clock.set(now);
  if (trust.epoch < told.epoch) throw new Rejected("rollback", "older than on paper");
  if (!trust.current.desks.has(desk)) throw new Rejected("roster", "no such desk");
  const pinned = told.pinned || (met?.pinned ?? false);
  const office = { trust, desk, lane, pinned, fingerprint: fingerprintText(fingerprint) };
  await remember(store, office);
  return office;
}

/**
 * So that no older roster is believed later, as long as this browser keeps anything.
 * @param {import("./store.js").Store} store
 * @param {Office} office
 */
export async function remember(store, { trust, fingerprint, pinned }) {
  /** @type {Met} */
  const met = { fingerprint, pinned, epoch: trust.epoch, hash: trust.hash };
  await store.put(MET, met);
}

/**
 * What the server itself says, where nobody else has said anything. Throws "roster".
 * @param {unknown} chain
 */
async function claimed(chain) {
  const [first] = Array.isArray(chain) ? chain : [];
  try {
    return await fingerprintOf(unb64(first.root));
  } catch {
    throw new Rejected("roster", "no root");
  }
}
