// @ts-check
/**
 * Wraps case keys for exactly the members of a desk in the verified roster, and for nobody else whatever the server
 * says. Twin of `make_wrapset` in `storage/wrapsets.py`.
 */

import { b64, unb64, unhex } from "./bytes.js";
import { ctx, sha256, sign, SUITE } from "./context.js";
import { openSuite } from "./hpke.js";
import { Rejected } from "./rejected.js";
import { memberAt, sitsAt } from "./roster.js";
import { openScalar } from "./wrapset.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./roster.js").Trust} Trust
 * @typedef {import("./wrapset.js").WrapSetJson} WrapSetJson
 * @typedef {{ kid: Uint8Array, epk: Uint8Array, signKey: CryptoKey, encKey: CryptoKey }} Maker
 * @typedef {{ keyId: Uint8Array, casePk: Bytes, scalar: Bytes }} BareKey
 */

/**
 * A new case key, forgotten by this page at once: prepared for a consultation to come, or the next generation of one.
 * Throws "sender" unless this member sits at that desk now, "point".
 * @param {Trust} trust
 * @param {Maker} member
 * @param {string} desk
 * @returns {Promise<WrapSetJson>}
 */
export async function makeWrapset(trust, member, desk) {
  const made = await crypto.subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const { publicKey, privateKey } = /** @type {CryptoKeyPair} */ (made);
  const casePk = new Uint8Array(await crypto.subtle.exportKey("raw", publicKey));
  const { d = "" } = await crypto.subtle.exportKey("jwk", privateKey);
  const keyId = crypto.getRandomValues(new Uint8Array(16));
  return wrapAndWipe(trust, member, desk, { keyId, casePk, scalar: unb64(d) });
}

/**
 * The same case key, for who sits at its desk now: leavers lose their wrap, newcomers get one. Throws what
 * `openWrapset` throws, so nothing unproven is passed on, and "sender" unless this member sits there now.
 * @param {Trust} trust
 * @param {Maker} member who signs
 * @param {WrapSetJson} json
 * @param {import("./wrapset.js").Reader} [reader] who opens: with the recovery key it is another than the member
 * @returns {Promise<WrapSetJson>}
 */
export async function rewrap(trust, member, json, reader = member) {
  const { keyId, casePk, scalar } = await openScalar(trust, json, reader);
  return wrapAndWipe(trust, member, json.desk, { keyId, casePk, scalar });
}

/**
 * Who a wrap set made now would be for, and who is new in it: kids in hex, from the verified roster.
 * @param {Trust} trust
 * @param {WrapSetJson} json
 */
export function membersFor(trust, { desk, wraps }) {
  const now = trust.current.desks.get(desk) ?? [];
  return { now, added: now.filter((kid) => !Object.hasOwn(wraps, kid)) };
}

/**
 * @param {Trust} trust
 * @param {Maker} member
 * @param {string} desk
 * @param {BareKey} key
 */
async function wrapAndWipe(trust, member, desk, key) {
  try {
    return await wrapFor(trust, member, desk, key);
  } finally {
    key.scalar.fill(0);
  }
}

/**
 * @param {Trust} trust
 * @param {Maker} member
 * @param {string} desk
 * @param {BareKey} key
 * @returns {Promise<WrapSetJson>}
 */
async function wrapFor(trust, member, desk, { keyId, casePk, scalar }) {
  const { epoch, fingerprint } = trust;
  const maker = memberAt(trust, epoch, member.kid, ["counselor", "supervisor"]);
  if (!sitsAt(trust, epoch, desk, maker.kid)) throw new Rejected("sender", "not of this desk");
  if (scalar.length !== 32) throw new Rejected("key-mismatch");
  const suite = await openSuite();
  /** @type {Record<string, string>} */
  const wraps = {};
  const signed = [];
  for (const kid of [...(trust.current.desks.get(desk) ?? [])].sort()) {
    const info = ctx("wrap", fingerprint, keyId, casePk, unhex(kid), epoch, member.kid, SUITE);
    const wrap = await suite.seal(encryptionKey(trust, kid), scalar, { info });
    wraps[kid] = b64(wrap);
    signed.push(unhex(kid), await sha256(wrap));
  }
  const words = ctx("wrapset", fingerprint, keyId, casePk, desk, epoch, member.kid, ...signed);
  const sig = b64(await sign(member.signKey, words));
  const names = { key_id: b64(keyId), case_pk: b64(casePk), desk, epoch, creator: b64(member.kid) };
  return { ...names, suite: SUITE, wraps, sig };
}

/**
 * @param {Trust} trust
 * @param {string} kid hex
 */
function encryptionKey(trust, kid) {
  const found = trust.current.keys.find((key) => key.kid === kid);
  return unhex(found?.epk ?? "");
}
