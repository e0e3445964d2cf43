// @ts-check
/**
 * The list of who works here is valid for 35 days; a supervisor's console signs the same list anew before, or after, that.
 * Only one that this browser had accepted in an earlier session: a server that shows an old list to a new PC must not get
 * it signed for another 35 days.
 */

import { nextRoster } from "../crypto/roster_signing.js";

/** @typedef {import("../crypto/roster.js").Trust} Trust */

const RENEW_BEFORE = 21 * 24 * 3600;

/**
 * Whether less than 21 days are left.
 * @param {Trust} trust
 * @param {number} now seconds
 */
export const endsSoon = (trust, now) => trust.current.notAfter - now < RENEW_BEFORE;

/**
 * Throws `Refused` ("epoch" when another supervisor's console was first), `Unanswered` or `Rejected`.
 * @param {import("./api.js").Api} api
 * @param {Trust} trust
 * @param {CryptoKey} rosterKey
 * @param {number} now seconds
 */
export async function signAnew(api, trust, rosterKey, now) {
  const link = (await api.roster()).chain.at(-1);
  if (!link) return;
  const signed = await nextRoster(trust, link, rosterKey, { notBefore: now });
  await api.call("POST", "/console/roster", { signed, approves: [], leaves: [] });
}
