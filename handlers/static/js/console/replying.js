// @ts-check
/** Seals and signs a reply and hands it over exactly once, also when the transcript moves on or the line breaks. */

import { sealRecord } from "../crypto/records.js";
import { Refused } from "./api.js";
import { isRoom } from "./room/lanes.js";

/** @typedef {import("./types.js").Opened} Opened */
/** @typedef {import("./session.js").Session} Session */

const TRIES = 5;
const NOTHING_YET = "A".repeat(43);

/** The transcript moved on at every try. */
export class Crowded extends Error {}

/** A check failed meanwhile, so nothing may be sent. */
export class NotVerified extends Error {}

/** One text on its way: which records were handed over for it, in case no answer came. */
export class Attempt {
  /** @type {Set<string>} */
  #signatures = new Set();

  /**
   * @param {string} text
   * @param {object} [more] what the door wants to know besides record and text
   */
  constructor(text, more = {}) {
    this.text = text;
    this.more = more;
  }

  /** @param {import("./types.js").RecordJson} record */
  note(record) {
    this.#signatures.add(record.sig);
  }

  /** @param {Opened} opened */
  arrived(opened) {
    return opened.entries.some(({ record }) => this.#signatures.has(record.sig));
  }
}

/**
 * What the next record of this counselor must name, taken from the verified transcript, not from the server's word.
 * @param {readonly import("./types.js").Entry[]} entries in stored order
 * @param {string} kid base64url
 * @returns {{ seq: number, prev: string, ack: string }}
 */
export function nextLink(entries, kid) {
  const own = entries.findLast(({ record }) => record.dir === 1 && record.sender === kid);
  return {
    seq: (own?.record.seq ?? 0) + 1,
    prev: own?.id ?? NOTHING_YET,
    ack: entries.at(-1)?.id ?? NOTHING_YET,
  };
}

/**
 * Hands the reply over; resolves when the server has stored it. Throws `Refused`, `Unanswered`, `Crowded` or
 * `NotVerified`. After `Unanswered` call it again with the same attempt: what did arrive is recognised, not sent twice.
 * @param {{ api: import("./api.js").Api, session: Session, now: () => number }} desk
 * @param {Attempt} attempt
 * @param {Opened} known the consultation as it was last opened
 * @param {() => Promise<Opened>} reopen
 */
export async function sendReply(desk, attempt, known, reopen) {
  for (let opened = known, tries = 0; tries < TRIES; tries += 1, opened = await reopen()) {
    if (attempt.arrived(opened)) return;
    const record = await seal(desk, opened, attempt.text);
    attempt.note(record);
    try {
      return await desk.api.reply(opened.consultation.id, bodyOf(opened, record, attempt));
    } catch (error) {
      if (!(error instanceof Refused) || !movedOn(error)) throw error;
      if (error.status === 422) await desk.session.refreshTrust(desk.api);
    }
  }
  throw new Crowded();
}

/**
 * What the door is told. Of a reply into a room the server gets the sealed record, and whether it names a place of the list;
 * which words a colleague agreed to is for the browsers to compare.
 * @param {Opened} opened
 * @param {import("./types.js").RecordJson} record
 * @param {Attempt} attempt
 */
function bodyOf({ lane }, record, { text, more }) {
  if (!isRoom(lane)) return { record, text, ...more };
  return { record, refers: "refers" in more && more.refers === true };
}

/**
 * The transcript has grown (409), or the roster or the case key is newer than what this page knows (422).
 * @param {Refused} error
 */
export const movedOn = ({ status, code }) => code === "head" || (status === 422 && ["header", "generation"].includes(code));

/**
 * @param {{ session: Session, now: () => number }} desk
 * @param {Opened} opened
 * @param {string} text
 */
async function seal({ session, now }, opened, text) {
  const { failure, newestKey, consultation, entries } = opened;
  if (failure !== null || newestKey === null) throw new NotVerified();
  const link = nextLink(entries, session.kid);
  const header = { case: consultation.id, key_id: newestKey.keyId, epoch: session.trust.epoch, ts: now(), ...link };
  return sealRecord(session.trust, session.member(), newestKey.casePk, header, { v: 1, kind: "text", text });
}
