/** What the tests of keys ask: capsules, sheets of paper, rosters signed and keys wrapped in the browser. */

import { b64, unb64, utf8 } from "/js/crypto/bytes.js";
import { deriveUnlock, deriveUnlockFromPrf, openCapsule, openCapsuleKey, prfSalt } from "/js/crypto/capsule.js";
import { makeCapsule, passphraseUnlocker, prfUnlocker } from "/js/crypto/capsule_making.js";
import { checkNumber, sign } from "/js/crypto/context.js";
import { openSuite } from "/js/crypto/hpke.js";
import { makeIdentity, wipe } from "/js/crypto/identity.js";
import { generatePassphrase } from "/js/crypto/passphrase.js";
import { acceptChain } from "/js/crypto/roster.js";
import { importRoot, nextRoster, signDelegation } from "/js/crypto/roster_signing.js";
import { join, split } from "/js/crypto/shamir.js";
import { makeSheets, openSheets, parseCode } from "/js/crypto/sheets.js";
import { openWrapset } from "/js/crypto/wrapset.js";
import { makeWrapset, membersFor, rewrap } from "/js/crypto/wrapset_making.js";
import { answer } from "/answering.js";

/** What this page holds between two questions: a passphrase takes a second to unlock, and keys do not travel. */
const held = new Map();

const importKey = (pkcs8, name, usage) =>
  crypto.subtle.importKey("pkcs8", unb64(pkcs8), { name, namedCurve: "P-256" }, false, [usage]);

const importMember = async ({ kid, epk, sign: signing, enc }) => ({
  kid: unb64(kid),
  epk: unb64(epk),
  signKey: await importKey(signing, "ECDSA", "sign"),
  encKey: await importKey(enc, "ECDH", "deriveBits"),
});

const trustOf = ({ fingerprint, chain, now }) => acceptChain(chain, unb64(fingerprint), now, null);

const fromJson = ({ kid, body, sig }) => ({ kid, body: unb64(body), sig: unb64(sig) });

answer({
  /** What the server is shown at sign-in. */
  async unlock({ passphrase, salt, iters }) {
    const unlock = await deriveUnlock(passphrase, unb64(salt), iters);
    held.set("pass", unlock);
    return { secret: b64(unlock.signInSecret), commit: b64(unlock.commit) };
  },

  async unlockWithPasskey({ output, salt }) {
    held.set("prf", await deriveUnlockFromPrf(unb64(output), unb64(salt)));
  },

  prfSalt: async ({ capsule, credential }) => b64(prfSalt(capsule, credential)),

  /** Whose capsule it is, once it is open. */
  async capsule({ capsule, fingerprint, kind = "pass" }) {
    const opened = await openCapsule(capsule, held.get(kind), unb64(fingerprint));
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

  /** A newcomer's keys in a capsule, with two more ways in, each made from the one before. */
  async enrol({ role, rosterKey, fingerprint, output, credential }) {
    const identity = await makeIdentity(role, { rosterKey });
    const [passphrase, next] = [generatePassphrase(), generatePassphrase()];
    const { capsule, secret } = await makeCapsule(unb64(fingerprint), identity, passphrase);
    const { kid, spk, epk, rpk } = identity;
    wipe(identity);
    const wiped = Object.values(identity.pkcs8).every((key) => key.every((byte) => byte === 0));
    const typed = await deriveUnlock(passphrase, unb64(capsule.unlockers[0].salt), capsule.unlockers[0].iters);
    const capsuleKey = await openCapsuleKey(capsule, typed);
    const passkey = await prfUnlocker(kid, capsuleKey, unb64(output), credential);
    const changed = await passphraseUnlocker(kid, capsuleKey, next);
    const names = { kid: b64(kid), spk: b64(spk), epk: b64(epk), rpk: rpk && b64(rpk) };
    const secrets = { secret: b64(secret), passphrase, next, nextSecret: b64(changed.secret) };
    return { ...names, ...secrets, capsule, passkey, changed: changed.unlocker, wiped };
  },

  passphrases: async (count) => Array.from({ length: count }, generatePassphrase),

  checkNumber: ({ fingerprint, kid }) => checkNumber(unb64(fingerprint), unb64(kid)),

  async split({ secret, slope }) {
    return split(unb64(secret), unb64(slope)).map(({ index, y }) => ({ index, y: b64(y) }));
  },

  async join({ shares, length }) {
    return b64(join(shares.map(({ index, y }) => ({ index, y: unb64(y) })), length));
  },

  async parseCode(typed) {
    const { y, ...rest } = await parseCode(typed);
    return { ...rest, y: b64(y) };
  },

  openSheets: async ({ kind, fingerprint, codes, stored }) => b64(await openSheets(kind, unb64(fingerprint), codes, stored)),

  makeSheets: ({ kind, fingerprint, pkcs8, publicKey }) =>
    makeSheets(kind, unb64(fingerprint), unb64(pkcs8), unb64(publicKey)),

  /** The next roster, signed by a supervisor's roster key that is given as PKCS#8 only here. */
  async nextRoster({ rosterKey, change, link, ...office }) {
    const trust = await trustOf(office);
    const { granted, ...rest } = change;
    const key = await importKey(rosterKey, "ECDSA", "sign");
    const own = granted && { granted: granted.map(fromJson) };
    return nextRoster(trust, link ?? office.chain.at(-1), key, { ...rest, ...own });
  },

  async delegate({ root, rpk, ...whom }) {
    const rootKey = await importRoot(unb64(root));
    const { kid, body, sig } = await signDelegation(rootKey, { ...whom, rpk: unb64(rpk) });
    return { kid, body: b64(body), sig: b64(sig), extractable: rootKey.extractable };
  },

  /** The newest roster's epoch and hash, once the chain is believed. */
  async accept(office) {
    const { epoch, hash } = await trustOf(office);
    return { epoch, hash };
  },

  makeWrapset: async ({ member, desk, ...office }) =>
    makeWrapset(await trustOf(office), await importMember(member), desk),

  async rewrap({ member, reader, wrapset, ...office }) {
    const trust = await trustOf(office);
    const { added } = membersFor(trust, wrapset);
    const maker = await importMember(member);
    return { wrapset: await rewrap(trust, maker, wrapset, reader && (await importMember(reader))), added };
  },

  async openWrapset({ member, wrapset, ...office }) {
    const { keyId, casePk, caseKey } = await openWrapset(await trustOf(office), wrapset, await importMember(member));
    return { keyId, casePk: b64(casePk), extractable: caseKey.extractable };
  },

});
