// @ts-check
/** What stands for a text that a colleague looks at, so that the server can tell it again without having read it. */

import { b64, unb64 } from "../../crypto/bytes.js";
import { ctx, sha256 } from "../../crypto/context.js";

const SALT_BYTES = 16;

/**
 * 32 bytes in base64url. Twin of `commitment_of` in storage/checks.py.
 * @param {Uint8Array} fingerprint of the office, 20 bytes
 * @param {string} consultation its id, base64url
 * @param {string} salt 16 bytes, base64url
 * @param {string} text well formed
 */
export const commitmentOf = async (fingerprint, consultation, salt, text) =>
  b64(await sha256(ctx("reply-check", fingerprint, unb64(consultation), unb64(salt), text)));

/** A fresh salt, in base64url. */
export const newSalt = () => b64(crypto.getRandomValues(new Uint8Array(SALT_BYTES)));
