// @ts-check
/** Where to go: each place with what one needs to know of it, or anywhere. */

import { make } from "../../lib/dom.js";
import { say } from "../../room/face/say.js";
import { phoneLink } from "../parts/phone.js";
import { sheet } from "../parts/sheet.js";

/** @typedef {import("../types.js").House} House */

/** @type {import("../types.js").Build} */
export function build(house) {
  const { words: { places: said, anywhere } } = house;
  const open = house.facts.places.filter((one) => one.active);
  const items = open.map((place) => make("li", { class: "place" },
    choice(house, place.id, place.name, place.private_room ? said.room : ""),
    make("div", { class: "place-about" }, make("p", { class: "quiet", text: place.address }), phoneLink(house, place))));
  const all = make("li", { class: "place" }, choice(house, "", anywhere.name, anywhere.hint));
  return { element: sheet(house, said.heading, say("p", said.lead), make("ul", { class: "places" }, ...(open.length > 1 ? [all] : []), ...items)) };
}

/**
 * @param {House} house
 * @param {string} id
 * @param {string} name
 * @param {string} more
 */
function choice(house, id, name, more) {
  const made = make("button", { class: "place-choice", attributes: { type: "button" } }, say("strong", name));
  if (more) made.append(say("small", more));
  made.addEventListener("click", () => {
    Object.assign(house.draft, { place: id, day: "", opening: null });
    house.open("days");
  });
  return made;
}
