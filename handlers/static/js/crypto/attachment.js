// @ts-check
/**
 * Opens a picture, voice or file that was sealed in chunks. Twin of `storage/chunks.py`, which says how it is sealed;
 * `attachment_sealing.js` does it in a browser.
 */

import { cat, equal } from "./bytes.js";
import { ctx, sha256 } from "./context.js";
import { Fields } from "./fields.js";
import { Rejected } from "./rejected.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 *
 * @typedef {object} Cover what opens the chunks; it comes out of a sealed record
 * @property {Bytes} key 32 bytes
 * @property {Bytes} prefix 7 bytes
 * @property {number} size in bytes, unpadded
 * @property {Bytes} sha256 of the unpadded content
 * @property {number} chunks
 *
 * @typedef {{ fingerprint: Uint8Array, case: Uint8Array, ref: Uint8Array }} Place whose it is, in 20, 16 and 16 bytes
 */

/** Bytes of padded content in every piece but the last, which may be shorter. */
export const CHUNK = 64 * 1024;
const LENGTH = 4;

/**
 * Rejected "padding" for what is none.
 * @param {unknown} payload of an attachment record
 * @returns {Cover}
 */
export function coverOf(payload) {
  const fields = new Fields(payload, "padding");
  return {
    key: fields.binary("key", 32),
    prefix: fields.binary("prefix", 7),
    size: fields.number("size"),
    sha256: fields.binary("sha256", 32),
    chunks: fields.number("chunks"),
  };
}

/**
 * The whole file, or none of it. Rejected "decrypt" for a chunk that is not in its place, "padding" for another number
 * of chunks or another length, "blob-hash" for another file.
 * @param {Cover} cover
 * @param {Place} place
 * @param {Uint8Array} stream u32 length | chunk, one after the other
 * @returns {Promise<Bytes>}
 */
export async function openAttachment(cover, place, stream) {
  const chunks = split(stream);
  if (cover.chunks !== countOf(cover.size) || chunks.length !== cover.chunks) throw new Rejected("padding", "chunks");
  const padded = await decrypt(cover, ctx("attachment", place.fingerprint, place.case, place.ref, cover.size), chunks);
  const content = padded.subarray(0, cover.size);
  if (padded.length !== padme(cover.size) || padded.subarray(cover.size).some((byte) => byte !== 0)) {
    throw new Rejected("padding");
  }
  if (!equal(await sha256(content), cover.sha256)) throw new Rejected("blob-hash");
  return content;
}

/**
 * The padded length of so many bytes (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files", 2019).
 * @param {number} size below 2^53
 */
export function padme(size) {
  if (size < 2) return size;
  const exponent = bits(size) - 1;
  const step = 2 ** (exponent - bits(exponent));
  return Math.ceil(size / step) * step;
}

/**
 * @param {Cover} cover
 * @param {Bytes} aad
 * @param {readonly Bytes[]} chunks
 * @returns {Promise<Bytes>}
 */
async function decrypt(cover, aad, chunks) {
  const key = await crypto.subtle.importKey("raw", cover.key, "AES-GCM", false, ["decrypt"]);
  const opened = chunks.map(async (chunk, number) => {
    const iv = nonce(cover, number);
    try {
      return new Uint8Array(await crypto.subtle.decrypt({ name: "AES-GCM", iv, additionalData: aad }, key, chunk));
    } catch {
      throw new Rejected("decrypt");
    }
  });
  return cat(...(await Promise.all(opened)));
}

/**
 * What one chunk is sealed with, 12 bytes.
 * @param {{ prefix: Bytes, chunks: number }} cover
 * @param {number} number of the chunk, from 0
 */
export function nonce({ prefix, chunks }, number) {
  const counter = Uint8Array.of(number >>> 24, number >>> 16, number >>> 8, number);
  return cat(prefix, counter, Uint8Array.of(number === chunks - 1 ? 1 : 0));
}

/**
 * How many chunks so many bytes make.
 * @param {number} size
 */
export const countOf = (size) => Math.max(1, Math.ceil(padme(size) / CHUNK));

/**
 * How many binary digits it has; `size` may be beyond 32 of them.
 * @param {number} size
 */
const bits = (size) => size.toString(2).length;

/**
 * @param {Uint8Array} stream
 * @returns {Bytes[]}
 */
function split(stream) {
  const view = new DataView(stream.buffer, stream.byteOffset, stream.byteLength);
  const chunks = [];
  for (let at = 0; at < stream.length; ) {
    const begin = at + LENGTH;
    const end = begin <= stream.length ? begin + view.getUint32(at) : Infinity;
    if (end > stream.length) throw new Rejected("padding", "cut off");
    chunks.push(new Uint8Array(stream.subarray(begin, end)));
    at = end;
  }
  return chunks;
}
