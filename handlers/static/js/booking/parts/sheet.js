// @ts-check
/** A screen with the way back on top. */

import { make } from "../../lib/dom.js";
import { button, heading } from "../../room/face/say.js";

/**
 * @param {import("../types.js").House} house
 * @param {string} title
 * @param {...Node} parts
 */
export const sheet = (house, title, ...parts) =>
  make("section", { class: "sheet" }, button(house.words.bar.back, house.back, "back"), heading(title), ...parts);
