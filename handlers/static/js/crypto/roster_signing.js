// @ts-check
/** Signs the next roster, in a supervisor's browser. Twin of `sign_roster` in `storage/roster.py`. */

import { b64, hex, unhex, utf8 } from "./bytes.js";
import { ctx, sha256, sign, SUITE, verify } from "./context.js";
import { Fields } from "./fields.js";
import { Rejected } from "./rejected.js";
import { acceptLink } from "./roster.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./roster.js").Delegation} Delegation
 * @typedef {import("./roster.js").Member} Member
 * @typedef {import("./roster.js").Trust} Trust
 * @typedef {import("./roster.js").SignedRosterJson} SignedRosterJson
 *
 * @typedef {object} Change what is to be different; the rest stays as it is
 * @property {readonly Member[]} [members]
 * @property {Map<string, readonly string[]> | Record<string, readonly string[]>} [desks] kids in hex by desk id
 * @property {Delegation} [delegation] of the key that signs; otherwise the longest that the chain tells of
 * @property {readonly Delegation[]} [granted] the root's word for new supervisors, passed on to them in the roster
 * @property {number} notBefore now, in seconds since 1970
 */

const DAY = 24 * 3600;
const ROSTER_DAYS = 35;
/** Clocks differ: a colleague's PC that is this much behind (seconds) must not find the new roster "not valid yet". */
const SLOW_CLOCK = 300;

/**
 * The root private key, non-extractable. Wipe `pkcs8` afterwards.
 * @param {Bytes} pkcs8 from `openSheets`
 */
export const importRoot = (pkcs8) =>
  crypto.subtle.importKey("pkcs8", pkcs8, { name: "ECDSA", namedCurve: "P-256" }, false, ["sign"]);

/**
 * The root lets a roster key sign until `notAfter` (seconds since 1970, 400 days ahead by policy).
 * @param {CryptoKey} rootKey
 * @param {Uint8Array} rpk 65 bytes
 * @param {number} notAfter
 * @returns {Promise<Delegation>}
 */
export async function signDelegation(rootKey, rpk, notAfter) {
  const body = utf8(JSON.stringify({ v: 1, t: "delegation", rpk: hex(rpk), not_after: notAfter }));
  return { body, sig: await sign(rootKey, ctx("delegation", body)) };
}

/**
 * The next epoch, valid for 35 days: the exact bytes that are signed are what travels. Throws "history" when `link` is
 * not the newest of the verified chain, and whatever a reader would refuse it with: "delegation" (none that lives for
 * this key), "roster", "kid".
 * @param {Trust} trust
 * @param {SignedRosterJson} link the newest
 * @param {CryptoKey} rosterKey
 * @param {Change} change
 * @returns {Promise<SignedRosterJson>}
 */
export async function nextRoster(trust, link, rosterKey, change) {
  const fields = new Fields(link, "roster", ["root", "delegation", "delegation_sig", "roster", "sig"]);
  if (hex(await sha256(fields.binary("roster"))) !== trust.hash) throw new Rejected("history");
  const given = change.delegation ? [change.delegation] : [];
  const known = [...given, ...(change.granted ?? []), ...trust.delegations];
  const living = await longest(known, fields.binary("root"), change.notBefore);
  const delegation = change.delegation ?? (await ownOf(rosterKey, living));
  const body = utf8(JSON.stringify(nextBody(trust, change, living)));
  const signed = {
    root: link.root,
    delegation: b64(delegation.body),
    delegation_sig: b64(delegation.sig),
    roster: b64(body),
    sig: b64(await sign(rosterKey, ctx("roster", body))),
  };
  await acceptLink(trust.fingerprint, signed, change.notBefore);
  return signed;
}

/**
 * @param {Trust} trust
 * @param {Change} change
 * @param {Map<string, Delegation>} delegations
 */
function nextBody({ epoch, hash, fingerprint, current }, { members, desks, notBefore }, delegations) {
  const begins = Math.max(notBefore - SLOW_CLOCK, current.notBefore);
  const seats = desks ?? current.desks;
  return {
    v: 1,
    t: "roster",
    office: hex(fingerprint),
    epoch: epoch + 1,
    prev: hash,
    not_before: begins,
    not_after: begins + ROSTER_DAYS * DAY,
    suite_min: Math.max(current.suiteMin, SUITE),
    keys: (members ?? current.keys).map(({ kid, role, name, spk, epk }) => ({ kid, role, name, spk, epk })),
    desks: Object.fromEntries(seats instanceof Map ? seats : Object.entries(seats)),
    delegations: [...delegations.values()].map(({ body, sig }) => ({ body: b64(body), sig: b64(sig) })),
  };
}

/**
 * Of what the root really signed and what is not over yet, the longest for each roster key.
 * @param {readonly Delegation[]} delegations
 * @param {Bytes} root
 * @param {number} now
 * @returns {Promise<Map<string, Delegation>>} by the key in hex
 */
async function longest(delegations, root, now) {
  /** @type {Map<string, Delegation>} */
  const found = new Map();
  const untilOf = (/** @type {Delegation} */ one) => Fields.parse(one.body, "delegation").number("not_after");
  for (const delegation of delegations) {
    if (!(await isBy(root, ctx("delegation", delegation.body), delegation.sig))) continue;
    const rpk = hex(Fields.parse(delegation.body, "delegation").hex("rpk", 65));
    const known = found.get(rpk);
    const until = untilOf(delegation);
    if (until >= now && (!known || until > untilOf(known))) found.set(rpk, delegation);
  }
  return found;
}

/**
 * A private key does not say which public one is its own, so it signs something and we see whose signature that is.
 * Throws "delegation" when the root does not let it sign now.
 * @param {CryptoKey} rosterKey
 * @param {Map<string, Delegation>} delegations
 */
async function ownOf(rosterKey, delegations) {
  const question = ctx("whose-roster-key", crypto.getRandomValues(new Uint8Array(16)));
  const answer = await sign(rosterKey, question);
  for (const [rpk, delegation] of delegations) if (await isBy(unhex(rpk), question, answer)) return delegation;
  throw new Rejected("delegation", "none for this key");
}

/**
 * @param {Uint8Array} publicKey
 * @param {Uint8Array} words
 * @param {Uint8Array} sig
 */
const isBy = (publicKey, words, sig) => verify(publicKey, words, sig).then(() => true, () => false);
