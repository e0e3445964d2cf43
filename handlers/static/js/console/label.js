// @ts-check
/** The short neutral name of a consultation. Pure; it says nothing about the resident. */

import { unb64 } from "../crypto/bytes.js";
import { encodeBase32 } from "../lib/base32.js";

/**
 * Four characters, such as "K7M4".
 * @param {string} id base64url
 */
export const labelOf = (id) => encodeBase32(unb64(id)).slice(0, 4).toUpperCase();
