// @ts-check
/** Who comes, and how they want to be spoken to. Nothing has to be filled in. */

import { make } from "../../lib/dom.js";
import { say, saying } from "../../room/face/say.js";
import { labelled, options, select } from "../parts/fields.js";
import { countdown } from "../parts/hold.js";
import { kindOf, momentWords, placeName, placeOf } from "../parts/names.js";
import { sheet } from "../parts/sheet.js";
import { once, Trouble } from "../parts/trouble.js";
import { wanted } from "../draft.js";

/** @typedef {import("../types.js").House} House */

const HOURS = Array.from({ length: 14 }, (_, at) => 8 + at);
const NAME = 40;
const NOTE = 200;

/** @type {import("../types.js").Build} */
export function build(house) {
  const { draft, words: { details: said, hold } } = house;
  const trouble = new Trouble(house);
  const kept = draft.purpose === "book" && draft.heldUntil ? countdown(house, draft.heldUntil, hold) : null;
  const next = say("button", draft.purpose === "change" ? said.save : said.next, { class: "button primary wide", attributes: { type: "submit" } });
  const form = make("form", { class: "stack", attributes: { autocomplete: "off", novalidate: "" } },
    ...questions(house), trouble.element, next);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (draft.purpose !== "change") return house.open("check");
    void once(next, trouble, async () => {
      draft.booking = await house.api.change(draft.id, wanted(draft));
      // Whoever has gone on meanwhile has begun another draft.
      if (house.draft !== draft) return;
      house.done = "change";
      house.land("booking");
    });
  });
  const about = draft.purpose === "book" && draft.opening
    ? [say("p", `${momentWords(house, draft.opening)} ${placeName(house, draft.opening.place)}`, { class: "where" })] : [];
  const element = sheet(house, said.heading, ...about, ...(kept ? [kept.element] : []), say("p", said.lead), form);
  return { element, leave: () => kept?.leave() };
}

/** @param {House} house */
function questions(house) {
  const { draft, words: { details: said } } = house;
  const most = kindOf(house, draft.kind).most_persons;
  const place = placeOf(house, draft.opening?.place ?? draft.place);
  const persons = Array.from({ length: Math.max(most, draft.persons) }, (_, at) => /** @type {const} */ ([at + 1, said.persons(at + 1)]));
  const rooms = /** @type {const} */ ([[true, said.roomYes], [false, said.roomEither]]);
  const notices = /** @type {const} */ ([[false, said.noticesNo], [true, said.noticesYes]]);
  const waits = draft.purpose === "wish" || draft.purpose === "wait" || (draft.booking && !draft.booking.at);
  return [
    ...(most > 1 ? [options(said.personsAsk, "persons", persons, draft.persons, (value) => (draft.persons = value))] : []),
    place && !place.private_room
      ? say("p", said.noRoom, { class: "quiet" })
      : options(said.room, "room", rooms, draft.privateRoom, (value) => (draft.privateRoom = value), say("p", said.roomHint, { class: "quiet" })),
    labelled(callName(house), said.callName, said.callNameHint),
    labelled(reminder(house), said.reminder, said.reminderHint),
    options(said.notices, "notices", notices, draft.notices, (value) => (draft.notices = value),
      say("p", waits ? said.noticesWait : said.noticesHint, { class: "quiet" })),
    ...note(house),
  ];
}

/** @param {House} house */
function callName({ draft }) {
  const field = make("input", { attributes: {
    id: "call-name", type: "text", maxlength: String(NAME), autocomplete: "off", autocorrect: "off", spellcheck: "false",
  } });
  field.value = draft.callName;
  field.addEventListener("input", () => (draft.callName = field.value));
  return field;
}

/** @param {House} house */
function reminder({ draft, words: { details: said } }) {
  const values = HOURS.map((hour) => /** @type {const} */ ([String(hour), said.hour(hour)]));
  const choose = (/** @type {string} */ value) => (draft.reminder = value === "" ? null : Number(value));
  return select("reminder", [["", said.reminderNo], ...values], String(draft.reminder ?? ""), choose);
}

/** @param {House} house */
function note({ draft, words: { details: said } }) {
  const field = make("textarea", { attributes: { id: "note", rows: "3", maxlength: String(NOTE), autocomplete: "off" } });
  const left = make("p", { class: "quiet left", attributes: { "aria-live": "off" } });
  const count = () => saying(left, said.left(NOTE - field.value.length));
  field.value = draft.note;
  field.addEventListener("input", () => {
    draft.note = field.value;
    count();
  });
  count();
  return [labelled(field, said.note, said.noteHint), left];
}
