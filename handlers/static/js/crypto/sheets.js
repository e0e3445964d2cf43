// @ts-check
/**
 * A private key that only two of three people together can use: its secret exists in three shares, each on a sheet of
 * paper. Twin of `storage/sheets.py`.
 */

import { encodeBase32 } from "../lib/base32.js";
import { b64, cat, equal } from "./bytes.js";
import { ctx, inFours, readBase32, sha256 } from "./context.js";
import { Fields } from "./fields.js";
import { Rejected, rejectAs } from "./rejected.js";
import { join, split } from "./shamir.js";

/**
 * @typedef {import("./bytes.js").Bytes} Bytes
 * @typedef {"root" | "recovery"} Kind
 * @typedef {{ kind: Kind, index: number, setId: number, y: Bytes }} Code what one code says
 * @typedef {{ set_id: string, public: string, sealed: string }} SealedSheets as stored, in base64url
 */

/** @type {readonly Kind[]} */
const KINDS = ["root", "recovery"];
const SECRET = 16;
const NONCE = 12;
const SPACING = /[\s\-‐‑‒–—―−ー]+/g;
/** @type {Record<string, string>} */
const HANDWRITTEN = { 0: "O", 1: "I", 8: "B" };

/**
 * Reads a code however it is typed: full-width letters, lower case, spaces and hyphens, 0 1 8 for O I B. Throws
 * "sheet-typo" for anything that no sheet says.
 * @param {string} text
 * @returns {Promise<Code>}
 */
export async function parseCode(text) {
  const letters = text.normalize("NFKC").replace(SPACING, "").toUpperCase();
  const typed = letters.replace(/[018]/g, (digit) => HANDWRITTEN[digit] ?? digit);
  if (!/^[A-Z2-7]{32}$/.test(typed)) throw new Rejected("sheet-typo");
  const content = readBase32(typed);
  const first = Number(content[0]);
  const kind = KINDS[(first >> 4) - 1];
  const index = first & 15;
  const genuine = equal(await checksum(content.subarray(0, 18)), content.subarray(18));
  if (!genuine || !kind || index < 1 || index > 3) throw new Rejected("sheet-typo");
  return { kind, index, setId: Number(content[1]), y: content.slice(2, 18) };
}

/**
 * The private key (PKCS#8, for the caller to wipe), from any two codes, as typed or parsed. Throws "sheet-typo",
 * "sheet-kind" (of the other key), "sheet-set" (of another printing), "sheet-same" (one sheet twice) or "sheet-secret"
 * (together they open nothing: of another office, or only one).
 * @param {Kind} kind
 * @param {Uint8Array} fingerprint of the office, 20 bytes
 * @param {readonly (string | Code)[]} codes
 * @param {SealedSheets} stored
 * @returns {Promise<Bytes>}
 */
export async function openSheets(kind, fingerprint, codes, stored) {
  const fields = new Fields(stored, "sheet-secret");
  const [setId] = fields.binary("set_id", 1);
  const [publicKey, sealed] = [fields.binary("public", 65), fields.binary("sealed")];
  const secret = join(await belongingTogether(kind, Number(setId), codes), SECRET);
  const key = await sheetKey(kind, fingerprint, secret);
  secret.fill(0);
  const additionalData = ctx("sheet-sealed", kind, fingerprint, publicKey);
  const binding = { name: "AES-GCM", iv: sealed.slice(0, NONCE), additionalData };
  return rejectAs("sheet-secret", async () => {
    return new Uint8Array(await crypto.subtle.decrypt(binding, key, sealed.slice(NONCE)));
  });
}

/**
 * @param {Kind} kind
 * @param {number} setId
 * @param {readonly (string | Code)[]} codes
 */
async function belongingTogether(kind, setId, codes) {
  /** @type {Code[]} */
  const shares = [];
  for (const typed of codes) {
    const code = typeof typed === "string" ? await parseCode(typed) : typed;
    if (code.kind !== kind) throw new Rejected("sheet-kind");
    if (code.setId !== setId) throw new Rejected("sheet-set");
    if (shares.some((other) => other.index === code.index)) throw new Rejected("sheet-same");
    shares.push(code);
  }
  return shares;
}

/**
 * Seals a private key under a new secret and splits that: three codes to be printed and forgotten, and what is stored.
 * @param {Kind} kind
 * @param {Uint8Array} fingerprint of the office, 20 bytes
 * @param {Uint8Array} pkcs8
 * @param {Uint8Array} publicKey 65 bytes
 * @returns {Promise<{ codes: string[] } & SealedSheets>}
 */
export async function makeSheets(kind, fingerprint, pkcs8, publicKey) {
  const secret = crypto.getRandomValues(new Uint8Array(SECRET));
  const slope = crypto.getRandomValues(new Uint8Array(SECRET));
  const setId = crypto.getRandomValues(new Uint8Array(1));
  const iv = crypto.getRandomValues(new Uint8Array(NONCE));
  const key = await sheetKey(kind, fingerprint, secret);
  const additionalData = ctx("sheet-sealed", kind, fingerprint, publicKey);
  const content = await crypto.subtle.encrypt({ name: "AES-GCM", iv, additionalData }, key, new Uint8Array(pkcs8));
  const shares = split(secret, slope);
  const codes = await Promise.all(shares.map(({ index, y }) => writeCode({ kind, index, setId: Number(setId[0]), y })));
  for (const bytes of [secret, slope, ...shares.map(({ y }) => y)]) bytes.fill(0);
  return { codes, set_id: b64(setId), public: b64(publicKey), sealed: b64(cat(iv, new Uint8Array(content))) };
}

/** @param {Code} code as printed: eight groups of four */
async function writeCode({ kind, index, setId, y }) {
  const content = cat(Uint8Array.of(((KINDS.indexOf(kind) + 1) << 4) | index, setId), y);
  return inFours(encodeBase32(cat(content, await checksum(content))).toUpperCase());
}

/** @param {Uint8Array} content */
const checksum = async (content) => (await sha256(ctx("sheet", content))).slice(0, 2);

/**
 * @param {Kind} kind
 * @param {Uint8Array} fingerprint
 * @param {Bytes} secret
 */
async function sheetKey(kind, fingerprint, secret) {
  const material = await crypto.subtle.importKey("raw", secret, "HKDF", false, ["deriveKey"]);
  const info = ctx("sheet-key", kind, fingerprint);
  const derivation = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
  return crypto.subtle.deriveKey(derivation, material, { name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
}
