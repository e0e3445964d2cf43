// @ts-check
/**
 * The first page of a case: desk, first key generation, and who stands for the resident: on the talk lane the intake, in
 * a room they themselves. Twin of `storage/genesis.py`.
 */

import { b64, equal, hex, unhex } from "./bytes.js";
import { ctx, kidOf, sha256, sign, verify } from "./context.js";
import { onCurve } from "./curve.js";
import { Fields } from "./fields.js";
import { Rejected, rejectAs } from "./rejected.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./roster.js").Trust} Trust
 * @typedef {"line" | "room" | "both"} Lane both: a room into which messages on LINE may come as well
 *
 * @typedef {object} GenesisJson binary fields are base64url
 * @property {string} case
 * @property {Lane} lane
 * @property {string} desk
 * @property {string} key_id
 * @property {string} in_kid
 * @property {string} in_spk
 * @property {string} in_epk
 * @property {string} sig
 *
 * @typedef {object} Guest the resident of a room, who sits at no desk
 * @property {Bytes} kid 16 bytes
 * @property {Bytes} spk 65 bytes
 * @property {Bytes} epk 65 bytes
 * @property {string} desk the one they came to
 *
 * @typedef {Awaited<ReturnType<typeof verifyGenesis>>} Genesis
 */

const NAMES = ["case", "lane", "desk", "key_id", "in_kid", "in_spk", "in_epk", "sig"];

/**
 * Resolve to the parsed genesis when whoever may open a case of this lane signed it; `guest` is null on the talk lane.
 * There that is an intake of an accepted roster: throws "intake-key" when the keys are not those of one. In a room it is
 * the resident after whose keys the case is named: throws "kid", "room-id" or "point". "genesis" when the lane is unknown
 * or anything else differs from what was signed.
 * @param {Trust} trust
 * @param {GenesisJson} json
 */
export async function verifyGenesis(trust, json) {
  const { genesis, sig } = parse(json);
  const { lane, desk, inKid, inSpk, inEpk } = genesis;
  if (lane === "line") checkIntake(trust, genesis);
  else if (lane === "room" || lane === "both") await checkResident(trust.fingerprint, genesis);
  else throw new Rejected("genesis", "lane");
  await rejectAs("genesis", () => verify(inSpk, signedBytes(trust.fingerprint, genesis), sig));
  /** @type {Guest | null} */
  const guest = lane === "line" ? null : { kid: inKid, spk: inSpk, epk: inEpk, desk };
  return { ...genesis, guest };
}

/**
 * The first page of a new room. The same keys always open the same room.
 * @param {Uint8Array} fingerprint of the office, 20 bytes
 * @param {{ kid: Bytes, spk: Bytes, epk: Bytes, signKey: CryptoKey }} resident
 * @param {{ lane: "room" | "both", desk: string, keyId: Bytes }} room
 * @returns {Promise<GenesisJson>}
 */
export async function makeGenesis(fingerprint, { kid, spk, epk, signKey }, { lane, desk, keyId }) {
  const page = { case: await roomId(fingerprint, spk, epk), lane, desk, keyId, inKid: kid, inSpk: spk, inEpk: epk };
  const sig = await sign(signKey, signedBytes(fingerprint, page));
  const names = { case: b64(page.case), lane, desk, key_id: b64(keyId) };
  return { ...names, in_kid: b64(kid), in_spk: b64(spk), in_epk: b64(epk), sig: b64(sig) };
}

/**
 * The case of a room, 16 bytes: a commitment to the office and to both public keys.
 * @param {Uint8Array} fingerprint
 * @param {Uint8Array} spk
 * @param {Uint8Array} epk
 */
const roomId = async (fingerprint, spk, epk) => (await sha256(ctx("room-id", fingerprint, spk, epk))).slice(0, 16);

/** @param {GenesisJson} json */
function parse(json) {
  const fields = new Fields(json, "genesis", NAMES);
  const genesis = {
    case: fields.binary("case", 16),
    lane: fields.text("lane"),
    desk: fields.text("desk"),
    keyId: fields.binary("key_id", 16),
    inKid: fields.binary("in_kid", 16),
    inSpk: fields.binary("in_spk", 65),
    inEpk: fields.binary("in_epk", 0, 65),
  };
  return { genesis, sig: fields.binary("sig") };
}

/** @typedef {ReturnType<typeof parse>["genesis"]} Page */

/**
 * @param {Uint8Array} fingerprint
 * @param {Page} page
 */
const signedBytes = (fingerprint, { case: caseId, lane, desk, keyId, inKid, inSpk, inEpk }) =>
  ctx("genesis", fingerprint, caseId, lane, desk, keyId, inKid, inSpk, inEpk);

/**
 * @param {Trust} trust
 * @param {Page} page
 */
function checkIntake(trust, { inKid, inSpk, inEpk }) {
  const intake = rosteredIntake(trust, hex(inKid), null);
  const same = intake && equal(unhex(intake.spk), inSpk) && equal(unhex(intake.epk), inEpk);
  if (!same) throw new Rejected("intake-key");
}

/**
 * @param {Uint8Array} fingerprint
 * @param {Page} page
 */
async function checkResident(fingerprint, { case: caseId, inKid, inSpk, inEpk }) {
  if (!equal(await kidOf("resident", inSpk, inEpk), inKid)) throw new Rejected("kid");
  if (!equal(await roomId(fingerprint, inSpk, inEpk), caseId)) throw new Rejected("room-id");
  if (!onCurve(inEpk)) throw new Rejected("point");
}

/**
 * The intake of this kid in the roster of that epoch, or of any accepted one for null.
 * @param {Trust} trust
 * @param {string} kid hex
 * @param {number | null} epoch
 */
export function rosteredIntake(trust, kid, epoch) {
  for (const roster of trust.rosters.values()) {
    if (epoch !== null && roster.epoch !== epoch) continue;
    const found = roster.keys.find((key) => key.kid === kid && key.role === "intake");
    if (found) return found;
  }
  return undefined;
}
