// @ts-check
/** The times of one day. A tap holds one for ten minutes. */

import { make } from "../../lib/dom.js";
import { button, say } from "../../room/face/say.js";
import { dayWords } from "../days.js";
import { placeName } from "../parts/names.js";
import { sheet } from "../parts/sheet.js";
import { held, take } from "../parts/taking.js";
import { once, Trouble } from "../parts/trouble.js";

/** @typedef {import("../types.js").House} House */
/** @typedef {import("../types.js").Opening} Opening */

/** @type {import("../types.js").Build} */
export function build(house) {
  const { words: { times: said }, draft, language } = house;
  const trouble = new Trouble(house, (opening) => void choose(opening));
  let taking = false;
  const choose = (/** @type {Opening} */ opening, pressed = make("button")) => once(pressed, trouble, async () => {
    // A tap beside the time that is on its way shall not hold another one than the next screen shows.
    if (taking) return;
    taking = true;
    // What is gone shall not stand there to be pressed again.
    await take(house, opening).catch((error) => fill().then(() => Promise.reject(error))).finally(() => (taking = false));
    house.open(draft.purpose === "move" ? "check" : "details");
  });
  const body = make("div", { class: "stack" }, say("p", said.looking, { class: "status", attributes: { role: "status" } }));
  const fill = async () => {
    const found = await house.api.times(draft.place, draft.kind, draft.day).catch((error) => void trouble.tell(error));
    if (!found) return body.replaceChildren(button(said.retry, () => void fill(), "wide"));
    const openings = withMine(house, found.openings);
    body.replaceChildren(...(openings.length ? list(house, openings, choose) : [say("p", said.none, { class: "warning" })]));
  };
  void fill();
  const where = say("p", placeName(house, draft.place), { class: "where" });
  return { element: sheet(house, dayWords(draft.day, language), where, say("p", said.lead), trouble.element, body, button(said.otherDay, house.back, "link")) };
}

/** @param {House} house @param {readonly Opening[]} openings */
function withMine(house, openings) {
  const mine = held(house);
  const known = openings.some((one) => one.place === mine?.place && one.starts_at === mine.starts_at);
  if (!mine || known || mine.day !== house.draft.day || (house.draft.place !== "" && house.draft.place !== mine.place)) return openings;
  return [...openings, mine].sort((one, other) => one.starts_at - other.starts_at);
}

/**
 * @param {House} house
 * @param {readonly Opening[]} openings
 * @param {(opening: Opening, pressed: HTMLButtonElement) => Promise<void>} choose
 */
function list(house, openings, choose) {
  const items = openings.map((opening) => {
    const made = make("button", { class: "button time-choice", attributes: { type: "button" } }, make("span", { text: `${opening.time}–${opening.until}` }));
    if (house.draft.place === "") made.append(say("small", placeName(house, opening.place)));
    made.addEventListener("click", () => void choose(opening, made));
    return make("li", {}, made);
  });
  return [make("ul", { class: "times" }, ...items)];
}
