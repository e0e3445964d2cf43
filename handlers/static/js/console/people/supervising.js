// @ts-check
/** The office's own key, from two sheets, lets a supervisor sign the list of people. */

import { signDelegation } from "../../crypto/roster_signing.js";

const DAYS = 400;

/**
 * The office's word for one supervisor's key, for 400 days from now.
 * @param {import("../desk.js").Desk} desk
 * @param {CryptoKey} root
 * @param {Uint8Array} rpk 65 bytes
 */
export const delegate = (desk, root, rpk) =>
  signDelegation(root, rpk, Math.floor(desk.clock.now() / 1000) + DAYS * 24 * 3600);
