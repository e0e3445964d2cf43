// @ts-check
/** What can be done with a booking, in its state. */

import { make } from "../../lib/dom.js";
import { button, say, saying } from "../../room/face/say.js";
import { draftOf } from "../draft.js";
import { placeOf } from "./names.js";
import { phoneLink } from "./phone.js";
import { once } from "./trouble.js";

/** @typedef {import("../types.js").House} House */
/** @typedef {import("../types.js").Booking} Booking */

/**
 * @param {House} house
 * @param {Booking} booking
 * @param {import("./trouble.js").Trouble} trouble
 */
export function acts(house, booking, trouble) {
  const { words: { acts: said } } = house;
  const element = make("section", { class: "stack acts" });
  const over = booking.state === "attended" || booking.state === "missed" || booking.state === "cancelled";
  const place = placeOf(house, booking.place);
  if (!over) element.append(say("h2", said.heading));
  if (booking.at && (booking.state === "booked" || booking.state === "cancelled")) element.append(...file(house, booking, trouble));
  const begun = booking.at !== undefined && booking.at.starts_at <= house.now();
  if (!over && !begun && !booking.changeable) element.append(say("p", said.late, { class: "warning" }), ...(place ? [phoneLink(house, place)] : []));
  if (!over && !begun) element.append(...changes(house, booking, trouble));
  if (over) element.append(button(said.again, () => void house.home(), "primary wide"));
  return element;
}

/**
 * What giving it up is called.
 * @param {House} house
 * @param {Booking} booking
 * @param {string} otherwise
 */
export const giveUp = ({ words: { cancel } }, { state }, otherwise) => (state === "wished" || state === "waiting" ? cancel[state] : otherwise);

/**
 * @param {House} house
 * @param {Booking} booking
 * @param {import("./trouble.js").Trouble} trouble
 */
function changes(house, booking, trouble) {
  const { words: { acts: said } } = house;
  const begin = (/** @type {"move" | "change"} */ purpose, /** @type {import("../types.js").ScreenName} */ screen) => async () => {
    const now = await house.api.booking(booking.id);
    // Whoever has gone on meanwhile is not taken back.
    if (house.draft.booking?.id !== booking.id) return;
    house.draft = draftOf(now, purpose);
    house.open(screen);
  };
  const doing = (/** @type {string} */ words, /** @type {() => Promise<void>} */ act) => {
    const made = button(words, () => void once(made, trouble, act), "wide");
    return made;
  };
  return [
    ...(booking.state === "wished" || booking.state === "waiting" ? [doing(said.free, begin("move", "days"))] : []),
    ...(booking.state === "booked" && booking.changeable ? [doing(said.move, begin("move", "days")), doing(said.elsewhere, begin("move", "places"))] : []),
    doing(said.change, begin("change", "details")),
    doing(giveUp(house, booking, said.cancel), begin("change", "cancel")),
  ];
}

/**
 * @param {House} house
 * @param {Booking} booking
 * @param {import("./trouble.js").Trouble} trouble
 */
function file({ api, words: { acts: said } }, { id, state }, trouble) {
  const status = say("p", "", { class: "status", attributes: { role: "status" } });
  const made = button(state === "cancelled" ? said.calendarOff : said.calendar, () => void once(made, trouble, async () => {
    const address = URL.createObjectURL(await api.calendar(id));
    make("a", { attributes: { href: address, download: "plan.ics" } }).click();
    saying(status, said.calendarDone);
    // Some browsers fetch it only when the person has been asked where to.
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
  }), "wide");
  return [made, say("p", said.calendarHint, { class: "quiet" }), status];
}
