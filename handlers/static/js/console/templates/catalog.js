// @ts-check
/** Templates and places as they stand on the server, fetched anew each time a list of them is opened. */

/** @typedef {import("./wording.js").Template} Template */
/** @typedef {import("./wording.js").Referral} Referral */
/** @typedef {{ templates: Template[], referrals: Referral[] }} Catalog places that may be named today only */

/**
 * Throws `Refused` or `Unanswered`.
 * @param {import("../api.js").Api} api
 * @returns {Promise<Catalog>}
 */
export async function fetchCatalog(api) {
  const [{ templates }, { referrals }] = await Promise.all([
    api.call("GET", "/console/templates"),
    api.call("GET", "/console/referrals"),
  ]);
  const live = /** @type {Referral[]} */ (referrals).filter(({ state }) => state === "live");
  return { templates, referrals: live };
}
