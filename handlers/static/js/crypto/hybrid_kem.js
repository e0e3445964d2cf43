// @ts-check
/**
 * ML-KEM-768 (FIPS 203) and X25519 (RFC 7748) together, KEM 0x647a of draft-ietf-hpke-pq: safe as long as either is.
 * Twin of `HybridIdentity` and `HybridRecipient` in `storage/sealing.py`.
 *
 * The ML-KEM half is plain JavaScript, so its private key lies in the page's memory, and how long it computes may
 * depend on it. docs/decisions/suite-2.md says why nothing of the product uses it yet.
 */

import { sha3_256, shake256 } from "../../vendor/noble/hashes/sha3.js";
import { ml_kem768 } from "../../vendor/noble/post-quantum/ml-kem.js";
import { b64, cat, equal, utf8 } from "./bytes.js";
import { Rejected, rejectAs } from "./rejected.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {{ decapsulation: Uint8Array, x25519: CryptoKey }} HybridKey the first is 2400 bytes of ML-KEM
 * @typedef {{ message: Uint8Array, pair: CryptoKeyPair }} HybridEphemeral
 */

const POST_QUANTUM_KEY = 1184;
const CIPHERTEXT = 1088;
const X25519_KEY = 32;
const X25519 = { name: "X25519" };
const LABEL = utf8("\\.//^\\");

export class HybridKem {
  encLength = CIPHERTEXT + X25519_KEY;

  /**
   * A fresh secret and what tells it to the recipient. Throws "point" for what is no public key.
   * @param {Uint8Array} recipient 1216 bytes: ML-KEM-768 | X25519
   * @param {HybridEphemeral} [ephemeral] only from test vectors
   */
  async encapsulate(recipient, ephemeral) {
    if (recipient.length !== POST_QUANTUM_KEY + X25519_KEY) throw new Rejected("point", "length");
    const theirs = recipient.slice(POST_QUANTUM_KEY);
    return rejectAs("point", async () => {
      const lattice = recipient.slice(0, POST_QUANTUM_KEY);
      const { cipherText, sharedSecret } = ml_kem768.encapsulate(lattice, ephemeral?.message);
      const pair = ephemeral?.pair ?? (await generate());
      const own = new Uint8Array(await crypto.subtle.exportKey("raw", pair.publicKey));
      const dh = await agree(pair.privateKey, await importX25519(theirs));
      return { enc: cat(cipherText, own), shared: combine(sharedSecret, dh, own, theirs) };
    });
  }

  /**
   * Resolve to what tells an identity the secret inside `enc`. Throws "point" for another length; ML-KEM gives a wrong
   * secret for a wrong ciphertext, so that only opening tells.
   * @param {Bytes} enc
   * @returns {Promise<(identity: import("./hpke.js").Identity<HybridKey>) => Promise<Bytes>>}
   */
  async decapsulation(enc) {
    if (enc.length !== this.encLength) throw new Rejected("point", "length");
    const theirs = enc.slice(CIPHERTEXT);
    return async ({ privateKey, publicKey }) => {
      const dh = await agree(privateKey.x25519, await importX25519(theirs));
      const sharedSecret = ml_kem768.decapsulate(enc.slice(0, CIPHERTEXT), privateKey.decapsulation);
      return combine(sharedSecret, dh, theirs, publicKey.slice(POST_QUANTUM_KEY));
    };
  }

  /**
   * From a seed of 32 bytes. Throws "key-mismatch" when the ML-KEM half of the public key belongs to another.
   * @param {Uint8Array} seed
   * @param {Uint8Array} publicKey
   * @param {boolean} extractable the X25519 half; the other lies in memory in any case
   * @returns {Promise<HybridKey>}
   */
  async importPrivate(seed, publicKey, extractable) {
    const expanded = shake256(new Uint8Array(seed), { dkLen: 96 });
    const halves = ml_kem768.keygen(expanded.slice(0, 64));
    if (seed.length !== 32 || !equal(halves.publicKey, publicKey.subarray(0, POST_QUANTUM_KEY))) {
      throw new Rejected("key-mismatch");
    }
    const [d, x] = [b64(expanded.subarray(64)), b64(publicKey.subarray(POST_QUANTUM_KEY))];
    expanded.fill(0);
    const jwk = { kty: "OKP", crv: "X25519", d, x, ext: extractable };
    const x25519 = await rejectAs("key-mismatch", () =>
      crypto.subtle.importKey("jwk", jwk, X25519, extractable, ["deriveBits"]));
    return { decapsulation: halves.secretKey, x25519 };
  }
}

const generate = async () =>
  /** @type {CryptoKeyPair} */ (await crypto.subtle.generateKey(X25519, false, ["deriveBits"]));

/** @param {Bytes} raw */
const importX25519 = (raw) => crypto.subtle.importKey("raw", raw, X25519, true, []);

/**
 * Throws for a point of low order, which would give the same secret to everybody.
 * @param {CryptoKey} privateKey
 * @param {CryptoKey} publicKey
 */
async function agree(privateKey, publicKey) {
  const dh = new Uint8Array(await crypto.subtle.deriveBits({ name: "X25519", public: publicKey }, privateKey, 256));
  if (dh.every((byte) => byte === 0)) throw new Rejected("point", "low order");
  return dh;
}

/**
 * The secret of both, 32 bytes; the ML-KEM ciphertext needs no place in it (X-Wing).
 * @param {Uint8Array} postQuantum wiped here
 * @param {Bytes} dh wiped here
 * @param {Uint8Array} ephemeral public key
 * @param {Uint8Array} recipient X25519 public key
 */
function combine(postQuantum, dh, ephemeral, recipient) {
  const shared = new Uint8Array(sha3_256(cat(postQuantum, dh, ephemeral, recipient, LABEL)));
  for (const secret of [postQuantum, dh]) secret.fill(0);
  return shared;
}
