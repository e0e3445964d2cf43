// @ts-check
/**
 * One key generation of a case, wrapped for every member of its desk and, in a room, for the resident; or there for the desk
 * alone, for what stays inside. Twin of `storage/wrapsets.py`.
 */

import { equal, hex, unhex } from "./bytes.js";
import { ctx, sha256, SUITE, verify } from "./context.js";
import { onCurve } from "./curve.js";
import { Fields } from "./fields.js";
import { openSuite } from "./hpke.js";
import { Rejected, rejectAs } from "./rejected.js";
import { memberAt, sitsAt } from "./roster.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./roster.js").Trust} Trust
 * @typedef {import("./genesis.js").Guest} Guest
 *
 * @typedef {object} WrapSetJson binary fields are base64url
 * @property {string} key_id
 * @property {string} case_pk
 * @property {string} desk
 * @property {number} epoch
 * @property {string} creator
 * @property {number} suite
 * @property {Record<string, string>} wraps by kid in hex
 * @property {string} sig
 *
 * @typedef {{ kid: Uint8Array, epk: Uint8Array, encKey: CryptoKey }} Reader who opens: name, public key, private key
 * @typedef {{ keyId: string, casePk: Bytes, caseKey: CryptoKey }} CaseKey keyId in base64url; caseKey is non-extractable
 * @typedef {Awaited<ReturnType<typeof acceptWrapset>>} WrapSet
 */

const NAMES = ["key_id", "case_pk", "desk", "epoch", "creator", "suite", "wraps", "sig"];
const WRAP_LENGTH = 65 + 32 + 16;
const EMPTY = new Uint8Array(0);

/**
 * The case key, for one member. Throws what `acceptWrapset` throws, "not-entitled" (no wrap for this kid),
 * "wrap" (made for somebody or something else) or "key-mismatch" (what is inside is not the key of case_pk).
 * @param {Trust} trust
 * @param {WrapSetJson} json
 * @param {Reader} reader
 * @param {Guest | null} [guest] of the case's verified genesis
 * @returns {Promise<CaseKey>}
 */
export async function openWrapset(trust, json, reader, guest = null) {
  const { casePk, caseKey, scalar } = await openScalar(trust, json, reader, guest);
  scalar.fill(0);
  return { keyId: json.key_id, casePk, caseKey };
}

/**
 * The same together with the bare private number, for the caller to wrap once more and to wipe.
 * @param {Trust} trust
 * @param {WrapSetJson} json
 * @param {Reader} reader
 * @param {Guest | null} guest
 */
export async function openScalar(trust, json, { kid, epk, encKey }, guest) {
  const { keyId, casePk, epoch, creator, wraps } = await acceptWrapset(trust, json, guest);
  const wrap = wraps.get(hex(kid));
  if (!wrap) throw new Rejected("not-entitled");
  const suite = await openSuite();
  const info = ctx("wrap", trust.fingerprint, keyId, casePk, kid, epoch, creator, SUITE);
  const scalar = await rejectAs("wrap", () => suite.open({ privateKey: encKey, publicKey: epk }, wrap, { info }));
  const caseKey = await rejectAs("key-mismatch", () => provenKey(suite, scalar, casePk));
  return { keyId, casePk, caseKey, scalar };
}

/**
 * Verify against the roster of the wrap set's own epoch. `guest` is that of the case's verified genesis: null on the talk
 * lane. Throws "suite"; "sender" unless the creator sat at that desk or, on the talk lane only, was an intake or, in a room,
 * is its guest, who makes none without themselves; "signature" when anything was altered; "not-entitled" when it is wrapped
 * for somebody who is neither of the desk nor the guest, or in a room is another desk's; "point".
 * @param {Trust} trust
 * @param {WrapSetJson} json
 * @param {Guest | null} [guest]
 */
export async function acceptWrapset(trust, json, guest = null) {
  const { sig, ...wrapset } = parse(json);
  const { keyId, casePk, desk, epoch, creator, wraps } = wrapset;
  const signer = creatorKey(trust, wrapset, guest);
  const signed = [];
  for (const kid of [...wraps.keys()].sort()) signed.push(unhex(kid), await sha256(wraps.get(kid) ?? EMPTY));
  const fp = trust.fingerprint;
  await verify(signer, ctx("wrapset", fp, keyId, casePk, desk, epoch, creator, ...signed), sig);
  if (guest && desk !== guest.desk) throw new Rejected("not-entitled", "of another desk");
  const welcome = guest && hex(guest.kid);
  for (const kid of wraps.keys()) {
    if (kid !== welcome && !sitsAt(trust, epoch, desk, kid)) throw new Rejected("not-entitled", "wrapped for a stranger");
  }
  if (!onCurve(casePk)) throw new Rejected("point");
  return wrapset;
}

/**
 * Whether an accepted wrap set is for the desk alone, in a room. It shows in the wraps, which are signed: nobody has to say
 * so.
 * @param {WrapSetJson} json
 * @param {Guest | null} guest
 */
export const isInside = ({ wraps }, guest) => guest !== null && wraps[hex(guest.kid)] === undefined;

/**
 * @param {Trust} trust
 * @param {{ desk: string, epoch: number, creator: Bytes, wraps: Map<string, Bytes> }} wrapset
 * @param {Guest | null} guest
 * @returns {Bytes}
 */
function creatorKey(trust, { desk, epoch, creator, wraps }, guest) {
  if (guest && equal(creator, guest.kid)) {
    if (!trust.rosters.has(epoch)) throw new Rejected("sender", "no such epoch");
    // A key of their making that looks as if they could not open it would have the desk's notes sealed to them.
    if (!wraps.has(hex(guest.kid))) throw new Rejected("sender", "made by the guest for others only");
    return guest.spk;
  }
  const roles = guest ? ["counselor", "supervisor"] : ["intake", "counselor", "supervisor"];
  const maker = memberAt(trust, epoch, creator, roles);
  if (maker.role !== "intake" && !sitsAt(trust, epoch, desk, maker.kid)) {
    throw new Rejected("sender", "not of this desk");
  }
  return unhex(maker.spk);
}

/** @param {WrapSetJson} json */
function parse(json) {
  const fields = new Fields(json, "wrap", NAMES);
  if (fields.number("suite") !== SUITE) throw new Rejected("suite");
  const listed = fields.object("wraps");
  if (!listed.names().every((kid) => /^[0-9a-f]{32}$/.test(kid))) throw new Rejected("wrap", "kid");
  return {
    keyId: fields.binary("key_id", 16),
    casePk: fields.binary("case_pk", 65),
    desk: fields.text("desk"),
    epoch: fields.number("epoch"),
    creator: fields.binary("creator", 16),
    wraps: new Map(listed.names().map((kid) => [kid, listed.binary(kid, WRAP_LENGTH)])),
    sig: fields.binary("sig"),
  };
}

/**
 * Import a private key and prove by a round trip that it belongs to the public one: not every engine notices
 * (Firefox 153 and WebKitGTK 2.50 import a pair that does not match).
 * @param {import("./hpke.js").Suite} suite
 * @param {Bytes} scalar
 * @param {Bytes} publicKey
 */
async function provenKey(suite, scalar, publicKey) {
  const privateKey = await suite.importPrivate(scalar, publicKey);
  const challenge = crypto.getRandomValues(new Uint8Array(16));
  const sealed = await suite.seal(publicKey, challenge, { info: EMPTY });
  const answer = await suite.open({ privateKey, publicKey }, sealed, { info: EMPTY });
  if (!equal(answer, challenge)) throw new Rejected("key-mismatch");
  return privateKey;
}
