// @ts-check
/** The first screen: what is there already, and what a visit can be about. */

import { make } from "../../lib/dom.js";
import { button, heading, say } from "../../room/face/say.js";
import { draftOf, newDraft } from "../draft.js";
import { languages } from "../parts/languages.js";
import { daysWords, momentWords, placeName, wishWords } from "../parts/names.js";

/** @typedef {import("../types.js").House} House */
/** @typedef {import("../types.js").Booking} Booking */

/** @type {import("../types.js").Build} */
export function build(house) {
  const { words: { home: said }, bookings, facts } = house;
  if (!facts.places.some((one) => one.active) && !bookings.length) {
    const none = make("section", { class: "sheet" }, languages(house), heading(said.noneHeading), say("p", said.none),
      button(house.words.bar.phones, () => house.open("phones"), "primary wide"));
    return { element: none };
  }
  const mine = bookings.length ? [say("h2", said.mine), make("ul", { class: "plans" }, ...bookings.map((one) => card(house, one)))] : [];
  const element = make("section", { class: "sheet" },
    languages(house), heading(bookings.length ? said.again : said.heading), say("p", said.lead),
    ...mine, ...kinds(house));
  return { element };
}

/** @param {House} house */
function kinds(house) {
  const { words: { home: said }, facts } = house;
  if (!facts.places.some((one) => one.active)) return [];
  const choose = (/** @type {string} */ kind) => {
    house.draft = { ...newDraft(), kind };
    house.open("places");
  };
  const items = facts.kinds.filter((one) => one.active).map(({ id, name }) => {
    const made = make("button", { class: "menu-item", attributes: { type: "button" } }, say("span", name));
    made.addEventListener("click", () => choose(id));
    return make("li", {}, made);
  });
  const unsure = say("p", said.unsure, { class: "quiet" });
  return [...(house.bookings.length ? [say("h2", said.another)] : [say("h2", said.what)]), make("ul", { class: "menu" }, ...items), unsure];
}

/**
 * @param {House} house
 * @param {Booking} booking
 */
function card(house, booking) {
  const open = make("button", { class: "plan", attributes: { type: "button" }, data: { state: booking.state } },
    say("span", house.words.states[booking.state], { class: "plan-state" }),
    say("strong", when(house, booking)), say("span", placeName(house, booking.place)));
  if (booking.state === "booked") open.append(make("span", { class: "plan-code", text: booking.code }));
  open.addEventListener("click", () => {
    const held = booking.state === "held";
    house.draft = draftOf(booking, held ? "book" : "change");
    if (held) house.draft.booking = null;
    house.open(held ? "details" : "booking");
  });
  return make("li", {}, open);
}

/** @param {House} house @param {Booking} booking */
function when(house, { at, wishes, wait_from: from, wait_until: until }) {
  if (at) return momentWords(house, at);
  if (from && until) return daysWords(house, from, until);
  return wishes.map((one) => wishWords(house, one)).join(house.words.comma);
}
