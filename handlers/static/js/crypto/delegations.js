// @ts-check
/**
 * The root's word for those who may sign the next roster, and how it is passed on: a delegation ends with its holder. Twin
 * of `storage/delegations.py`.
 */

import { equal, hex } from "./bytes.js";
import { ctx, verify } from "./context.js";
import { Fields } from "./fields.js";
import { Rejected, rejectAs } from "./rejected.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {{ body: Bytes, sig: Bytes }} Delegation the root's word that a roster key may sign: the exact signed bytes
 * @typedef {Delegation & { kid: string }} Granted as a roster lists it; kid in hex of the supervisor whose key it names
 *
 * @typedef {object} Mandate what a delegation says
 * @property {Bytes} rpk the roster key, 65 bytes
 * @property {number} until seconds since 1970
 * @property {number | null} epoch the only one that it may sign unlisted
 */

const FIRST = 1;

/**
 * What a new supervisor's signing key signs: that this roster key is theirs. The check number vouches for the signing key.
 * @param {Uint8Array} kid
 * @param {Uint8Array} rpk
 */
export const rosterKeyClaim = (kid, rpk) => ctx("roster-key", kid, rpk);

/**
 * Whom the root lets sign. Throws "delegation" unless the root signed it.
 * @param {Delegation} delegation
 * @param {Uint8Array} root
 * @returns {Promise<Mandate>}
 */
export async function delegated({ body, sig }, root) {
  await rejectAs("delegation", () => verify(root, ctx("delegation", body), sig));
  return readMandate(body);
}

/**
 * As `delegated`, of one that has been verified.
 * @param {Bytes} body
 * @returns {Mandate}
 */
export function readMandate(body) {
  const fields = Fields.parse(body, "delegation");
  if (fields.number("v") !== 1 || fields.text("t") !== "delegation") throw new Rejected("delegation", "type or version");
  const epoch = fields.has("epoch") ? fields.number("epoch") : null;
  return { rpk: fields.hex("rpk", 65), until: fields.number("not_after"), epoch };
}

/**
 * One that a roster lists: nothing is believed of it yet. Throws "roster".
 * @param {unknown} entry
 * @returns {Granted}
 */
export function parseGranted(entry) {
  const fields = new Fields(entry, "roster", ["kid", "body", "sig"]);
  return { kid: hex(fields.hex("kid", 16)), body: fields.binary("body"), sig: fields.binary("sig", 64) };
}

/**
 * Whether this delegation lets anybody sign this epoch, after a roster that lists `before`. Throws "delegation".
 * @param {number} epoch
 * @param {Delegation} own
 * @param {Uint8Array} root
 * @param {readonly Granted[]} before
 */
export async function checkSigner(epoch, own, root, before) {
  if (before.some((one) => same(one, own)) || (await isMadeFor(epoch, own, root))) return;
  throw new Rejected("delegation", "not listed, and not made for this epoch");
}

/**
 * What a roster lists is for its own supervisors, one each, and either stood in the roster before or was made by the root
 * for this epoch: what has once fallen out never comes back. Throws "delegation".
 * @param {{ epoch: number, keys: readonly import("./roster.js").Member[], delegations: readonly Granted[] }} roster
 * @param {Uint8Array} root
 * @param {readonly Granted[]} before
 */
export async function checkGranted({ epoch, keys, delegations }, root, before) {
  const supervisors = new Set(keys.filter((key) => key.role === "supervisor").map((key) => key.kid));
  const kids = new Set(delegations.map((one) => one.kid));
  if (kids.size !== delegations.length) throw new Rejected("delegation", "a kid stands twice");
  for (const one of delegations) {
    if (!supervisors.has(one.kid)) throw new Rejected("delegation", "for nobody who may sign");
    if (before.some((known) => known.kid === one.kid && same(known, one))) continue;
    if (!(await isMadeFor(epoch, one, root))) throw new Rejected("delegation", "passed on from nowhere");
  }
}

/**
 * The first epoch has none before it, so there one without a number will do.
 * @param {number} epoch
 * @param {Delegation} delegation
 * @param {Uint8Array} root
 */
async function isMadeFor(epoch, delegation, root) {
  const { epoch: named } = await delegated(delegation, root);
  return named === epoch || (named === null && epoch === FIRST);
}

/**
 * @param {Delegation} one
 * @param {Delegation} other
 */
const same = (one, other) => equal(one.body, other.body) && equal(one.sig, other.sig);
