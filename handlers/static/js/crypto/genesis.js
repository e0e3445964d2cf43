// @ts-check
/**
 * The first page of a case: desk, first key generation, and who stands for the resident. Twin of
 * `storage/genesis.py`.
 */

import { equal, hex, unhex } from "./bytes.js";
import { ctx, verify } from "./context.js";
import { Fields } from "./fields.js";
import { Rejected, rejectAs } from "./rejected.js";

/**
 * @typedef {import("./roster.js").Trust} Trust
 *
 * @typedef {object} GenesisJson binary fields are base64url
 * @property {string} case
 * @property {"line"} lane
 * @property {string} desk
 * @property {string} key_id
 * @property {string} in_kid
 * @property {string} in_spk
 * @property {string} in_epk
 * @property {string} sig
 *
 * @typedef {Awaited<ReturnType<typeof verifyGenesis>>} Genesis
 */

const NAMES = ["case", "lane", "desk", "key_id", "in_kid", "in_spk", "in_epk", "sig"];

/**
 * Resolve to the parsed genesis when an intake of an accepted roster signed it. Throws "intake-key" when its
 * keys are not those of a rostered intake, "genesis" when the lane is unknown or anything else differs from
 * what was signed.
 * @param {Trust} trust
 * @param {GenesisJson} json
 */
export async function verifyGenesis(trust, json) {
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
  const { lane, desk, keyId, inKid, inSpk, inEpk } = genesis;
  if (lane !== "line") throw new Rejected("genesis", "lane");
  const intake = rosteredIntake(trust, hex(inKid));
  if (!intake || !equal(unhex(intake.spk), inSpk) || !equal(unhex(intake.epk), inEpk)) {
    throw new Rejected("intake-key");
  }
  const signed = ctx("genesis", trust.fingerprint, genesis.case, lane, desk, keyId, inKid, inSpk, inEpk);
  await rejectAs("genesis", () => verify(inSpk, signed, fields.binary("sig")));
  return genesis;
}

/**
 * @param {Trust} trust
 * @param {string} kid hex
 */
function rosteredIntake(trust, kid) {
  for (const roster of trust.rosters.values()) {
    const found = roster.keys.find((key) => key.kid === kid && key.role === "intake");
    if (found) return found;
  }
  return undefined;
}
