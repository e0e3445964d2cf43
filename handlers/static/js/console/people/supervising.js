// @ts-check
/** The office's own key, from two sheets, lets a supervisor sign the list of people. */

import { signDelegation } from "../../crypto/roster_signing.js";

const DAYS = 400;

/**
 * The office's word for one supervisor's key, for 400 days from now; good for the next list only, and those after it.
 * @param {import("../desk.js").Desk} desk
 * @param {CryptoKey} root
 * @param {{ kid: string, rpk: Uint8Array }} whom kid in hex
 */
export const delegate = ({ clock, session }, root, whom) =>
  signDelegation(root, { ...whom, until: Math.floor(clock.now() / 1000) + DAYS * 24 * 3600, epoch: session.trust.epoch + 1 });
