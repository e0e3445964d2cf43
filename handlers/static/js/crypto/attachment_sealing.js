// @ts-check
/** Seals a picture or a voice in chunks, in the resident's browser. Twin of `seal` in `storage/chunks.py`, which says how. */

import { CHUNK, countOf, nonce, padme } from "./attachment.js";
import { b64 } from "./bytes.js";
import { ctx, sha256 } from "./context.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {import("./attachment.js").Cover} Cover
 *
 * @typedef {object} SealedAttachment
 * @property {{ key: string, prefix: string, size: number, sha256: string, chunks: number }} cover its fields in the payload of
 *   the attachment's record
 * @property {Bytes[]} chunks as they are uploaded, none longer than 64 KiB and a tag of 16 bytes
 */

/**
 * A random key seals one file only.
 * @param {Uint8Array} content
 * @param {import("./attachment.js").Place} place of a random `ref`, which no other message has
 * @returns {Promise<SealedAttachment>}
 */
export async function sealAttachment(content, place) {
  const random = (/** @type {number} */ length) => crypto.getRandomValues(new Uint8Array(length));
  return sealWith({ key: random(32), prefix: random(7) }, content, place);
}

/**
 * The same with a given key and prefix, which only the tests' vectors have.
 * @param {{ key: Bytes, prefix: Bytes }} given
 * @param {Uint8Array} content
 * @param {import("./attachment.js").Place} place
 * @returns {Promise<SealedAttachment>}
 */
export async function sealWith({ key, prefix }, content, place) {
  const size = content.length;
  const cover = { key, prefix, size, sha256: await sha256(content), chunks: countOf(size) };
  const aes = await crypto.subtle.importKey("raw", key, "AES-GCM", false, ["encrypt"]);
  const additionalData = ctx("attachment", place.fingerprint, place.case, place.ref, size);
  const chunks = [];
  for (let number = 0; number < cover.chunks; number += 1) {
    const algorithm = { name: "AES-GCM", iv: nonce(cover, number), additionalData };
    chunks.push(new Uint8Array(await crypto.subtle.encrypt(algorithm, aes, piece(content, number))));
  }
  const written = { key: b64(key), prefix: b64(prefix), size, sha256: b64(cover.sha256), chunks: cover.chunks };
  key.fill(0);
  return { cover: written, chunks };
}

/**
 * One piece of the padded content: zeros stand behind the end.
 * @param {Uint8Array} content
 * @param {number} number from 0
 */
function piece(content, number) {
  const begin = number * CHUNK;
  const padded = new Uint8Array(Math.min(CHUNK, padme(content.length) - begin));
  padded.set(content.subarray(begin, begin + CHUNK));
  return padded;
}
