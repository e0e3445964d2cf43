// @ts-check
/**
 * Whether this is the office of the paper, and the account its own: by the room's checks, and the office's signature over the
 * account's name. Nothing is kept in this browser. Twin of `bot/flyers/accounts.py`.
 */

import { unb64, unhex } from "../crypto/bytes.js";
import { ctx, verify } from "../crypto/context.js";
import { Rejected, rejectAs } from "../crypto/rejected.js";
import { Clock } from "../lib/clock.js";
import { believe } from "../room/office.js";

/** @typedef {import("../crypto/roster.js").Trust} Trust */
/** @typedef {import("./add_asking.js").Facts} Facts */

/**
 * Resolves once all of it is right. Throws `Rejected` with the code of what is wrong, or what asking for the roster throws.
 * @param {{ fingerprint: string | null, epoch: number }} paper what stands on it
 * @param {() => Promise<any>} roster asks for it
 * @param {Facts} facts
 */
export async function check({ fingerprint, epoch }, roster, { account }) {
  const parts = { api: { roster }, store: { get: async () => undefined, put: async () => undefined }, clock: new Clock() };
  const { trust } = await believe(/** @type {any} */ (parts), { fingerprint, epoch, pinned: true });
  if (account) await checkAccount(trust, account);
}

/**
 * @param {Trust} trust
 * @param {NonNullable<Facts["account"]>} account
 */
async function checkAccount({ fingerprint, current }, { basic_id: name, sig }) {
  const intake = current.keys.find(({ role }) => role === "intake");
  if (!intake) throw new Rejected("roster", "nobody may speak for the office");
  await rejectAs("roster", () => verify(unhex(intake.spk), ctx("line-account", fingerprint, name), unb64(sig)));
}
