// @ts-check
/**
 * From verified records to the lines of a talk: what belongs to one message stands in one line, at its first place. Pure.
 *
 * An attachment comes in two records, that something was sent and, later, what became of it; a rewritten text in the old one,
 * erased, and the new one that replaces it. Only records of the resident are joined, and only what came by one lane: neither a
 * colleague nor the office's intake can put other words in the place of what was said in a room.
 */

import { late, overtaken } from "./lateness.js";

/**
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./types.js").RecordJson} RecordJson
 *
 * @typedef {"coming" | "kept" | "too-large" | "gone" | "unavailable"} AttachmentState
 *
 * @typedef {object} Attachment
 * @property {AttachmentState} state
 * @property {string} ref base64url
 * @property {number} position of the record that has its key; 0 while there is none
 * @property {Payload | null} cover the payload of that record
 *
 * @typedef {object} Line
 * @property {string} id of the first record, which gives place, time and writer
 * @property {RecordJson} record
 * @property {string} shown the id of the record that says what it says now
 * @property {Payload | null} payload null = erased
 * @property {boolean} rewritten
 * @property {boolean} late it came after what now stands below it
 * @property {boolean} inside a room's resident can't read it
 * @property {"room" | "line" | null} way how it came, where a resident's words may come by both
 * @property {Attachment | null} attachment
 */

const FROM_RESIDENT = 0;
const STATES = new Set(["kept", "too-large", "gone"]);

/**
 * @param {readonly Entry[]} entries verified, in stored order
 * @param {Readonly<Record<string, string>>} sameMessage the id of the first record of a message by that of each later one.
 *   It is the server's word, so it only ever tells which of several erased records stands for all of them.
 * @param {import("./types.js").Lane} [lane] where both lead into it, each of the resident's lines says by which it came
 * @returns {Line[]} in the order of their first records
 */
export function lines(entries, sameMessage, lane = "line") {
  const texts = newestTexts(entries);
  const covers = coversByRef(entries);
  const hidden = new Set([...texts.replacing, ...covers.ids, ...erasedParts(entries, sameMessage)]);
  const shown = entries.filter(({ id }) => !hidden.has(id));
  const lateOnes = lane === "line" ? late(shown) : overtaken(shown);
  return shown.map((entry) => {
    const said = texts.newest.get(entry.id) ?? entry;
    return {
      id: entry.id,
      record: entry.record,
      shown: said.id,
      payload: said.payload,
      rewritten: said.payload?.replaces !== undefined,
      late: lateOnes.has(entry.id),
      inside: entry.inside,
      way: lane === "both" ? entry.lane : null,
      attachment: attachmentOf(entry, covers.byRef),
    };
  });
}

/**
 * What each rewritten text says now, by the id of its first record; and which records only replace another.
 * @param {readonly Entry[]} entries
 */
function newestTexts(entries) {
  const place = new Map(entries.filter(isResidents).map((entry) => [entry.id, entry.id]));
  const lanes = new Map(entries.map(({ id, lane }) => [id, lane]));
  /** @type {Map<string, Entry>} */
  const newest = new Map();
  /** @type {Set<string>} */
  const replacing = new Set();
  for (const entry of entries) {
    const first = isResidents(entry) && entry.payload?.kind === "text" ? place.get(entry.payload.replaces ?? "") : undefined;
    if (first === undefined || first === entry.id || lanes.get(first) !== entry.lane) continue;
    place.set(entry.id, first);
    replacing.add(entry.id);
    const known = newest.get(first);
    if (known?.record.ts === entry.record.ts) newest.set(first, continued(known, entry));
    else if (!known || known.record.ts < entry.record.ts) newest.set(first, entry);
  }
  return { newest, replacing };
}

/**
 * The longest texts take two records; both replace the same one, at the same time.
 * @param {Entry} entry
 * @param {Entry} more
 * @returns {Entry}
 */
const continued = (entry, more) =>
  ({ ...more, payload: entry.payload && { ...entry.payload, text: `${entry.payload.text ?? ""}${more.payload?.text ?? ""}` } });

/**
 * What became of each attachment, by its ref. A record whose placeholder is not there stays a line of its own.
 * @param {readonly Entry[]} entries
 */
function coversByRef(entries) {
  const sent = new Set(entries.filter(isPlaceholder).map(placeOf));
  /** @type {Map<string, { position: number, payload: Payload }>} */
  const byRef = new Map();
  /** @type {Set<string>} */
  const ids = new Set();
  entries.forEach((entry, index) => {
    const { id, record, payload } = entry;
    const place = placeOf(entry);
    if (record.dir !== FROM_RESIDENT || payload?.kind !== "attachment" || payload.ref === undefined || !sent.has(place)) return;
    ids.add(id);
    if (!byRef.has(place)) byRef.set(place, { position: index + 1, payload });
  });
  return { byRef, ids };
}

/**
 * An unsent message leaves one line, however many records it had.
 * @param {readonly Entry[]} entries
 * @param {Readonly<Record<string, string>>} sameMessage
 */
function erasedParts(entries, sameMessage) {
  const known = new Set(entries.map(({ id }) => id));
  const parts = entries.filter(({ id, payload }) => payload === null && known.has(sameMessage[id] ?? ""));
  return parts.map(({ id }) => id);
}

/**
 * @param {Entry} entry
 * @param {ReadonlyMap<string, { position: number, payload: Payload }>} byRef
 * @returns {Attachment | null}
 */
function attachmentOf(entry, byRef) {
  const ref = entry.payload?.ref;
  if (ref === undefined || !isPlaceholder(entry)) return null;
  const found = byRef.get(placeOf(entry));
  if (!found) return { state: "coming", ref, position: 0, cover: null };
  const { state = "" } = found.payload;
  const known = /** @type {AttachmentState} */ (STATES.has(state) ? state : "unavailable");
  return { state: known, ref, position: found.position, cover: found.payload };
}

/**
 * An attachment and what became of it have one ref, in one lane.
 * @param {Entry} entry
 */
const placeOf = ({ payload, lane }) => `${lane ?? ""} ${payload?.ref ?? ""}`;

/** @param {Entry} entry */
const isResidents = ({ record }) => record.dir === FROM_RESIDENT;

/** @param {Entry} entry */
const isPlaceholder = ({ record, payload }) =>
  record.dir === FROM_RESIDENT && payload?.ref !== undefined && payload.kind !== "attachment";
