// @ts-check
/**
 * From ciphertext to words: fetches one consultation, verifies everything in stored order and decrypts it in this page.
 * What can't be verified is not shown, and that it is not shown is said.
 */

import { coverOf, openAttachment } from "../crypto/attachment.js";
import { b64, unb64, unhex } from "../crypto/bytes.js";
import { verifyGenesis } from "../crypto/genesis.js";
import { openTranscript } from "../crypto/reading.js";
import { Rejected } from "../crypto/rejected.js";
import { isInside, openWrapset } from "../crypto/wrapset.js";
import { checkInside, isRoom, placed, takenBackTogether } from "./room/lanes.js";

/** @typedef {import("./types.js").SealedConsultation} Sealed */
/** @typedef {import("./types.js").Opened} Opened */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./session.js").Session} Session */
/** @typedef {import("../crypto/genesis.js").Guest} Guest */
/** @typedef {Map<string, import("../crypto/records.js").CaseKey>} CaseKeys */

/**
 * @param {import("./api.js").Api} api
 * @param {Session} session
 * @param {string} id
 * @returns {Promise<Opened>}
 */
export async function openConsultation(api, session, id) {
  const sealed = await api.consultation(id);
  try {
    if (newestEpoch(sealed) > session.trust.epoch) await session.refreshTrust(api);
    return await verify(session, id, sealed);
  } catch (error) {
    return unverified(sealed, codeOf(error));
  }
}

/**
 * What came with a message, fetched and decrypted in this page. Throws `Rejected`, `Refused` and `Unanswered`.
 * @param {import("./api.js").Api} api
 * @param {Session} session
 * @param {string} id of the consultation
 * @param {import("./joined.js").Attachment} attachment
 */
export async function loadAttachment(api, session, id, { ref, position, cover }) {
  const place = { fingerprint: session.trust.fingerprint, case: unb64(id), ref: unb64(ref) };
  return openAttachment(coverOf(cover), place, await api.attachment(id, position));
}

/**
 * @param {Session} session
 * @param {string} id
 * @param {Sealed} sealed
 * @returns {Promise<Opened>}
 */
async function verify(session, id, sealed) {
  if (sealed.genesis.case !== id || sealed.consultation.id !== id) throw new Rejected("transplant");
  const genesis = await firstPage(session, sealed);
  // What is sent in the clear hangs on the lane: it is the signed one that counts, and it does not change under the page.
  if (genesis.lane !== sealed.consultation.lane) throw new Rejected("genesis", "lane");
  session.bindGenesis(id, sealed.genesis.sig);
  const { caseKeys, newestKey, insideKey, failure } = await openCaseKeys(session, id, sealed, genesis.guest);
  if (sealed.consultation.state === "open" && isServerMade(session.trust, sealed.wrapsets.at(-1))) session.onServerMade();
  const read = await longestVerified(session, sealed, caseKeys);
  const opened = unverified(sealed, failure ?? read.failure);
  const ofRoom = isRoom(genesis.lane) && {
    deliveries: placed(read.entries),
    sameMessage: { ...opened.sameMessage, ...takenBackTogether(read.entries) },
  };
  return {
    ...opened,
    ...ofRoom,
    entries: read.entries,
    unopened: sealed.records.length - read.entries.length,
    desk: genesis.desk,
    newestKey,
    insideKey,
  };
}

/**
 * Throws "room-id" where the number of a room does not belong to its resident's keys.
 * @param {Session} session
 * @param {Sealed} sealed
 */
async function firstPage({ trust }, { genesis }) {
  return verifyGenesis(trust, genesis).catch((error) => {
    throw codeOf(error) === "kid" ? new Rejected("room-id") : error;
  });
}

/**
 * Every generation of the case key that this counselor may open; `failure` names the first that was refused. In a room those
 * without a wrap for its resident are for what stays inside.
 * @param {Session} session
 * @param {string} id
 * @param {Sealed} sealed
 * @param {Guest | null} guest
 */
async function openCaseKeys(session, id, sealed, guest) {
  /** @type {CaseKeys} */
  const caseKeys = new Map();
  /** @type {{ newestKey: import("./types.js").SealTo | null, insideKey: import("./types.js").SealTo | null }} */
  const keys = { newestKey: null, insideKey: null };
  let failure = null;
  for (const wrapset of sealed.wrapsets) {
    try {
      if (wrapset.desk !== sealed.genesis.desk) throw new Rejected("wrap");
      session.bindKey(wrapset.key_id, id);
      const { caseKey, casePk } = await openWrapset(session.trust, wrapset, session.member(), guest);
      const inside = isInside(wrapset, guest);
      caseKeys.set(wrapset.key_id, { caseKey, casePk, inside });
      if (inside && wrapset.key_id === sealed.genesis.key_id) throw new Rejected("wrap", "not for the resident");
      keys[inside ? "insideKey" : "newestKey"] = { keyId: wrapset.key_id, casePk };
    } catch (error) {
      keys.newestKey = keys.insideKey = null;
      failure ??= codeOf(error);
    }
  }
  if (!sealed.wrapsets.some((wrapset) => wrapset.key_id === sealed.genesis.key_id)) failure ??= "generation";
  return { caseKeys, ...keys, failure };
}

/**
 * The whole transcript, or else its longest beginning that verifies; every beginning of a transcript is one itself.
 * @param {Session} session
 * @param {Sealed} sealed
 * @param {CaseKeys} caseKeys
 * @returns {Promise<{ entries: Entry[], failure: string | null }>}
 */
async function longestVerified(session, sealed, caseKeys) {
  /** @param {number} count @returns {Promise<Entry[]>} */
  const read = async (count) => {
    const entries = await openTranscript(session.trust, sealed.genesis, sealed.records.slice(0, count), caseKeys);
    if (isRoom(sealed.genesis.lane)) checkInside(entries);
    return entries;
  };
  let failure = null;
  /** @type {Entry[]} */
  let entries = [];
  let bad = sealed.records.length + 1;
  for (let count = bad - 1; count > entries.length; count = Math.ceil((entries.length + bad - 1) / 2)) {
    try {
      entries = await read(count);
    } catch (error) {
      failure = codeOf(error);
      bad = count;
    }
  }
  return { entries, failure };
}

/**
 * @param {Sealed} sealed
 * @param {string | null} failure
 * @returns {Opened}
 */
function unverified(sealed, failure) {
  const { consultation, deliveries, records, same_message: sameMessage, others } = sealed;
  const { lane, desk } = consultation;
  const nothing = { entries: [], unopened: records.length, newestKey: null, insideKey: null };
  return { consultation, deliveries, sameMessage, others, lane, desk, failure, ...nothing };
}

/**
 * @param {import("../crypto/roster.js").Trust} trust
 * @param {import("./types.js").WrapSetJson | undefined} wrapset
 */
const isServerMade = ({ rosters }, wrapset) =>
  rosters.get(wrapset?.epoch ?? 0)?.keys.some((key) => key.role === "intake" && b64(unhex(key.kid)) === wrapset?.creator);

/** @param {Sealed} sealed */
const newestEpoch = (sealed) =>
  Math.max(0, ...sealed.records.map((record) => record.epoch), ...sealed.wrapsets.map((wrapset) => wrapset.epoch));

/**
 * The reason for a refusal. Something so malformed that the check itself could not run is refused like the rest.
 * @param {unknown} error
 */
const codeOf = (error) => (error instanceof Rejected ? error.code : "malformed");
