// @ts-check
/** What is asked before a step on a booking: each asks, makes the step, and answers with the booking as it is then, or null. */

import { make } from "../../lib/dom.js";
import { Talk } from "../talk.js";
import { choice, line, select, textField } from "../fields.js";
import { problemOf } from "./doors.js";
import { moment } from "./pool_view.js";
import { SlotChoice } from "./slot_choice.js";
import { asking as words, pool } from "./words.js";

/** @typedef {import("./types.js").Booking} Booking */
/** @typedef {import("./types.js").Opened} Opened */
/**
 * @typedef {object} Stage
 * @property {Talk} talk
 * @property {import("./doors.js").Doors} doors
 * @property {import("./types.js").Frame} frame
 * @property {import("./doors.js").Names} names
 * @property {string} place that is looked at
 * @property {string} day that is looked at
 */

/**
 * Makes the step; what hindered it stands in the dialog.
 * @param {Stage} stage
 * @param {{ heading: string, body: readonly Node[], save: string, tone?: "primary" | "danger", focus?: HTMLElement,
 *   more?: readonly { value: string, text: string }[] }} question
 * @param {(value: string) => string | Promise<Opened>} step what is wrong, or the step itself
 * @returns {Promise<Opened | null>}
 */
async function askThen({ talk, names }, { heading, body, save, tone = "primary", focus, more = [] }, step) {
  /** @type {Opened | null} */
  let done = null;
  await talk.ask({
    heading, body, ...(focus ? { focus } : {}),
    choices: [{ value: "", text: words.back }, ...more, { value: "save", text: save, tone }],
    check: async (value) => {
      try {
        const made = await step(value);
        if (typeof made === "string") return made;
        done = made;
        return "";
      } catch (error) {
        return problemOf(error, names);
      }
    },
  });
  return done;
}

/** @param {Stage} stage @param {Booking} booking */
export function askRoom(stage, booking) {
  const { field, input } = textField({ label: words.room.label, hint: words.room.hint, name: "visit-room", attributes: { maxlength: "40" } });
  input.value = booking.room ?? "";
  const more = booking.room ? [{ value: "none", text: words.room.none }] : [];
  return askThen(stage, { heading: words.room.heading, body: [field], save: words.room.save, focus: input, more },
    (value) => stage.doors.act(booking, "room", { room: value === "none" ? "" : input.value }));
}

/**
 * Another time, or one that was agreed on in person.
 * @param {Stage} stage
 * @param {Booking} booking
 * @param {"move" | "settle"} [why]
 */
export function askMove(stage, booking, why = "move") {
  const { place, day } = placeAndDay(stage, booking), said = words[why];
  const slots = new SlotChoice(stage.doors, stage.frame.places, { place, day });
  slots.setKind(booking.kind);
  return askThen(stage, { heading: said.heading, body: [line(said.lead), slots.element], save: said.save },
    () => step(stage, booking, "moves", slots.chosen));
}

/** @param {Stage} stage @param {Booking} booking */
export function askHandover(stage, booking) {
  const others = otherPlaces(stage.frame, booking).map(({ id, name }) => ({ value: id, text: name }));
  const { field, input } = select(words.handover.label, "visit-to", others);
  const lead = booking.state === "booked" ? words.handover.lead : words.handover.leadWish;
  return askThen(stage, { heading: words.handover.heading, body: [line(lead), field], save: words.handover.save, focus: input },
    () => stage.doors.act(booking, "handovers", { place: input.value }));
}

/** @param {Stage} stage @param {Booking} booking */
export const askCancel = (stage, booking) => askThen(stage,
  { heading: words.cancel.heading, body: [codeLine(booking), line(words.cancel.lead), line(words.cancel.reason)], save: words.cancel.save, tone: "danger" },
  () => stage.doors.act(booking, "cancellation"));

/**
 * One of the times they wished, a free slot, or a slot made for them.
 * @param {Stage} stage
 * @param {Booking} booking
 */
export function askProposal(stage, booking) {
  const places = booking.place === "" ? stage.frame.places : stage.frame.places.filter(({ id }) => id === booking.place);
  const looked = places.some(({ id }) => id === stage.place) ? stage.place : (places[0]?.id ?? "");
  const first = { place: looked, day: booking.wishes[0]?.day ?? booking.wait_from ?? stage.day };
  const slots = new SlotChoice(stage.doors, places, first);
  const wishes = booking.wishes.map((one, index) => ({ value: String(one.at), text: `${pool.wish(index + 1)} ${moment(one)}` }));
  const way = choice(words.time, "visit-way", [...wishes, { value: "", text: words.propose.other }]);
  const show = () => {
    const named = way.value() !== "";
    slots.dayField.hidden = slots.times.hidden = named;
  };
  for (const input of way.inputs) input.addEventListener("change", show);
  way.field.hidden = wishes.length === 0;
  show();
  void slots.load();
  const body = [codeLine(booking), line(words.propose.lead), way.field, slots.element];
  return askThen(stage, { heading: words.propose.heading, body, save: words.propose.save },
    () => step(stage, booking, "proposals", way.value() ? { place: slots.place.value, starts_at: Number(way.value()) } : slots.chosen));
}

/**
 * The step at the chosen time, or what is wrong with that.
 * @param {Stage} stage
 * @param {Booking} booking
 * @param {"moves" | "proposals"} noun
 * @param {import("./slot_choice.js").Chosen | string} chosen
 */
const step = ({ doors }, booking, noun, chosen) => (typeof chosen === "string" ? chosen : doors.act(booking, noun, chosen));

/**
 * Places to which it can be handed over.
 * @param {import("./types.js").Frame} frame
 * @param {Booking} booking
 */
export const otherPlaces = ({ places, elsewhere }, { place }) =>
  [...places.filter(({ active }) => active), ...elsewhere].filter(({ id }) => id !== place);

/** @param {Booking} booking */
const codeLine = ({ code }) => make("p", { class: "visit-asked" }, make("span", { class: "visit-code", text: code }));

/**
 * @param {Stage} stage
 * @param {Booking} booking
 */
function placeAndDay({ frame, place, day }, booking) {
  const theirs = frame.places.some(({ id }) => id === booking.place);
  return { place: theirs ? booking.place : place, day: booking.begins?.day ?? booking.wishes[0]?.day ?? booking.wait_from ?? day };
}
