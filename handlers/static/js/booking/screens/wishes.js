// @ts-check
/** Up to three times that somebody would like, for who finds none. */

import { make } from "../../lib/dom.js";
import { button, say } from "../../room/face/say.js";
import { dayField, labelled, select } from "../parts/fields.js";
import { placeName } from "../parts/names.js";
import { sheet } from "../parts/sheet.js";
import { Trouble } from "../parts/trouble.js";

/** @typedef {import("../types.js").House} House */

/** Half hours in which offices are open, somewhere, some evening. */
const TIMES = Array.from({ length: 24 }, (_, at) => `${String(8 + Math.floor((at + 1) / 2)).padStart(2, "0")}:${at % 2 ? "00" : "30"}`);

/** @type {import("../types.js").Build} */
export function build(house) {
  const { words: { wishes: said, details }, draft } = house;
  const trouble = new Trouble(house);
  const rows = make("div", { class: "stack" }, say("p", house.words.days.looking, { class: "status", attributes: { role: "status" } }));
  const next = say("button", details.next, { class: "button primary wide", attributes: { type: "submit" } });
  const form = make("form", { class: "stack", attributes: { autocomplete: "off", novalidate: "" } }, rows, trouble.element, next);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const missing = draft.wishes.some(({ day, time }) => (day === "") !== (time === ""));
    if (missing || !draft.wishes.some(({ day }) => day !== "")) return trouble.say(missing ? said.half : said.missing);
    house.open("details");
  });
  const fill = (/** @type {{ first: string, last: string } | void} */ found) => {
    const bounds = { min: found?.first ?? "", max: found?.last ?? "" };
    const made = draft.wishes.map((_, at) => row(house, at, bounds));
    const last = draft.wishes.reduce((found, { day }, at) => (day ? at : found), 0);
    made.forEach((one, at) => (one.hidden = at > last));
    const another = button(said.another, () => {
      const next = made.find((one) => one.hidden);
      if (next) next.hidden = false;
      next?.querySelector("input")?.focus();
      another.hidden = made.every((one) => !one.hidden);
    }, "wide");
    another.hidden = last === made.length - 1;
    rows.replaceChildren(...made, another);
  };
  void house.api.days(draft.place, draft.kind).catch((error) => void trouble.tell(error)).then(fill);
  return { element: sheet(house, said.heading, say("p", placeName(house, draft.place), { class: "where" }), say("p", said.lead), form) };
}

/**
 * @param {House} house
 * @param {number} at
 * @param {{ min: string, max: string }} bounds
 */
function row({ draft, words: { wishes: said } }, at, bounds) {
  const wish = draft.wishes[at] ?? { day: "", time: "" };
  const day = dayField(`wish-day-${at}`, wish.day, bounds, (value) => (wish.day = value));
  const times = TIMES.map((time) => /** @type {const} */ ([time, time]));
  const time = select(`wish-time-${at}`, [["", said.choose], ...times], wish.time, (value) => (wish.time = value));
  return make("fieldset", { class: "choice wish" }, say("legend", said.nth(at + 1)),
    make("div", { class: "pair" }, labelled(day, said.day), labelled(time, said.time)));
}
