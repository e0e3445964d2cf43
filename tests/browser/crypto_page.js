/**
 * What the browser tests ask the product's modules to do. Everything in and out is JSON; a refusal comes back
 * as its code.
 */

import { b64, hex, unb64, unhex, utf8 } from "/js/crypto/bytes.js";
import { Chain } from "/js/crypto/chain.js";
import { ctx, fingerprintText, pad, parseFingerprint, sha256, unpad } from "/js/crypto/context.js";
import { onCurve } from "/js/crypto/curve.js";
import { DhKem } from "/js/crypto/dh_kem.js";
import { verifyGenesis } from "/js/crypto/genesis.js";
import { openSuite } from "/js/crypto/hpke.js";
import { openKeyring } from "/js/crypto/keyring.js";
import { checkSeen, openTranscript } from "/js/crypto/reading.js";
import { parseRecord } from "/js/crypto/record.js";
import { recordId, sealRecord } from "/js/crypto/records.js";
import { acceptChain } from "/js/crypto/roster.js";
import { answer } from "/answering.js";

const ECDH = { name: "ECDH", namedCurve: "P-256" };
const ECDSA = { name: "ECDSA", namedCurve: "P-256" };

const importKey = (pkcs8, algorithm, usage) =>
  crypto.subtle.importKey("pkcs8", unb64(pkcs8), algorithm, false, [usage]);

async function openCase({ fingerprint, chain, now, remembered, genesis, wrapsets, reader }) {
  const trust = await acceptChain(chain, unb64(fingerprint), now, remembered);
  const encKey = await importKey(reader.enc, ECDH, "deriveBits");
  const member = { kid: unb64(reader.kid), epk: unb64(reader.epk), encKey };
  return { trust, caseKeys: await openKeyring(trust, genesis, wrapsets, member) };
}

const questions = {
  /** One official vector: [sealed with the vector's ephemeral key, opened], both as hex. */
  async vector({ kem_id, aead_id, info, skEm, pkEm, skRm, pkRm, enc, encryptions: [{ aad, ct, pt }] }) {
    const suite = await openSuite(kem_id, aead_id);
    const privateKey = await suite.importPrivate(unhex(skEm), unhex(pkEm));
    const publicKey = await new DhKem(kem_id).importPublic(unhex(pkEm));
    const binding = { info: unhex(info), aad: unhex(aad) };
    const ephemeral = { privateKey, publicKey };
    const sealed = await suite.seal(unhex(pkRm), unhex(pt), { ...binding, ephemeral });
    const recipient = await suite.importPrivate(unhex(skRm), unhex(pkRm));
    const identity = { privateKey: recipient, publicKey: unhex(pkRm) };
    return [hex(sealed), hex(await suite.open(identity, unhex(enc + ct), binding))];
  },

  /** The whole story: [id, text] of every record. */
  async read(story) {
    const { trust, caseKeys } = await openCase(story);
    const entries = await openTranscript(trust, story.genesis, story.records, caseKeys);
    checkSeen(entries, story.seen);
    return entries.map(({ id, payload }) => [id, payload && payload.text]);
  },

  /** Read again by who has accepted all up to the record `seen`: [how many were accepted, how many signatures that took]. */
  async readAgain({ story, seen }) {
    const { trust, caseKeys } = await openCase(story);
    const page = await verifyGenesis(trust, story.genesis);
    const { verify } = crypto.subtle;
    let asked = 0;
    crypto.subtle.verify = (...given) => ((asked += 1), verify.apply(crypto.subtle, given));
    try {
      const { accepted, failure } = await new Chain(trust, page, caseKeys).extend(story.records.map(parseRecord), seen);
      if (failure) throw failure;
      return [accepted.length, asked];
    } finally {
      delete crypto.subtle.verify;
    }
  },

  /** A reply at the end of the story, by a signing key that never leaves as anything but a CryptoKey. */
  async reply({ story, sign: pkcs8, kid, place, text }) {
    const { trust, caseKeys } = await openCase(story);
    const { casePk } = caseKeys.get(place.key_id);
    const member = { kid: unb64(kid), signKey: await importKey(pkcs8, ECDSA, "sign") };
    const record = await sealRecord(trust, member, casePk, place, { v: 1, kind: "text", text });
    return { record, id: await recordId(trust.fingerprint, record) };
  },

  /** Every case key of a story, and whether it can be taken out of the browser. */
  async caseKeys(story) {
    const { caseKeys } = await openCase(story);
    return [...caseKeys].map(([keyId, { caseKey }]) => [keyId, caseKey.extractable]);
  },

  /** The encodings: the same context, padding, fingerprint and base64url as the server's. */
  async words({ fields, payload, fingerprint }) {
    const padded = pad(utf8(payload));
    return {
      ctx: hex(ctx("label", ...fields.map((field) => (typeof field === "object" ? unhex(field.hex) : field)))),
      padded: hex(await sha256(padded)),
      unpadded: hex(unpad(padded)),
      fingerprint: fingerprintText(unb64(fingerprint)),
      parsed: b64(parseFingerprint(` ${fingerprintText(unb64(fingerprint)).toLowerCase()}\n`)),
    };
  },

  onCurve: async (point) => onCurve(unb64(point)),
  unb64: async (text) => hex(unb64(text)),
  unpad: async (padded) => hex(unpad(unb64(padded))),
};

answer(questions);
