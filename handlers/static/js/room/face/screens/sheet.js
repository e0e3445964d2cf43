// @ts-check
/** A screen laid over what was there, with the way back on top. */

import { make } from "../../../lib/dom.js";
import { button, heading } from "../say.js";

/**
 * @param {import("../house.js").House} house
 * @param {string} title
 * @param {...Node} parts
 */
export const sheet = (house, title, ...parts) =>
  make("section", { class: "sheet" }, button(house.words.bar.back, house.back, "back"), heading(title), ...parts);
