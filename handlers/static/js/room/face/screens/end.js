// @ts-check
/** Whether to pause here. */

import { make } from "../../../lib/dom.js";
import { button, say, saying } from "../say.js";
import { sheet } from "./sheet.js";

/** @type {import("../house.js").Build} */
export function build(house) {
  const { end: said } = house.words;
  const problem = make("p", { class: "problem", attributes: { role: "alert" } });
  const end = () => house.engine.end().then(house.home, () => saying(problem, said.failed));
  return {
    element: sheet(house, said.heading, say("p", said.body),
      button(said.yes, () => void end(), "plain wide"), button(said.no, house.home, "plain wide"), problem),
  };
}
