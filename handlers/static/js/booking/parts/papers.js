// @ts-check
/** What one brings, with the day on which somebody checked it. */

import { make } from "../../lib/dom.js";
import { paragraphs, say } from "../../room/face/say.js";
import { dateWords } from "../days.js";

/**
 * @param {import("../types.js").House} house
 * @param {import("../types.js").Place | undefined} place
 * @returns {HTMLElement[]}
 */
export function papers({ words: { papers: said }, language }, place) {
  const known = place?.papers;
  if (!known || !known.items.length) return [];
  /** @type {HTMLElement[]} */
  const parts = [say("p", said.lead, { class: "quiet" }), make("ul", { class: "checklist" }, ...known.items.map(item))];
  parts.push(...paragraphs(lines(known.rules)));
  const moving = known.moving.flatMap(lines);
  if (moving.length) parts.push(make("details", { class: "examples" }, say("summary", said.moving), ...paragraphs(moving)));
  parts.push(say("p", said.checked(dateWords(known.checked_on, language)), { class: "quiet" }));
  return [make("section", { class: "stack" }, say("h2", said.heading), ...parts)];
}

/** @param {string} text */
const lines = (text) => text.split("\n").filter((line) => line.trim() !== "");

/** @param {import("../types.js").Paper} paper */
function item({ name, where, note, when }) {
  const about = [where, note].filter((one) => one !== "").map((one) => say("p", one, { class: "quiet" }));
  const title = say("p", name, { class: "checklist-name" });
  if (when) title.append(" ", say("span", when, { class: "tag" }));
  return make("li", {}, title, ...about);
}
