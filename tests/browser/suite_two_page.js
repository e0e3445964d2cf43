/** What the tests of suite 2 ask. Binary is hex, as in the vectors. */

import { b64, hex, unhex } from "/js/crypto/bytes.js";
import { MLKEM768_X25519, openHybridSuite } from "/js/crypto/hpke.js";
import { HybridKem } from "/js/crypto/hybrid_kem.js";
import { Schedule } from "/js/crypto/schedule.js";
import { answer } from "/answering.js";

const kem = new HybridKem();

/** The pair whose private key is the second half of the vector's randomness. */
async function ephemeralPair(scalar, publicKey) {
  const jwk = { kty: "OKP", crv: "X25519", d: b64(scalar), x: b64(publicKey) };
  return {
    privateKey: await crypto.subtle.importKey("jwk", jwk, "X25519", false, ["deriveBits"]),
    publicKey: await crypto.subtle.importKey("raw", publicKey, "X25519", true, []),
  };
}

answer({
  /** One official vector: what the sender makes of the vector's randomness, and the secret that each side has. */
  async secrets({ ikmE, skRm, pkRm, enc }) {
    const randomness = unhex(ikmE);
    const pair = await ephemeralPair(randomness.slice(32), unhex(enc).slice(1088));
    const sent = await kem.encapsulate(unhex(pkRm), { message: randomness.slice(0, 32), pair });
    const privateKey = await kem.importPrivate(unhex(skRm), unhex(pkRm), false);
    const decapsulate = await kem.decapsulation(unhex(enc));
    const received = await decapsulate({ privateKey, publicKey: unhex(pkRm) });
    return { enc: hex(sent.enc), sent: hex(sent.shared), received: hex(received) };
  },

  /** Key and nonce that follow from the secret of a vector. */
  async schedule({ aead_id, shared_secret, info }) {
    const schedule = new Schedule(MLKEM768_X25519, aead_id);
    const wanted = { length: 32, usages: ["encrypt"], extractable: true };
    const { key, nonce } = await schedule.keyAndNonce(unhex(shared_secret), unhex(info), wanted);
    return [hex(new Uint8Array(await crypto.subtle.exportKey("raw", key))), hex(nonce)];
  },

  async seal({ recipient, plaintext, info }) {
    return hex(await (await openHybridSuite()).seal(unhex(recipient), unhex(plaintext), { info: unhex(info) }));
  },

  async open({ seed, recipient, sealed, info }) {
    const suite = await openHybridSuite();
    const publicKey = unhex(recipient);
    const privateKey = await suite.importPrivate(unhex(seed), publicKey);
    return hex(await suite.open({ privateKey, publicKey }, unhex(sealed), { info: unhex(info) }));
  },
});
