// @ts-check
/**
 * Wraps case keys for exactly the members of a desk in the verified roster and, in a room, for its resident; for nobody else,
 * whatever the server says. Twin of `make_wrapset` in `storage/wrapsets.py`.
 */

import { b64, hex, unb64, unhex } from "./bytes.js";
import { ctx, sha256, sign, SUITE } from "./context.js";
import { openSuite } from "./hpke.js";
import { Rejected } from "./rejected.js";
import { memberAt, sitsAt } from "./roster.js";
import { isInside, openScalar } from "./wrapset.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./roster.js").Trust} Trust
 * @typedef {import("./wrapset.js").WrapSetJson} WrapSetJson
 * @typedef {import("./genesis.js").Guest} Guest
 * @typedef {{ kid: Uint8Array, epk: Uint8Array, signKey: CryptoKey, encKey: CryptoKey }} Maker
 * @typedef {{ keyId: Bytes, casePk: Bytes, scalar: Bytes }} BareKey
 */

/**
 * A new case key, forgotten by this page at once: prepared for a consultation to come, or the next generation of one; in a
 * room without its guest, the key of what stays inside the desk. Throws "sender" unless this member sits at that desk now,
 * "not-entitled" for a guest who came to another, "point".
 * @param {Trust} trust
 * @param {Maker} member
 * @param {string} desk
 * @param {Guest | null} [guest] who is to read it too
 * @returns {Promise<WrapSetJson>}
 */
export async function makeWrapset(trust, member, desk, guest = null) {
  return wrapAndWipe(trust, member, desk, await makeBareKey(), guest);
}

/** A case key that nobody knows yet. @returns {Promise<BareKey>} */
export async function makeBareKey() {
  const made = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const { publicKey, privateKey } = /** @type {CryptoKeyPair} */ (made);
  const casePk = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const { d = "" } = await crypto.subtle.exportKey("jwk", privateKey);
  return { keyId: crypto.getRandomValues(new Uint8Array(16)), casePk, scalar: unb64(d) };
}

/**
 * The same case key, for who sits at its desk now: leavers lose their wrap, newcomers get one. A room's resident keeps
 * theirs, and is never given one. Throws what `openWrapset` throws, so nothing unproven is passed on, and "sender" unless
 * this member sits there now.
 * @param {Trust} trust
 * @param {Maker} member who signs
 * @param {WrapSetJson} json
 * @param {import("./wrapset.js").Reader} [reader] who opens: with the recovery key it is another than the member
 * @param {Guest | null} [guest] of the case's verified genesis
 * @returns {Promise<WrapSetJson>}
 */
export async function rewrap(trust, member, json, reader = member, guest = null) {
  const { keyId, casePk, scalar } = await openScalar(trust, json, reader, guest);
  return wrapAndWipe(trust, member, json.desk, { keyId, casePk, scalar }, isInside(json, guest) ? null : guest);
}

/**
 * Who a wrap set made now would be for, and who is new in it: kids in hex, from the verified roster.
 * @param {Trust} trust
 * @param {WrapSetJson} json
 */
export function membersFor(trust, { desk, wraps }) {
  const now = trust.current.desks.get(desk) ?? [];
  return { now, added: now.filter((kid) => wraps[kid] === undefined) };
}

/**
 * @param {Trust} trust
 * @param {Maker} member
 * @param {string} desk
 * @param {BareKey} key
 * @param {Guest | null} guest
 */
async function wrapAndWipe(trust, member, desk, key, guest) {
  try {
    const maker = memberAt(trust, trust.epoch, member.kid, ["counselor", "supervisor"]);
    if (!sitsAt(trust, trust.epoch, desk, maker.kid)) throw new Rejected("sender", "not of this desk");
    return await wrapFor(trust, member, desk, key, guest);
  } finally {
    key.scalar.fill(0);
  }
}

/**
 * As `makeWrapset`, of a key that stays the caller's to wipe, by anybody: `room_making.js` lets the guest do it.
 * @param {Trust} trust
 * @param {{ kid: Uint8Array, signKey: CryptoKey }} maker
 * @param {string} desk
 * @param {BareKey} key
 * @param {Guest | null} guest
 * @returns {Promise<WrapSetJson>}
 */
export async function wrapFor(trust, maker, desk, { keyId, casePk, scalar }, guest) {
  const { epoch, fingerprint } = trust;
  if (guest && guest.desk !== desk) throw new Rejected("not-entitled", "of another desk");
  if (scalar.length !== 32) throw new Rejected("key-mismatch");
  const suite = await openSuite();
  /** @type {Record<string, string>} */
  const wraps = {};
  const signed = [];
  for (const [kid, epk] of readers(trust, desk, guest)) {
    const info = ctx("wrap", fingerprint, keyId, casePk, unhex(kid), epoch, maker.kid, SUITE);
    const wrap = await suite.seal(epk, scalar, { info });
    wraps[kid] = b64(wrap);
    signed.push(unhex(kid), await sha256(wrap));
  }
  const words = ctx("wrapset", fingerprint, keyId, casePk, desk, epoch, maker.kid, ...signed);
  const sig = b64(await sign(maker.signKey, words));
  const names = { key_id: b64(keyId), case_pk: b64(casePk), desk, epoch, creator: b64(maker.kid) };
  return { ...names, suite: SUITE, wraps, sig };
}

/**
 * Kid in hex and encryption key of everybody it is for, in the order of kids.
 * @param {Trust} trust
 * @param {string} desk
 * @param {Guest | null} guest
 * @returns {[string, Bytes][]}
 */
function readers(trust, desk, guest) {
  /** @type {[string, Bytes][]} */
  const found = (trust.current.desks.get(desk) ?? []).map((kid) => [kid, encryptionKey(trust, kid)]);
  if (guest) found.push([hex(guest.kid), guest.epk]);
  return found.sort(([left], [right]) => (left < right ? -1 : 1));
}

/**
 * @param {Trust} trust
 * @param {string} kid hex
 */
function encryptionKey(trust, kid) {
  const found = trust.current.keys.find((key) => key.kid === kid);
  return unhex(found?.epk ?? "");
}
