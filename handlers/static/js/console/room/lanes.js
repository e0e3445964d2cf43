// @ts-check
/** The lanes of a consultation, by its verified genesis: what goes through LINE, and what only two browsers can read. Pure. */

import { Rejected } from "../../crypto/rejected.js";

/**
 * @typedef {import("../types.js").Entry} Entry
 * @typedef {import("../types.js").Lane} Lane
 * @typedef {import("../types.js").Delivery} Delivery
 */

const FROM_RESIDENT = 0;
const OF_THE_DESK = new Set(["note", "handover", "words", "check", "checked"]);

/**
 * Whether replies go into a room: then no word of them may be handed to the server.
 * @param {Lane} lane
 */
export const isRoom = (lane) => lane !== "line";

/**
 * Throws "generation" for a record of the desk's own kinds that a room's resident could read: it must not pass for one that
 * stayed inside.
 * @param {readonly Entry[]} entries verified, of a room
 */
export function checkInside(entries) {
  /** @param {Entry} entry */
  const leaks = ({ record, payload, inside }) => record.dir !== FROM_RESIDENT && !inside && OF_THE_DESK.has(payload?.kind ?? "");
  if (entries.some(leaks)) throw new Rejected("generation", "the resident can read it");
}

/**
 * What is known of the desk's entries in a room: that they lie there, or that the resident's own browser had them. It names
 * the last record that it saw in everything it signs, so nobody has to believe the server for it.
 * @param {readonly Entry[]} entries verified, in stored order
 * @returns {Record<string, Delivery>} by record id
 */
export function placed(entries) {
  const places = new Map(entries.map(({ id }, index) => [id, index]));
  const acks = entries.filter(({ lane }) => lane === "room").map(({ record }) => places.get(record.ack) ?? -1);
  const seen = Math.max(-1, ...acks);
  /** @type {Record<string, Delivery>} */
  const known = {};
  entries.forEach(({ id, record, inside }, index) => {
    if (record.dir !== FROM_RESIDENT && !inside) known[id] = { state: index <= seen ? "seen" : "placed", reason: null };
  });
  return known;
}

/**
 * What was taken back together with its file: the two records were sealed in one moment, one after the other.
 * @param {readonly Entry[]} entries verified, in stored order
 * @returns {Record<string, string>} the first record's id by that of the other
 */
export function takenBackTogether(entries) {
  /** @type {Record<string, string>} */
  const first = {};
  /** @type {Entry | null} */
  let before = null;
  for (const entry of entries.filter(({ lane }) => lane === "room")) {
    const gone = before && before.payload === null && entry.payload === null;
    if (before && gone && before.record.ts === entry.record.ts && !(before.id in first)) first[entry.id] = before.id;
    before = entry;
  }
  return first;
}
