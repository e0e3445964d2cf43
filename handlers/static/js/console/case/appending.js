// @ts-check
/** Records that stay inside the desk: sealed and signed in this page, and handed over exactly once. */

import { sealRecord } from "../../crypto/records.js";
import { Refused, Unanswered } from "../api.js";
import { Attempt, Crowded, movedOn, nextLink } from "../replying.js";
import { insideKeyOf, makeInsideKey } from "../room/inside_key.js";
import { isRoom } from "../room/lanes.js";

/** @typedef {import("../types.js").Opened} Opened */
/** @typedef {import("../types.js").RecordJson} RecordJson */
/** @typedef {import("../../crypto/records.js").Payload} Payload */

const TRIES = 5;

/**
 * Resolves to what `post` came to, or to null when the record had been stored by a try whose answer got lost. Throws what
 * `post` throws, `Crowded` when the transcript moved on at every try, and `NotVerified`. Who asks again after `Unanswered`
 * passes the same attempt, so that what did arrive is not stored twice.
 * @template T
 * @param {import("../desk.js").Desk} desk
 * @param {Opened} known the consultation as it was last opened
 * @param {Payload} payload
 * @param {(record: RecordJson) => Promise<T>} post hands the record to its door
 * @param {() => Promise<Opened>} reopen fetches and verifies the consultation anew
 * @param {Attempt} [attempt]
 * @returns {Promise<T | null>}
 */
export async function appendRecord(desk, known, payload, post, reopen, attempt = new Attempt("")) {
  /** @type {Set<string>} */
  const outdated = new Set();
  for (let opened = known, tries = 0; tries < TRIES; tries += 1, opened = await reopen()) {
    if (attempt.arrived(opened)) return null;
    const key = insideKeyOf(opened, desk.session, outdated);
    if (key === null) {
      await makeInsideKey(desk, opened);
      continue;
    }
    try {
      const record = await seal(desk, opened, key, payload);
      attempt.note(record);
      return await post(record);
    } catch (error) {
      if (error instanceof Unanswered && attempt.arrived(await reopen())) return null;
      if (!(error instanceof Refused) || !movedOn(error)) throw error;
      if (error.code === "generation" && isRoom(opened.lane)) outdated.add(key.keyId);
      if (error.status === 422) await desk.session.refreshTrust(desk.api);
    }
  }
  throw new Crowded();
}

/**
 * @param {import("../desk.js").Desk} desk
 * @param {Opened} opened
 * @param {import("../types.js").SealTo} key
 * @param {Payload} payload
 */
async function seal({ session, clock }, { consultation, entries }, { keyId, casePk }, payload) {
  const link = nextLink(entries, session.kid);
  const header = { case: consultation.id, key_id: keyId, epoch: session.trust.epoch, ts: clock.now(), ...link };
  return sealRecord(session.trust, session.member(), casePk, header, payload);
}
