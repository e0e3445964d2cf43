// @ts-check
/** The days on which there is a time, month by month; and what else can be done when none suits. */

import { make } from "../../lib/dom.js";
import { button, say } from "../../room/face/say.js";
import { newId } from "../access.js";
import { monthOf } from "../days.js";
import { Calendar } from "../parts/calendar.js";
import { placeName, placeOf, taken } from "../parts/names.js";
import { rules } from "../parts/rules.js";
import { held } from "../parts/taking.js";
import { sheet } from "../parts/sheet.js";
import { Trouble } from "../parts/trouble.js";

/** @typedef {import("../types.js").House} House */

/** @type {import("../types.js").Build} */
export function build(house) {
  const { words: { days: said }, draft } = house;
  const trouble = new Trouble(house);
  const body = make("div", { class: "stack" }, say("p", said.looking, { class: "status", attributes: { role: "status" } }));
  const place = placeOf(house, draft.place);
  const element = sheet(house, said.heading, say("p", placeName(house, draft.place), { class: "where" }), trouble.element, body, ...(place ? [rules(house, place)] : []));
  void fill(house, body, trouble);
  return { element };
}

/**
 * @param {House} house
 * @param {HTMLElement} body
 * @param {Trouble} trouble
 */
async function fill(house, body, trouble) {
  const { draft, words: { days: said } } = house;
  const found = await house.api.days(draft.place, draft.kind).catch((error) => void trouble.tell(error));
  if (!found) return body.replaceChildren(button(said.retry, () => void fill(house, body, trouble), "wide"));
  trouble.clear();
  const mine = held(house);
  if (mine && (draft.place === "" || draft.place === mine.place)) found.days[mine.day] ??= 1;
  const days = Object.keys(found.days).sort();
  const [first] = days;
  if (!first) return body.replaceChildren(say("p", said.none, { class: "warning" }), ...otherwise(house));
  const calendar = new Calendar(house, found, (day) => {
    draft.day = day;
    house.open("times");
  });
  calendar.show(monthOf(draft.day && draft.day in found.days ? draft.day : first));
  const more = otherwise(house);
  const unsuited = more.length ? [make("section", { class: "stack otherwise" }, say("h2", said.otherwise), ...more)] : [];
  body.replaceChildren(calendar.element, ...unsuited);
}

/** For who finds no time. @param {House} house */
function otherwise(house) {
  const { draft, words: { days: said } } = house;
  if (draft.purpose === "move") return [];
  const begin = (/** @type {"wish" | "wait"} */ purpose) => {
    // Whoever asks for something else needs the time no more that was held for them.
    if (draft.heldUntil) void house.api.cancel(draft.id, true).catch(() => undefined);
    Object.assign(draft, { purpose, id: newId(), heldUntil: null, opening: null });
    house.open(purpose === "wish" ? "wishes" : "waits");
  };
  return [
    ...(taken(house, "takes_wishes") ? [button(said.wish, () => begin("wish"), "wide")] : []),
    ...(taken(house, "takes_waiting") ? [button(said.wait, () => begin("wait"), "wide")] : []),
    button(said.phone, () => house.open("phones"), "wide"),
  ];
}
