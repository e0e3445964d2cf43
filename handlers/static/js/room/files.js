// @ts-check
/** A picture or a voice on its way into the room, sealed in this page piece by piece, and out of it again. */

import { coverOf, openAttachment } from "../crypto/attachment.js";
import { sealAttachment } from "../crypto/attachment_sealing.js";
import { b64, unb64 } from "../crypto/bytes.js";
import { redrawn } from "./media.js";
import { pieceName } from "./queue.js";
import { Trouble } from "./trouble.js";

/**
 * @typedef {import("./stay.js").Stay} Stay
 * @typedef {{ largest: number | undefined, onProgress: (share: number) => void }} About `largest` in bytes
 */

/** What a browser may take for a picture, a voice or a film; a drawing that could hold a script is none. */
const SHOWN = /^(?:image|audio|video)\/(?!svg)[\w.+-]+$/;
const OTHERWISE = "application/octet-stream";

/**
 * Resolves once it is sealed and waits to be sent. Throws `Trouble` "empty", "unreadable", "too-large", "not-verified".
 * @param {Stay} stay
 * @param {File} file
 * @param {About & { original: boolean }} about
 */
export async function sendImage(stay, file, { original, largest = Infinity, onProgress }) {
  require(file, original ? largest : Infinity);
  const picture = await redrawn(file);
  require(picture, largest);
  await send(stay, "image", picture, {}, onProgress);
  if (original) await send(stay, "image", file, { name: file.name, original }, () => {});
}

/**
 * As it is. Throws as `sendImage`.
 * @param {Stay} stay
 * @param {File} file
 * @param {About} about
 */
export async function sendAudio(stay, file, { largest = Infinity, onProgress }) {
  require(file, largest);
  if (!file.type.startsWith("audio/")) throw new Trouble("unreadable");
  await send(stay, "audio", file, {}, onProgress);
}

/**
 * What came with an entry. Throws `Trouble` "offline", "attachment" where there is none, `Rejected`.
 * @param {Stay} stay
 * @param {string} key
 */
export async function openFile(stay, key) {
  const own = stay.files.get(key);
  if (own) return own;
  const { cover, place, stream } = await stay.sealedFile(key);
  const type = SHOWN.test(cover.type ?? "") ? cover.type : OTHERWISE;
  return new Blob([await openAttachment(coverOf(cover), place, stream)], { type });
}

/**
 * @param {Stay} stay
 * @param {"image" | "audio"} kind
 * @param {Blob} content
 * @param {{ name?: string, original?: boolean }} more
 * @param {(share: number) => void} onProgress
 */
async function send(stay, kind, content, more, onProgress) {
  const { fingerprint, genesis } = stay.kept;
  const ref = crypto.getRandomValues(new Uint8Array(16));
  const place = { fingerprint, case: unb64(genesis.case), ref };
  const { cover, chunks } = await sealAttachment(new Uint8Array(await content.arrayBuffer()), place);
  const [name, type, size] = [b64(ref), content.type || OTHERWISE, content.size];
  for (const [number, piece] of chunks.entries()) await stay.store.put(pieceName(name, number), piece);
  const came = { v: 1, kind, ref: name, size, ...more };
  const opens = { v: 1, kind: "attachment", ref: name, state: "kept", type, ...cover };
  const upload = { ref: name, count: chunks.length, done: 0, again: false, type, name: more.name ?? "", size };
  const { key } = await stay.say([came, opens], { upload });
  stay.files.set(key, content);
  stay.watchers.set(key, onProgress);
}

/**
 * @param {Blob} content
 * @param {number} largest
 */
function require({ size }, largest) {
  if (size === 0) throw new Trouble("empty");
  if (size > largest) throw new Trouble("too-large");
}
