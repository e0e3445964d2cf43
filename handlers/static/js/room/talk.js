// @ts-check
/** From verified records to the lines of the talk. Pure. */

import { lines } from "../console/joined.js";

/**
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").Attachment} Attachment
 * @typedef {import("./transcript.js").Opened} Opened
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
