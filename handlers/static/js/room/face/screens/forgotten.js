// @ts-check
/** After this device has forgotten the talk. */

import { make } from "../../../lib/dom.js";
import { button, heading, paragraphs } from "../say.js";

/** @type {import("../house.js").Build} */
export function build(house) {
  const { states } = house.words;
  return {
    element: make("section", { class: "sheet" }, heading(states.forgotten.heading), ...paragraphs(states.forgotten.lines),
      button(states.code, () => house.open("resume"), "plain wide")),
  };
}
