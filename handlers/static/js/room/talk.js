// @ts-check
/** From verified records, and what waits to be sent, to the lines of the talk. Pure. */

import { lines } from "../console/joined.js";

/**
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").Attachment} Attachment
 * @typedef {import("./types.js").SealedRoom} SealedRoom
 * @typedef {import("./types.js").Standing} Standing
 * @typedef {import("./transcript.js").Opened} Opened
 * @typedef {import("./queue.js").Item} Item
 * @typedef {import("../console/joined.js").Line} Line
 */

const FROM_RESIDENT = 0;

/**
 * Everything but what stays inside the desk.
 * @param {readonly Opened[]} entries verified, in stored order
 * @param {ReadonlyMap<string, string>} names the key under which this page has shown a record before it arrived, by its id
 * @returns {Entry[]}
 */
export function arrived(entries, names) {
  const known = new Map(entries.map((entry, index) => [entry.id, { ...entry, position: index + 1 }]));
  return lines(entries, sameFile(entries)).filter(({ id }) => !known.get(id)?.inside).map((line) => ({
    key: names.get(line.id) ?? line.id,
    mine: line.record.dir === FROM_RESIDENT,
    lane: known.get(line.id)?.lane ?? "room",
    at: line.record.ts,
    payload: line.payload,
    state: line.payload === null ? "erased" : "arrived",
    reason: null,
    position: known.get(line.shown)?.position ?? null,
    attachment: attachmentOf(line),
  }));
}

/**
 * What was taken back with its file leaves one line: the two records were sealed in one moment, one after the other.
 * @param {readonly Opened[]} entries
 */
function sameFile(entries) {
  /** @type {Record<string, string>} */
  const first = {};
  /** @type {Opened | null} */
  let before = null;
  for (const entry of entries.filter(({ lane }) => lane === "room")) {
    if (before && before.payload === null && entry.payload === null && before.record.ts === entry.record.ts) first[entry.id] = before.id;
    before = entry;
  }
  return first;
}

/**
 * @param {Item} item
 * @param {boolean} sending
 * @returns {Entry}
 */
export function waiting({ key, at, payload, failed, upload }, sending) {
  const attachment = upload && {
    state: /** @type {const} */ ("kept"), type: upload.type, name: upload.name, size: upload.size,
    original: payload.original === true, progress: upload.done / upload.count,
  };
  const state = failed !== null ? "failed" : sending ? "sending" : "waiting";
  return { key, mine: true, lane: "room", at, payload, state, reason: failed, position: null, attachment };
}

/**
 * The newest of what the resident has agreed with the desk.
 * @param {readonly Opened[]} entries
 * @param {readonly Item[]} items
 */
export function agreedWords(entries, items) {
  // What came by LINE was sealed by the office's server, which must not agree on anything in their name.
  const own = entries.filter(({ lane }) => lane !== "line");
  const told = [...own.map(({ payload }) => payload), ...items.map(({ payload }) => payload)];
  const agreed = told.filter((payload) => payload?.kind === "words");
  const newest = agreed[agreed.length - 1];
  return newest ? { code: String(newest.code ?? ""), decoy: String(newest.decoy ?? "") } : null;
}

/**
 * The record of this id and, for what came with a file, the one that has its key, which comes first: without it nothing is
 * left to open.
 * @param {readonly Opened[]} entries
 * @param {string} id
 */
export function partsOf(entries, id) {
  const placed = entries.map((entry, index) => ({ ...entry, position: index + 1 }));
  const own = placed.find((entry) => entry.id === id);
  const ref = own?.payload?.ref;
  const isCover = (/** @type {Opened} */ { record, payload }) =>
    record.dir === FROM_RESIDENT && payload?.kind === "attachment" && payload.ref === ref;
  const covers = ref === undefined ? [] : placed.filter((entry) => entry.id !== id && isCover(entry));
  return own ? [...covers, own] : [];
}

/**
 * By the server's word; before it has given one, as a room stands that is new.
 * @param {SealedRoom | null} sealed
 * @param {import("./keeping.js").Kept} kept
 * @returns {Standing}
 */
export function standingOf(sealed, { genesis, opening }) {
  const lane = genesis.lane === "both" ? "both" : "room";
  return {
    state: sealed?.state ?? "open",
    lane,
    dueAt: sealed?.due_at ?? null,
    closedAt: sealed?.closed_at ?? null,
    endedBy: sealed?.ended_by ?? null,
    eraseOnClose: sealed?.erase_on_close ?? opening?.eraseOnClose ?? false,
    pausedAt: sealed?.paused_at ?? null,
    heldUntil: sealed?.held_until ?? null,
    silenceEndsAt: sealed?.silence_ends_at ?? null,
    typing: sealed?.typing ?? false,
    answered: sealed?.answered ?? false,
    knock: sealed?.knock ?? false,
    knockable: sealed?.knockable ?? opening?.link != null,
    contactHours: sealed?.contact_hours ?? "any",
    blockedUntil: sealed?.blocked_until ?? null,
    receipt: sealed?.receipt ?? null,
    contestedAt: sealed?.contested_at ?? null,
  };
}

/**
 * @param {Line} line
 * @returns {Attachment | null}
 */
function attachmentOf({ attachment, payload }) {
  if (!attachment) return null;
  const { state, cover } = attachment;
  const size = cover?.size ?? payload?.size ?? 0;
  const name = payload?.name ?? cover?.name ?? "";
  return { state, type: cover?.type ?? "", name, size, original: payload?.original === true, progress: null };
}
