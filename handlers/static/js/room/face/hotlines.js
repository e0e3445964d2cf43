// @ts-check
/** Numbers and pages of people who can be reached at once. */

import { make } from "../../lib/dom.js";
import { plain, say } from "./say.js";

/** @typedef {import("./house.js").House} House */
/** @typedef {import("../types.js").Facts["urgent"][number]["rows"][number]} Row */

/**
 * @param {readonly Row[]} lines
 * @param {House} house
 */
export const rows = (lines, house) => make("ul", { class: "hotlines" }, ...lines.map((line) => row(line, house)));

/**
 * Small, with their names on them.
 * @param {readonly Row[]} lines
 * @param {House} house
 */
export const atHand = (lines, house) => lines.filter(({ call }) => call !== "").map(({ name, number, call }) => {
  const link = way(number, call, plain(name), house);
  link.className = "button small";
  link.prepend(say("span", name));
  return link;
});

/**
 * @param {Row} line
 * @param {House} house
 */
function row({ name, number, call, hours, note }, house) {
  const about = make("div", { class: "hotline-about" }, say("p", name, { class: "hotline-name" }), say("p", hours, { class: "quiet" }));
  if (note) about.append(say("p", note, { class: "quiet" }));
  return make("li", { class: "hotline" }, about, way(number, call, plain(name), house));
}

/**
 * A number that a phone can't ring from a link, as those with #, stands there to be typed.
 * @param {string} number
 * @param {string} call
 * @param {string} name
 * @param {House} house
 */
function way(number, call, name, { words: { urgent } }) {
  if (!call) return make("p", { class: "hotline-number", text: number });
  const outside = call.startsWith("https:");
  /** @type {import("../../lib/dom.js").Names} */
  const attributes = outside
    ? { href: call, rel: "noreferrer noopener", target: "_blank", "aria-label": `${name} ${plain(urgent.open)}` }
    : { href: call.startsWith("tel:") ? call : `tel:${call}`, "aria-label": plain(urgent.call(`${name} ${number}`)) };
  return make("a", { class: "button hotline-number", text: outside ? plain(urgent.open) : number, attributes });
}
