/**
 * What the browser tests ask the product's modules to do. Everything in and out is JSON; a refusal comes back
 * as its code.
 */

import { b64, hex, unb64, unhex, utf8 } from "/js/crypto/bytes.js";
import { deriveUnlock, openCapsule } from "/js/crypto/capsule.js";
import { ctx, fingerprintText, pad, parseFingerprint, sha256, sign, unpad } from "/js/crypto/context.js";
import { onCurve } from "/js/crypto/curve.js";
import { verifyGenesis } from "/js/crypto/genesis.js";
import { openSuite } from "/js/crypto/hpke.js";
import { openTranscript, recordId, sealRecord } from "/js/crypto/records.js";
import { Rejected } from "/js/crypto/rejected.js";
import { acceptChain } from "/js/crypto/roster.js";
import { openWrapset } from "/js/crypto/wrapset.js";

const ECDH = { name: "ECDH", namedCurve: "P-256" };
const ECDSA = { name: "ECDSA", namedCurve: "P-256" };

/** The private keys this page holds between two questions: capsules take a second to unlock. */
const held = new Map();

const importKey = (pkcs8, algorithm, usage) =>
  crypto.subtle.importKey("pkcs8", unb64(pkcs8), algorithm, false, [usage]);

async function openCase({ fingerprint, chain, now, remembered, genesis, wrapsets, reader }) {
  const trust = await acceptChain(chain, unb64(fingerprint), now, remembered);
  await verifyGenesis(trust, genesis);
  const encKey = await importKey(reader.enc, ECDH, "deriveBits");
  const member = { kid: unb64(reader.kid), epk: unb64(reader.epk), encKey };
  const caseKeys = new Map();
  for (const wrapset of wrapsets) {
    const { keyId, casePk, caseKey } = await openWrapset(trust, wrapset, member);
    caseKeys.set(keyId, { casePk, caseKey });
  }
  return { trust, caseKeys };
}

const questions = {
  /** One official vector: [sealed with the vector's ephemeral key, opened], both as hex. */
  async vector({ kem_id, aead_id, info, skEm, pkEm, skRm, pkRm, enc, encryptions: [{ aad, ct, pt }] }) {
    const suite = await openSuite(kem_id, aead_id);
    const privateKey = await suite.importPrivate(unhex(skEm), unhex(pkEm));
    const publicKey = await suite.importPublic(unhex(pkEm));
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
    return entries.map(({ id, payload }) => [id, payload && payload.text]);
  },

  /** A reply at the end of the story, by a signing key that never leaves as anything but a CryptoKey. */
  async reply({ story, sign: pkcs8, kid, place, text }) {
    const { trust, caseKeys } = await openCase(story);
    const { casePk } = caseKeys.get(place.key_id);
    const member = { kid: unb64(kid), signKey: await importKey(pkcs8, ECDSA, "sign") };
    const record = await sealRecord(trust, member, casePk, place, { v: 1, kind: "text", text });
    return { record, id: await recordId(trust.fingerprint, record) };
  },

  /** A wrap set written with the product's words, as a colleague's console will when somebody new comes. */
  async wrap({ story, sign: pkcs8, creator, scalar, wrapset: { key_id, case_pk, desk, epoch }, members }) {
    const suite = await openSuite();
    const wraps = {};
    const signed = [];
    const name = [unb64(story.fingerprint), unb64(key_id), unb64(case_pk)];
    for (const [kid, epk] of members.toSorted()) {
      const info = ctx("wrap", ...name, unhex(kid), epoch, unb64(creator), 1);
      const wrap = await suite.seal(unb64(epk), unb64(scalar), { info });
      wraps[kid] = b64(wrap);
      signed.push(unhex(kid), await sha256(wrap));
    }
    const signKey = await importKey(pkcs8, ECDSA, "sign");
    const sig = await sign(signKey, ctx("wrapset", ...name, desk, epoch, unb64(creator), ...signed));
    return { key_id, case_pk, desk, epoch, creator, suite: 1, wraps, sig: b64(sig) };
  },

  /** What the server is shown at sign-in. */
  async unlock({ passphrase, salt, iters }) {
    const unlock = await deriveUnlock(passphrase, unb64(salt), iters);
    held.set("unlock", unlock);
    return { secret: b64(unlock.signInSecret), commit: b64(unlock.commit) };
  },

  /** Whose capsule it is, once it is open. */
  async capsule({ capsule, fingerprint }) {
    const opened = await openCapsule(capsule, held.get("unlock"), unb64(fingerprint));
    held.set("keys", opened);
    return b64(opened.kid);
  },

  /** What the keys from the open capsule can do: sign, open, and whether any of them can be taken out. */
  async keys({ message, epk, sealed }) {
    const { signKey, encKey, rosterKey } = held.get("keys");
    const identity = { privateKey: encKey, publicKey: unb64(epk) };
    const opened = await (await openSuite()).open(identity, unb64(sealed), { info: utf8(message) });
    return {
      sig: b64(await sign(signKey, utf8(message))),
      rosterSig: rosterKey && b64(await sign(rosterKey, utf8(message))),
      opened: b64(opened),
      extractable: [signKey, encKey, rosterKey].map((key) => key?.extractable),
    };
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

/** Answers {value} or {refused: code}; only a `Rejected` counts as refused, anything else fails the test. */
globalThis.ask = async (question, asked) => {
  try {
    return { value: await questions[question](asked) };
  } catch (error) {
    if (error instanceof Rejected) return { refused: error.code };
    return { failed: `${error.name}: ${error.message}` };
  }
};
