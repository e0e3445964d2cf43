// @ts-check
/** People who can be reached at once. */

import { make } from "../../../lib/dom.js";
import { rows } from "../hotlines.js";
import { say } from "../say.js";
import { sheet } from "./sheet.js";

/** @typedef {import("../house.js").View} View */

/** @type {import("../house.js").Build} */
export function build(house) {
  const { urgent: said } = house.words;
  const sections = make("div", { class: "stack" });
  let shown = /** @type {unknown} */ (undefined);
  const update = (/** @type {View} */ { facts }) => {
    if (shown === facts) return;
    shown = facts;
    sections.replaceChildren(...(facts
      ? facts.urgent.map((one) => make("section", { class: "urgent" }, say("h2", one.title), rows(one.rows, house)))
      : [say("p", said.none, { class: "warning" })]));
  };
  return { element: sheet(house, said.heading, say("p", said.lead), sections, say("p", said.trace, { class: "quiet" }), say("p", said.foot, { class: "quiet" })), update };
}
