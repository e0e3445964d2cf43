// @ts-check
/** One booking as it is opened: its code, everything that is needed on the day, and what can be done with it. */

import { make } from "../../lib/dom.js";
import { dayBrief, dayWords } from "./days.js";
import { stateMark } from "./line.js";
import { moment, wishList } from "./pool_view.js";
import { open as words, visits } from "./words.js";

/** @typedef {import("./types.js").Opened} Opened */
/** @typedef {import("./types.js").Booking} Booking */
/** @typedef {"attended" | "missed" | "booked" | "room" | "move" | "handover" | "cancel" | "propose" | "settle"} Act */
/**
 * @typedef {object} CardScene
 * @property {import("./doors.js").Names} names
 * @property {string} today at the booking's place
 * @property {boolean} elsewhere whether there is another place to hand it over to
 * @property {(act: Act) => void} act
 * @property {() => void} close
 */

/** Acts for each state, the first ones as buttons of their own. @type {Record<import("./types.js").State, readonly Act[]>} */
const ACTS = {
  wished: ["propose", "settle", "handover", "cancel"],
  waiting: ["propose", "settle", "handover", "cancel"],
  offered: ["settle", "propose", "handover", "cancel"],
  booked: ["attended", "missed", "room", "move", "handover", "cancel"],
  attended: ["booked"],
  missed: ["booked"],
  cancelled: [],
};

/**
 * @param {Opened} opened
 * @param {CardScene} scene
 * @returns {HTMLElement[]}
 */
export function bookingCard({ booking, details }, scene) {
  const close = make("button", { class: "button button-quiet", text: words.close, data: { key: "close" }, attributes: { type: "button" } });
  close.addEventListener("click", scene.close);
  const code = make("h2", { class: "visit-big", attributes: { id: "visit-open-heading", tabindex: "-1" } },
    make("span", { class: "visually-hidden", text: visits.code }), make("span", { class: "visit-code", text: booking.code }));
  return [
    make("div", { class: "visit-open-head" }, code, stateMark(booking), close),
    facts(booking, details, scene.names),
    ...told(booking, details),
    acts(booking, scene),
  ];
}

/**
 * @param {Booking} booking
 * @param {Opened["details"]} details
 * @param {import("./doors.js").Names} names
 */
function facts(booking, details, names) {
  const { begins, until, place, wishes, wait_from: first, wait_until: last, offer_until: answer } = booking;
  const when = begins
    ? make("span", { class: "visit-when" }, make("span", { text: dayWords(begins.day) }), make("span", { text: `${begins.time}–${until}` }))
    : words.noTime;
  /** @type {[string, string | Node][]} */
  const pairs = [[words.when, when], [words.place, place === "" ? visits.anywhere : names.place(place)]];
  if (booking.state === "offered" && answer) pairs.push([words.offer, words.offerUntil(moment(answer))]);
  if (wishes.length > 0) pairs.push([words.wishes, wishList(wishes)]);
  if (first && last) pairs.push([words.waiting, `${dayBrief(first)}–${dayBrief(last)}`]);
  pairs.push([words.kind, names.kind(booking.kind)], [words.persons, visits.persons(booking.persons)],
    [words.roomWish, booking.private_room ? visits.privateRoomWish : visits.openRoom]);
  if (booking.room) pairs.push([words.room, booking.room]);
  if (details) pairs.push([words.callName, details.call_name || words.noName], [words.note, details.note || words.noNote]);
  else pairs.push([words.note, words.destroyed]);
  if (booking.language !== "ja") pairs.push([words.language, words.languages[booking.language]]);
  pairs.push([words.origin, `${words.origins[booking.origin]} ${moment(booking.made)}`], [words.due, words.dueOn(dayWords(booking.due))]);
  return make("dl", { class: "visit-facts-list" }, ...pairs.map(([name, value]) =>
    make("div", {}, make("dt", { text: name }), make("dd", {}, typeof value === "string" ? document.createTextNode(value) : value))));
}

/**
 * How the resident hears of a change.
 * @param {Booking} booking
 * @param {Opened["details"]} details
 */
function told({ state, origin, notices }, details) {
  if (!["booked", "offered", "wished", "waiting"].includes(state)) return [];
  const text = origin === "desk" ? words.told.desk : notices && details?.reachable ? words.told.line : words.told.silent;
  return [make("p", { class: "field-hint", text })];
}

/**
 * @param {Booking} booking
 * @param {CardScene} scene
 */
function acts(booking, { act, today, elsewhere }) {
  const come = booking.begins !== null && booking.begins.day <= today;
  const offered = ACTS[booking.state].filter((one) => {
    if (one === "attended" || one === "missed") return come;
    return one !== "handover" || elsewhere;
  });
  return make("div", { class: "visit-acts" }, ...offered.map((one) => {
    const button = make("button", { class: `button button-${tone(one)}`, text: label(one, booking), data: { key: `act-${one}`, act: one },
      attributes: { type: "button" } });
    button.addEventListener("click", () => act(one));
    return button;
  }));
}

/** @param {Act} act */
const tone = (act) => (act === "attended" ? "primary" : act === "cancel" ? "quiet" : "secondary");

/**
 * @param {Act} act
 * @param {Booking} booking
 */
function label(act, { room }) {
  if (act === "booked") return words.acts.undo;
  return act === "room" && room ? words.acts.roomChange : words.acts[act];
}
