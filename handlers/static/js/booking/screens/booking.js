// @ts-check
/** One booking: its code, what to bring, and what can be done with it. */

import { make } from "../../lib/dom.js";
import { button, heading, plain, say } from "../../room/face/say.js";
import { draftOf } from "../draft.js";
import { acts } from "../parts/acts.js";
import { countdown } from "../parts/hold.js";
import { lines } from "../parts/lines.js";
import { daysWords, kindOf, momentWords, placeName, placeOf, wishWords } from "../parts/names.js";
import { papers } from "../parts/papers.js";
import { phoneLink } from "../parts/phone.js";
import { once, Trouble } from "../parts/trouble.js";

/** @typedef {import("../types.js").House} House */
/** @typedef {import("../types.js").Booking} Booking */

/** @type {import("../types.js").Build} */
export function build(house) {
  const { words: { booking: said, bar }, draft } = house;
  const { booking } = draft;
  if (!booking) return { element: make("section", { class: "sheet" }, heading(said.states.cancelled)) };
  const trouble = new Trouble(house);
  const done = house.done ? [say("p", said.done[house.done], { class: "done", attributes: { role: "status" } })] : [];
  house.done = null;
  const offer = booking.state === "offered" ? offered(house, booking, trouble) : null;
  const element = make("section", { class: "sheet" },
    button(bar.list, () => void house.home(), "back"), heading(said.states[booking.state]), ...done,
    ...head(house, booking), ...(offer ? [offer.element] : []), trouble.element, facts(house, booking),
    ...(booking.state === "booked" && kindOf(house, booking.kind).papers ? papers(house, placeOf(house, booking.place)) : []),
    acts(house, booking, trouble));
  return { element, leave: () => offer?.leave() };
}

/**
 * @param {House} house
 * @param {Booking} booking
 */
function head({ words: { booking: said } }, { state, code, notices, ended_by: by }) {
  if (state === "wished" || state === "waiting") {
    return [say("p", state === "wished" ? said.wished : said.waiting), say("p", notices ? said.told : said.untold)];
  }
  if (state !== "booked") return state === "cancelled" ? [say("p", said.cancelled[by ?? "resident"])] : [];
  const spelt = [...code].join(" ");
  const shown = make("p", { class: "code-shown" },
    make("span", { text: code, attributes: { "aria-hidden": "true" } }), make("span", { class: "visually-hidden", text: `${plain(said.code)} ${spelt}` }));
  return [make("div", { class: "code-card" }, say("p", said.code, { attributes: { "aria-hidden": "true" } }), shown, say("p", said.say(code)))];
}

/** @param {House} house @param {Booking} booking */
function facts(house, { state, at, place, kind, persons, private_room: room, reminder_hour: hour, notices, wishes, wait_from: from, wait_until: until }) {
  const { words: { summary: said, details, comma } } = house;
  const known = placeOf(house, place);
  const over = state === "attended" || state === "missed" || state === "cancelled";
  const between = from && until ? daysWords(house, from, until) : "";
  const when = /** @type {const} */ ([said.when, at ? momentWords(house, at) : between || wishes.map((one) => wishWords(house, one)).join(comma)]);
  if (over) return lines([when, [said.place, placeName(house, place)]]);
  const element = lines([
    when,
    [said.place, placeName(house, place)],
    [said.address, known?.address ?? ""],
    [said.kind, kindOf(house, kind).name],
    [said.persons, details.persons(persons)],
    [said.room, !known || known.private_room ? (room ? details.roomYes : details.roomEither) : ""],
    [said.reminder, hour === null ? details.reminderNo : details.hour(hour)],
    [said.notices, notices ? details.noticesYes : details.noticesNo],
  ]);
  if (known) element.append(make("div", {}, say("dt", house.words.phones.short), make("dd", {}, phoneLink(house, known))));
  return element;
}

/**
 * @param {House} house
 * @param {Booking} booking
 * @param {Trouble} trouble
 */
function offered(house, booking, trouble) {
  const { words: { offer: said } } = house;
  const answer = (/** @type {HTMLButtonElement} */ pressed, /** @type {boolean} */ accept) => once(pressed, trouble, async () => {
    house.draft = draftOf(await house.api.answer(booking.id, accept), "change");
    house.land("booking");
  });
  const yes = button(said.yes, () => void answer(yes, true), "primary wide");
  const no = button(said.no, () => void answer(no, false), "wide");
  const kept = countdown(house, booking.held_until ?? 0, said, () => [yes, no].forEach((one) => (one.hidden = true)));
  const element = make("div", { class: "offer stack" }, say("p", said.lead), kept.element, yes, no, say("p", said.hint, { class: "quiet" }));
  return { element, leave: kept.leave };
}
