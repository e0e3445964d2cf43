// @ts-check
/** The signed list of who works here, verified against a pinned fingerprint. Twin of `storage/roster.py`. */

import { equal, hex } from "./bytes.js";
import { ctx, fingerprintOf, kidOf, sha256, SUITE, verify, ZERO } from "./context.js";
import { checkGranted, checkSigner, delegated, parseGranted } from "./delegations.js";
import { Fields } from "./fields.js";
import { Rejected, rejectAs } from "./rejected.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 *
 * @typedef {object} SignedRosterJson one link of the chain, every field base64url of the exact signed bytes
 * @property {string} root
 * @property {string} delegation
 * @property {string} delegation_sig
 * @property {string} roster
 * @property {string} sig
 *
 * @typedef {object} Member all hex; epk is empty for who has no encryption key
 * @property {string} kid
 * @property {string} role
 * @property {string} name
 * @property {string} spk
 * @property {string} epk
 *
 * @typedef {object} Roster one epoch; times in seconds since 1970
 * @property {number} epoch
 * @property {string} office hex
 * @property {string} prev hex
 * @property {number} notBefore
 * @property {number} notAfter
 * @property {number} suiteMin
 * @property {Member[]} keys
 * @property {Map<string, string[]>} desks kids in hex by desk id
 * @property {readonly import("./delegations.js").Granted[]} delegations who may sign the next roster
 *
 * @typedef {object} Trust a verified chain
 * @property {Bytes} fingerprint
 * @property {number} epoch
 * @property {string} hash hex, of the newest roster's body
 * @property {Map<number, Roster>} rosters
 * @property {Roster} current
 *
 * @typedef {{ epoch: number, hash: string | null }} Remembered the newest roster this browser ever accepted; hash in hex
 */

const LINK = ["root", "delegation", "delegation_sig", "roster", "sig"];

/**
 * Verify a whole chain, epochs 1, 2, 3 ... Throws "fingerprint", "delegation" (by somebody whom the roster before does not
 * list, or listing whom it may not), "roster", "kid", "history", "suite", "rollback" (older than remembered),
 * "equivocation" (another roster at the remembered epoch) or, last of all, "stale".
 * @param {readonly SignedRosterJson[]} chain
 * @param {Uint8Array} fingerprint 20 bytes, from outside the server's database
 * @param {number | null} now seconds since 1970; null for a chain that may have run out, to be signed anew
 * @param {Remembered | null} remembered
 * @returns {Promise<Trust>}
 */
export async function acceptChain(chain, fingerprint, now, remembered) {
  if (!Array.isArray(chain) || chain.length === 0) throw new Rejected("roster", "empty chain");
  /** @type {Map<number, Roster>} */
  const rosters = new Map();
  const hashes = [hex(ZERO)];
  /** @type {Roster | null} */
  let before = null;
  for (const [index, link] of chain.entries()) {
    const newest = index === chain.length - 1;
    const past = { epoch: index, hash: hashes[index] ?? "", current: before };
    const { roster, hash } = await acceptLink(fingerprint, link, newest ? now : null, past);
    rosters.set(roster.epoch, roster);
    hashes.push(hash);
    before = roster;
  }
  checkMemory(hashes, remembered);
  const epoch = chain.length;
  const current = at(rosters, epoch);
  if (now !== null && (now < current.notBefore || now > current.notAfter)) throw new Rejected("stale");
  const hash = hashes[epoch] ?? "";
  return { fingerprint: new Uint8Array(fingerprint), epoch, hash, rosters, current };
}

/**
 * Who had this kid in one of these roles at that epoch. Throws "sender" when nobody had.
 * @param {Trust} trust
 * @param {number} epoch
 * @param {Uint8Array} kid
 * @param {readonly string[]} roles
 * @returns {Member}
 */
export function memberAt(trust, epoch, kid, roles) {
  const wanted = hex(kid);
  const member = at(trust.rosters, epoch).keys.find((key) => key.kid === wanted);
  if (!member || !roles.includes(member.role)) throw new Rejected("sender");
  return member;
}

/**
 * Whether this member belonged to this desk at that epoch.
 * @param {Trust} trust
 * @param {number} epoch
 * @param {string} desk
 * @param {string} kid hex
 */
export const sitsAt = (trust, epoch, desk, kid) =>
  at(trust.rosters, epoch).desks.get(desk)?.includes(kid) ?? false;

/**
 * @param {Map<number, Roster>} rosters
 * @param {number} epoch
 */
function at(rosters, epoch) {
  const roster = rosters.get(epoch);
  if (!roster) throw new Rejected("sender", "no such epoch");
  return roster;
}

/**
 * @param {readonly string[]} hashes by epoch
 * @param {Remembered | null} remembered
 */
function checkMemory(hashes, remembered) {
  if (!remembered) return;
  if (hashes.length - 1 < remembered.epoch) throw new Rejected("rollback");
  if (remembered.hash !== null && hashes[remembered.epoch] !== remembered.hash) throw new Rejected("equivocation");
}

/**
 * One link after those before it. Throws "fingerprint", "delegation", "roster", "kid", "suite" or "history".
 * @param {Uint8Array} fingerprint
 * @param {unknown} link
 * @param {number | null} now null for history: its delegation only had to live when that roster began
 * @param {{ epoch: number, hash: string, current: Roster | null }} before epoch 0 and null when it is the first
 */
export async function acceptLink(fingerprint, link, now, before) {
  const fields = new Fields(link, "roster", LINK);
  const root = fields.binary("root");
  if (!equal(await fingerprintOf(root), fingerprint)) throw new Rejected("fingerprint");
  const own = { body: fields.binary("delegation"), sig: fields.binary("delegation_sig") };
  const mandate = await delegated(own, root);
  const roster = await parseRoster(await signedBody(mandate.rpk, fields));
  if (roster.office !== hex(fingerprint)) throw new Rejected("roster", "of another office");
  if (mandate.until < (now ?? roster.notBefore)) throw new Rejected("delegation", "expired");
  if (roster.suiteMin > SUITE) throw new Rejected("suite");
  if (roster.epoch !== before.epoch + 1 || roster.prev !== before.hash) throw new Rejected("history");
  const granted = before.current?.delegations ?? [];
  await checkSigner(roster.epoch, own, root, granted);
  await checkGranted(roster, root, granted);
  return { roster, hash: hex(await sha256(fields.binary("roster"))) };
}

/**
 * What is signed as one kind never passes as another: the kind is inside the signature.
 * @param {Uint8Array} rosterKey
 * @param {Fields} link
 */
async function signedBody(rosterKey, link) {
  const [bytes, sig] = [link.binary("roster"), link.binary("sig")];
  await rejectAs("roster", () => verify(rosterKey, ctx("roster", bytes), sig));
  const body = Fields.parse(bytes, "roster");
  if (body.number("v") !== 1 || body.text("t") !== "roster") throw new Rejected("roster", "type or version");
  return body;
}

/**
 * @param {Fields} body
 * @returns {Promise<Roster>}
 */
async function parseRoster(body) {
  const keys = await Promise.all(body.list("keys").map(parseMember));
  const kids = new Set(keys.map((key) => key.kid));
  if (kids.size !== keys.length) throw new Rejected("roster", "a kid stands twice");
  const listed = body.object("desks");
  return {
    epoch: body.number("epoch"),
    office: hex(body.hex("office", 20)),
    prev: hex(body.hex("prev", 32)),
    notBefore: body.number("not_before"),
    notAfter: body.number("not_after"),
    suiteMin: body.number("suite_min"),
    keys,
    desks: new Map(listed.names().map((desk) => [desk, parseDesk(listed.list(desk), kids)])),
    delegations: body.has("delegations") ? body.list("delegations").map(parseGranted) : [],
  };
}

/**
 * @param {unknown} entry
 * @returns {Promise<Member>}
 */
async function parseMember(entry) {
  const fields = new Fields(entry, "roster");
  const [kid, spk, epk] = [fields.hex("kid", 16), fields.hex("spk", 65), fields.hex("epk", 0, 65)];
  const role = fields.text("role");
  if (!equal(await kidOf(role, spk, epk), kid)) throw new Rejected("kid");
  return { kid: hex(kid), role, name: fields.text("name"), spk: hex(spk), epk: hex(epk) };
}

/**
 * @param {readonly unknown[]} listed
 * @param {Set<string>} known
 * @returns {string[]}
 */
function parseDesk(listed, known) {
  const kids = listed.filter((kid) => typeof kid === "string" && known.has(kid));
  if (kids.length !== listed.length || new Set(kids).size !== kids.length) throw new Rejected("roster", "desks");
  return /** @type {string[]} */ (kids);
}
