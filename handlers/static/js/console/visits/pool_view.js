// @ts-check
/** Who has no time yet, the oldest first, each with what they wished and a button to propose one. */

import { make } from "../../lib/dom.js";
import { empty } from "./day_view.js";
import { dayBrief } from "./days.js";
import { bookingLine } from "./line.js";
import { asking, open, pool as words, visits } from "./words.js";

/** @typedef {import("./types.js").Booking} Booking */
/** @typedef {import("./line.js").Scene & { propose: (booking: Booking) => void }} PoolScene */

/**
 * @param {readonly Booking[]} bookings
 * @param {PoolScene} scene
 */
export function poolView(bookings, scene) {
  if (bookings.length === 0) return [empty(words.empty, words.emptyMore)];
  return [make("ol", { class: "visit-pool" }, ...bookings.map((one) => item(one, scene)))];
}

/**
 * @param {Booking} booking
 * @param {PoolScene} scene
 */
function item(booking, scene) {
  const place = booking.place === "" ? visits.anywhere : scene.names.place(booking.place);
  const about = make("p", { class: "pool-about", text: `${place}${visits.between}${words.made(moment(booking.made))}` });
  const entry = make("li", { class: "pool-item" }, bookingLine(booking, scene), about, ...wanted(booking));
  if (booking.offers > 0) entry.append(make("p", { class: "pool-about", text: words.offers(booking.offers) }));
  if (booking.state !== "offered") {
    const propose = make("button", { class: "button button-secondary", text: open.acts.propose, data: { key: `propose-${booking.id}` },
      attributes: { type: "button", "aria-label": `${asking.propose.heading}: ${booking.code}` } });
    propose.addEventListener("click", () => scene.propose(booking));
    entry.append(propose);
  }
  return entry;
}

/** @param {Booking} booking */
function wanted({ state, begins, offer_until: until, wishes, wait_from: first, wait_until: last }) {
  if (state === "offered" && begins && until) return [make("p", { text: words.offered(moment(begins), moment(until)) })];
  if (wishes.length > 0) return [wishList(wishes)];
  return first && last ? [make("p", { text: words.waiting(dayBrief(first), dayBrief(last)) })] : [];
}

/** @param {import("./types.js").Moment[]} wishes */
export const wishList = (wishes) =>
  make("ol", { class: "wish-list" }, ...wishes.map((one, index) => make("li", {},
    make("span", { class: "wish-number", text: words.wish(index + 1) }), make("span", { text: moment(one) }))));

/** 11/24(火) 10:00 @param {import("./types.js").Moment} one */
export const moment = ({ day, time }) => `${dayBrief(day)} ${time}`;
