// @ts-check
/** Signs the next roster, in a supervisor's browser. Twin of `sign_roster` in `storage/roster.py`. */

import { b64, hex, utf8 } from "./bytes.js";
import { ctx, sha256, sign, SUITE, verify } from "./context.js";
import { delegated } from "./delegations.js";
import { Fields } from "./fields.js";
import { Rejected } from "./rejected.js";
import { acceptLink } from "./roster.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./delegations.js").Granted} Granted
 * @typedef {import("./roster.js").Member} Member
 * @typedef {import("./roster.js").Trust} Trust
 * @typedef {import("./roster.js").SignedRosterJson} SignedRosterJson
 *
 * @typedef {object} Change what is to be different; the rest stays as it is
 * @property {readonly Member[]} [members]
 * @property {Map<string, readonly string[]> | Record<string, readonly string[]>} [desks] kids in hex by desk id
 * @property {readonly Granted[]} [granted] the root's word, made for this epoch, for whom it lets sign from now on
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
 * The root lets a supervisor's roster key sign until `until` (seconds since 1970, 400 days ahead by policy): the roster of
 * `epoch`, and from then on what follows one that lists it.
 * @param {CryptoKey} rootKey
 * @param {{ kid: string, rpk: Uint8Array, until: number, epoch: number }} whom kid in hex
 * @returns {Promise<Granted>}
 */
export async function signDelegation(rootKey, { kid, rpk, until, epoch }) {
  const body = utf8(JSON.stringify({ v: 1, t: "delegation", rpk: hex(rpk), not_after: until, epoch }));
  return { kid, body, sig: await sign(rootKey, ctx("delegation", body)) };
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
  const granted = change.granted ?? [];
  const root = fields.binary("root");
  const { body: delegation, sig } = await ownOf(rosterKey, [...granted, ...trust.current.delegations], root);
  const body = utf8(JSON.stringify(nextBody(trust, change, granted)));
  const signed = {
    root: link.root,
    delegation: b64(delegation),
    delegation_sig: b64(sig),
    roster: b64(body),
    sig: b64(await sign(rosterKey, ctx("roster", body))),
  };
  await acceptLink(trust.fingerprint, signed, change.notBefore, trust);
  return signed;
}

/**
 * @param {Trust} trust
 * @param {Change} change
 * @param {readonly Granted[]} granted
 */
function nextBody({ epoch, hash, fingerprint, current }, { members, desks, notBefore }, granted) {
  const begins = Math.max(notBefore - SLOW_CLOCK, current.notBefore);
  const seats = desks ?? current.desks;
  const keys = (members ?? current.keys).map(({ kid, role, name, spk, epk }) => ({ kid, role, name, spk, epk }));
  return {
    v: 1,
    t: "roster",
    office: hex(fingerprint),
    epoch: epoch + 1,
    prev: hash,
    not_before: begins,
    not_after: begins + ROSTER_DAYS * DAY,
    suite_min: Math.max(current.suiteMin, SUITE),
    keys,
    desks: Object.fromEntries(seats instanceof Map ? seats : Object.entries(seats)),
    delegations: passedOn(keys, current.delegations, granted).map(({ kid, body, sig }) => ({ kid, body: b64(body), sig: b64(sig) })),
  };
}

/**
 * Whoever leaves takes theirs along; one that is over stays, so that its holder can have it renewed.
 * @param {readonly Member[]} keys
 * @param {readonly Granted[]} before
 * @param {readonly Granted[]} granted
 * @returns {Granted[]}
 */
function passedOn(keys, before, granted) {
  const anew = new Set(granted.map((one) => one.kid));
  const kids = new Set(keys.map((key) => key.kid));
  return [...before.filter((one) => kids.has(one.kid) && !anew.has(one.kid)), ...granted];
}

/**
 * A private key does not say which public one is its own, so it signs something and we see whose signature that is.
 * Throws "delegation" when the root does not let it sign.
 * @param {CryptoKey} rosterKey
 * @param {readonly Granted[]} delegations the first of this key is taken
 * @param {Bytes} root
 */
async function ownOf(rosterKey, delegations, root) {
  const question = ctx("whose-roster-key", crypto.getRandomValues(new Uint8Array(16)));
  const answer = await sign(rosterKey, question);
  for (const delegation of delegations) {
    const { rpk } = await delegated(delegation, root);
    if (await isBy(rpk, question, answer)) return delegation;
  }
  throw new Rejected("delegation", "none for this key");
}

/**
 * @param {Uint8Array} publicKey
 * @param {Uint8Array} words
 * @param {Uint8Array} sig
 */
const isBy = (publicKey, words, sig) => verify(publicKey, words, sig).then(() => true, () => false);
