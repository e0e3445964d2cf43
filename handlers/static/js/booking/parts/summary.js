// @ts-check
/** What was chosen and typed, line by line. */

import { lines } from "./lines.js";
import { daysWords, kindOf, momentWords, placeName, placeOf, wishWords } from "./names.js";

/** @typedef {import("../types.js").House} House */

/** @param {House} house */
export function summary(house) {
  const { draft, words: { summary: said, details } } = house;
  const place = placeOf(house, draft.opening?.place ?? draft.place);
  const before = draft.purpose === "move" && draft.booking?.at ? momentWords(house, draft.booking.at) : "";
  const whole = draft.purpose !== "move";
  return lines([
    [said.kind, kindOf(house, draft.kind).name],
    [said.before, before],
    [before ? said.after : said.when, when(house)],
    [said.place, placeName(house, draft.opening?.place ?? draft.place)],
    [said.address, place?.address ?? ""],
    [said.persons, whole ? details.persons(draft.persons) : ""],
    [said.room, whole && (!place || place.private_room) ? (draft.privateRoom ? details.roomYes : details.roomEither) : ""],
    [said.callName, whole ? draft.callName.trim() || said.noName : ""],
    [said.reminder, whole ? (draft.reminder === null ? details.reminderNo : details.hour(draft.reminder)) : ""],
    [said.notices, whole ? (draft.notices ? details.noticesYes : details.noticesNo) : ""],
    [said.note, whole ? draft.note.trim() : ""],
  ]);
}

/** @param {House} house */
function when(house) {
  const { draft, words: { comma } } = house;
  if (draft.purpose === "wish") return draft.wishes.filter(({ day }) => day !== "").map((one) => wishWords(house, one)).join(comma);
  if (draft.purpose === "wait") return daysWords(house, draft.first, draft.last);
  return draft.opening ? momentWords(house, draft.opening) : "";
}
