// @ts-check
/** Signs the next list of who works here, in this browser, and hands it in. */

import { nextRoster } from "../../crypto/roster_signing.js";
import { withProof } from "../proving.js";
import { present } from "./changes.js";
import { NoRosterKey } from "./problems.js";

/**
 * @typedef {import("./changes.js").Change} Change
 * @typedef {import("../../crypto/delegations.js").Granted} Granted
 *
 * @typedef {object} Handing what the server is told along with the list
 * @property {string[]} [approves] ids of invitations
 * @property {string[]} [leaves] kids
 * @property {string | null} [hand_over_to] kid
 * @property {{ set_id: string, public: string, sealed: string }} [recovery]
 */

/**
 * Throws `NoRosterKey`, `Refused` ("epoch" when somebody else was first), `Unanswered` or `Rejected`. Afterwards the
 * session trusts the new list.
 * @param {import("../desk.js").Desk} desk
 * @param {(roster: Change) => Change} change
 * @param {Handing} handing
 * @param {() => Promise<readonly Granted[]>} [grant] the root's word for supervisors, made for the next list
 */
export async function signRoster(desk, change, handing, grant = async () => []) {
  const { session, api } = desk;
  const { rosterKey } = session.member();
  if (!rosterKey) throw new NoRosterKey();
  await session.refreshTrust(api);
  const { chain } = await api.roster();
  const link = chain[chain.length - 1];
  if (!link) throw new NoRosterKey();
  const wanted = { ...change(present(session.trust.current)), granted: await grant(), notBefore: seconds(desk.clock.now()) };
  const signed = await nextRoster(session.trust, link, rosterKey, wanted);
  const body = { signed, approves: [], leaves: [], ...handing };
  await withProof(desk, () => api.call("POST", "/console/roster", body));
  await session.refreshTrust(api);
}

/** @param {number} ms */
const seconds = (ms) => Math.floor(ms / 1000);
