// @ts-check
/**
 * The row by which this browser knows its room again. The keys lie in it as the engine's own objects, which no script can read;
 * the secret, which the resume code is, is sealed to one of them. What was written is read back and tried before it counts.
 */

import { b64, equal } from "../crypto/bytes.js";
import { ctx, sign, verify } from "../crypto/context.js";
import { openSuite } from "../crypto/hpke.js";
import { accessOf } from "../crypto/room_keys.js";
import { ROOM } from "./store.js";

/**
 * @typedef {import("../crypto/bytes.js").Bytes} Bytes
 * @typedef {import("../crypto/room_keys.js").Resident} Resident
 * @typedef {import("./store.js").Store} Store
 * @typedef {import("./types.js").WrapSetJson} WrapSetJson
 * @typedef {import("./types.js").Language} Language
 *
 * @typedef {object} Opening what the server is still to be told; see POST /room/consultations
 * @property {WrapSetJson[]} wrapsets the last one counts; the others were made before the roster moved on
 * @property {string} capsule base64url
 * @property {string} access base64url, the hash
 * @property {boolean} eraseOnClose
 * @property {string | null} [placement] by whose paper the resident came
 * @property {string | null} link
 * @property {string | null} browser
 *
 * @typedef {object} Kept
 * @property {Bytes} fingerprint of the office, 20 bytes
 * @property {Resident} resident
 * @property {Bytes} secret sealed
 * @property {import("./types.js").GenesisJson} genesis
 * @property {Language} language
 * @property {Opening | null} opening null once the server has the room
 */

/**
 * @param {Uint8Array} fingerprint
 * @param {Resident} resident
 * @param {Uint8Array} secret
 */
export async function sealSecret(fingerprint, { kid, epk }, secret) {
  return (await openSuite()).seal(epk, secret, { info: ctx("room-kept", fingerprint, kid) });
}

/**
 * Throws "decrypt" for keys that are not those.
 * @param {Kept} kept
 */
export async function openSecret({ fingerprint, resident: { kid, epk, encKey }, secret }) {
  const info = ctx("room-kept", fingerprint, kid);
  return (await openSuite()).open({ privateKey: encKey, publicKey: epk }, secret, { info });
}

/**
 * What shows the server that this is the resident. Throws as `openSecret`.
 * @param {Kept} kept
 */
export async function accessFor(kept) {
  const secret = await openSecret(kept);
  const access = b64(await accessOf(secret, kept.fingerprint));
  secret.fill(0);
  return access;
}

/**
 * Keeps it, and resolves to whether the browser really does: it is read back, and signs and opens. Where it does not, the
 * memory of the page has it, and alone.
 * @param {Store} store
 * @param {Kept} kept
 */
export async function keep(store, kept) {
  await store.put(ROOM, kept);
  if (!store.durable) return false;
  if (await isGenuine(await store.readBack(ROOM), kept)) return true;
  // What is of no use to this browser is not left lying in it.
  await store.drop(ROOM);
  store.lose();
  await store.put(ROOM, kept);
  return false;
}

/**
 * Null where this browser keeps none that can be used.
 * @param {Store} store
 * @returns {Promise<Kept | null>}
 */
export async function recall(store) {
  const kept = await store.get(ROOM);
  return (await isGenuine(kept, kept)) ? kept : null;
}

/**
 * @param {Kept | null | undefined} found
 * @param {Kept} kept
 */
async function isGenuine(found, kept) {
  if (found === null || found === undefined) return false;
  const challenge = crypto.getRandomValues(new Uint8Array(16));
  try {
    await verify(kept.resident.spk, challenge, await sign(found.resident.signKey, challenge));
    const [secret, own] = [await openSecret(found), await openSecret(kept)];
    return equal(secret, own);
  } catch {
    return false;
  }
}
