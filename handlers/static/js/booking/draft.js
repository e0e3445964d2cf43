// @ts-check
/** What has been chosen and typed, and how it is sent. Pure but for the id. */

import { newId } from "./access.js";

/** @typedef {import("./types.js").Draft} Draft */
/** @typedef {import("./types.js").Booking} Booking */

/** @returns {Draft} */
export const newDraft = () => ({
  purpose: "book", booking: null, id: newId(), kind: "", place: "", day: "", opening: null, heldUntil: null,
  persons: 1, privateRoom: true, callName: "", reminder: null, notices: false, note: "",
  wishes: [{ day: "", time: "" }, { day: "", time: "" }, { day: "", time: "" }], first: "", last: "",
});

/**
 * Begins from a booking that is there, to move it or to change what was said with it.
 * @param {Booking} booking
 * @param {import("./types.js").Purpose} purpose
 * @returns {Draft}
 */
export const draftOf = (booking, purpose) => ({
  ...newDraft(), purpose, booking, id: booking.id, kind: booking.kind, place: booking.place, day: booking.at?.day ?? "",
  opening: booking.at ? { ...booking.at, place: booking.place, free: 1 } : null, heldUntil: booking.held_until,
  persons: booking.persons, privateRoom: booking.private_room, callName: booking.call_name ?? "",
  reminder: booking.reminder_hour, notices: booking.notices, note: booking.note ?? "",
});

/** @param {Draft} draft */
export const wanted = ({ kind, persons, privateRoom, reminder, notices, callName, note }) => ({
  kind, persons, private_room: privateRoom, reminder_hour: reminder, notices, call_name: callName, note,
});

/** @param {Draft} draft with an opening */
export const hold = ({ id, kind, persons, privateRoom, opening }) => ({
  id, kind, persons, private_room: privateRoom, place: opening?.place, starts_at: opening?.starts_at,
});

/** @param {Draft} draft */
export const wish = (draft) => ({
  ...wanted(draft), id: draft.id, place: draft.place,
  times: draft.wishes.filter(({ day }) => day !== "").map(({ day, time }) => ({ day, minutes: minutesOf(time) })),
});

/** @param {Draft} draft */
export const wait = (draft) => ({ ...wanted(draft), id: draft.id, place: draft.place, first: draft.first, last: draft.last });

/** @param {string} time HH:MM */
function minutesOf(time) {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return 60 * hours + minutes;
}
