// @ts-check
/** Solves a challenge of ALTCHA's protocol, version 2: tries counters until the derived key begins as it should. Knows no page. */

/**
 * @typedef {{ algorithm: string, nonce: string, salt: string, cost: number, keyLength: number, keyPrefix: string,
 *   data: { most: number } }} Parameters
 * @typedef {{ parameters: Parameters, signature: string }} Challenge
 */

const TELL_EVERY = 20;

/**
 * What the server is shown: base64 of JSON. Rejects for a challenge that has no solution.
 * @param {Challenge} challenge
 * @param {(part: number) => void} tell how much of the way is gone, from 0 to 1
 * @returns {Promise<string>}
 */
export async function solve({ parameters, signature }, tell) {
  const salt = bytes(parameters.salt);
  const prefix = bytes(parameters.keyPrefix);
  const password = new Uint8Array([...bytes(parameters.nonce), 0, 0, 0, 0]);
  const end = new DataView(password.buffer, password.length - 4);
  const derivation = { name: "PBKDF2", hash: "SHA-256", salt, iterations: parameters.cost };
  for (let counter = 0; counter <= parameters.data.most; counter += 1) {
    end.setUint32(0, counter);
    const key = await crypto.subtle.importKey("raw", password, "PBKDF2", false, ["deriveBits"]);
    const derived = new Uint8Array(await crypto.subtle.deriveBits(derivation, key, parameters.keyLength * 8));
    if (prefix.every((byte, at) => byte === derived[at])) {
      const solution = { counter, derivedKey: hex(derived) };
      return btoa(JSON.stringify({ challenge: { parameters, signature }, solution }));
    }
    if (counter % TELL_EVERY === 0) tell(counter / parameters.data.most);
  }
  throw new Error("The challenge has no solution");
}

/** @param {string} text hex */
const bytes = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

/** @param {Uint8Array} content */
const hex = (content) => Array.from(content, (byte) => byte.toString(16).padStart(2, "0")).join("");
