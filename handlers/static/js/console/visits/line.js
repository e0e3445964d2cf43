// @ts-check
/** One booking in a list: a button with its code, its state, and what is needed at a glance. */

import { make } from "../../lib/dom.js";
import { visits as words } from "./words.js";

/** @typedef {import("./types.js").Booking} Booking */
/**
 * @typedef {object} Scene what every view of the calendar is drawn with
 * @property {import("./doors.js").Names} names
 * @property {string} opened the booking that is open; none when empty
 * @property {(id: string) => void} open
 */

/**
 * @param {Booking} booking
 * @param {Scene} scene
 */
export function bookingLine(booking, { names, opened, open }) {
  const button = make("button", { class: "visit-line", data: { key: `line-${booking.id}`, booking: booking.id, state: booking.state },
    attributes: { type: "button" } },
    make("span", { class: "visit-code", text: booking.code }),
    stateMark(booking),
    make("span", { class: "visit-facts", text: facts(booking, names).join(words.between) }));
  if (booking.id === opened) button.setAttribute("aria-current", "true");
  button.addEventListener("click", () => open(booking.id));
  return button;
}

/** @param {Booking} booking */
export const stateMark = ({ state }) => make("span", { class: "visit-state", data: { state }, text: words.states[state] });

/**
 * @param {Booking} booking
 * @param {import("./doors.js").Names} names
 */
function facts(booking, names) {
  const found = [names.kind(booking.kind), words.persons(booking.persons)];
  if (booking.private_room) found.push(words.privateRoom);
  if (booking.room) found.push(booking.room);
  else if (booking.state === "booked") found.push(words.noRoom);
  return found;
}
