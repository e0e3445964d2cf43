// @ts-check
/** Whom to ring: the places, and people who can be reached at once. */

import { make } from "../../lib/dom.js";
import { button, heading, plain, say } from "../../room/face/say.js";
import { phoneLink } from "../parts/phone.js";

/** @typedef {import("../types.js").House} House */

/** @type {import("../types.js").Build} */
export function build(house) {
  const { words: { phones: said, bar }, facts } = house;
  const places = facts.places.filter(({ phone }) => phone !== "").map((place) => make("li", { class: "hotline" },
    make("div", { class: "hotline-about" }, say("p", place.name, { class: "hotline-name" })), phoneLink(house, place)));
  const urgent = facts.urgent.map(({ title, rows }) => make("section", { class: "urgent" },
    say("h3", title), make("ul", { class: "hotlines" }, ...rows.map((one) => row(house, one)))));
  const element = make("section", { class: "sheet" }, button(bar.back, house.back, "back"), heading(said.heading),
    say("p", said.trace, { class: "quiet" }), make("ul", { class: "hotlines" }, ...places), say("h2", said.urgent), ...urgent);
  return { element };
}

/**
 * @param {House} house
 * @param {import("../types.js").Facts["urgent"][number]["rows"][number]} line
 */
function row({ words: { phones: said } }, { name, number, call, hours }) {
  const about = make("div", { class: "hotline-about" }, say("p", name, { class: "hotline-name" }), say("p", hours, { class: "quiet" }));
  // A number that a phone can't ring from a link, as those with #, stands there to be typed.
  if (!call) return make("li", { class: "hotline" }, about, make("p", { class: "hotline-number", text: number }));
  const outside = call.startsWith("https:");
  /** @type {import("../../lib/dom.js").Names} */
  const attributes = outside
    ? { href: call, rel: "noreferrer noopener", target: "_blank", "aria-label": `${plain(name)} ${plain(said.open)}` }
    : { href: call, "aria-label": plain(said.call(`${plain(name)} ${number}`)) };
  return make("li", { class: "hotline" }, about, make("a", { class: "button hotline-number", text: outside ? plain(said.open) : number, attributes }));
}
