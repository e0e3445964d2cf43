// @ts-check
/** From the fields below a talk into its transcript: a reply to the resident, a note to the desk. */

import { Refused } from "../api.js";
import { NotVerified, sendReply } from "../replying.js";
import { isRoom } from "../room/lanes.js";
import { fetchCatalog } from "../templates/catalog.js";
import { names } from "../templates/wording.js";
import { appendRecord } from "./appending.js";

/** @typedef {import("../types.js").Opened} Opened */
/** @typedef {import("../replying.js").Attempt} Attempt */
/** @typedef {import("../desk.js").Desk} Desk */

/**
 * Resolves once it is stored and shown. Throws as `sendReply`.
 * @param {Desk} desk
 * @param {Opened | null} opened
 * @param {Attempt} attempt
 * @param {(id: string) => Promise<Opened>} reload
 */
export async function send(desk, opened, attempt, reload) {
  if (!opened) throw new NotVerified();
  const { api, session, clock } = desk;
  const { id } = opened.consultation;
  if (isRoom(opened.lane)) attempt.more = { refers: await refers(api, attempt) };
  await sendReply({ api, session, now: () => clock.now() }, attempt, opened, () => reload(id));
  await reload(id).catch(() => undefined);
}

/**
 * Whether a reply into a room names a place of the list, which the server can't read for itself; it is told no more than that.
 * Throws `Refused` "referral" for one that was put in and may not be named any more.
 * @param {import("../api.js").Api} api
 * @param {Attempt} attempt
 */
async function refers(api, { text, more }) {
  const { referrals } = await fetchCatalog(api);
  const over = "referral" in more && !referrals.some(({ id }) => id === more.referral);
  if (over) throw new Refused(409, { error: "referral" });
  return referrals.some((one) => names(text, one));
}

/**
 * Resolves once it is stored and shown. Throws as `appendRecord`.
 * @param {Desk} desk
 * @param {Opened | null} opened
 * @param {{ payload: import("../types.js").Payload, attempt: Attempt }} note
 * @param {(id: string) => Promise<Opened>} reload
 */
export async function keep(desk, opened, { payload, attempt }, reload) {
  if (!opened) throw new NotVerified();
  const { id } = opened.consultation;
  const door = `/console/consultations/${encodeURIComponent(id)}/notes`;
  await appendRecord(desk, opened, payload, (record) => desk.api.call("POST", door, { record }), () => reload(id), attempt);
  await reload(id).catch(() => undefined);
}
