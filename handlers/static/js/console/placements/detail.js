// @ts-check
/** One placement: its QR code, what it led to, its words, and when its paper is taken away. */

import { make, setText } from "../../lib/dom.js";
import { Refused } from "../api.js";
import { button } from "../visit_setup/form.js";
import { figuresCard } from "./figures.js";
import { PlacementForm } from "./form.js";
import { codeOf } from "./list.js";
import { qrCard } from "./qr.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Placement} Placement */
/** @typedef {import("./types.js").Acts} Acts */
/** @typedef {import("../desk.js").Desk} Desk */

/**
 * The parts of the page.
 * @param {Desk} desk
 * @param {import("./types.js").House} house
 * @param {import("./types.js").Counted} counted
 * @param {Placement | null} placement null for a new one
 * @param {Acts} acts
 * @returns {HTMLElement[]}
 */
export function detailOf(desk, house, counted, placement, acts) {
  const form = new PlacementForm(desk, house, placement, acts);
  const back = button("button-quiet placement-back", words.back, acts.back);
  if (placement === null) return [back, heading([new Text(words.fresh)]), form.element];
  const figures = counted.figures[placement.code];
  return [
    back, heading([new Text(placement.name), codeOf(placement.code)]), ...(placement.retired_at ? [over(desk, placement, acts)] : []), qrCard(placement),
    ...(figures ? [figuresCard(figures, counted.months)] : []), form.element, ...(placement.retired_at ? [] : [retiring(desk, placement, acts)]),
  ];
}

/** @param {Node[]} parts */
const heading = (parts) => make("h2", { class: "placement-heading", attributes: { id: "placement-heading", tabindex: "-1" } }, ...parts);

/** @param {Desk} desk @param {Placement} placement @param {Acts} acts */
function over(desk, placement, acts) {
  const { act, problem } = turning(desk, placement, acts, false);
  return make("div", { class: "notice placement-over", data: { tone: "caution" } }, make("p", { text: words.retiring.over }), act, problem);
}

/** @param {Desk} desk @param {Placement} placement @param {Acts} acts */
function retiring(desk, placement, acts) {
  const { act, problem } = turning(desk, placement, acts, true);
  return make("section", { class: "panel-card", attributes: { "aria-labelledby": "placement-retiring-heading" } },
    make("h2", { text: words.retiring.heading, attributes: { id: "placement-retiring-heading" } }),
    make("p", { text: words.retiring.lead }), make("div", { class: "edit-buttons" }, act), problem);
}

/**
 * As it is stored, whatever stands in the form.
 * @param {Desk} desk
 * @param {Placement} placement
 * @param {Acts} acts
 * @param {boolean} retired
 */
function turning(desk, placement, acts, retired) {
  const { retiring: said } = words, problem = make("p", { class: "field-problem", attributes: { role: "alert" } });
  const turn = async () => {
    setText(problem, "");
    try {
      const after = await desk.api.call("PUT", `/console/placements/${encodeURIComponent(placement.code)}`, { ...placement, retired });
      acts.stored(after, retired ? said.done(after.name) : said.undone(after.name));
    } catch (error) {
      if (error instanceof Refused && error.code === "changed") acts.stored(/** @type {Placement} */ (error.body.stored), said.late);
      else setText(problem, said.failed);
    }
  };
  const act = button("button-secondary", retired ? said.act : said.undo, () => void turn());
  act.id = "placement-turn";
  return { act, problem };
}
