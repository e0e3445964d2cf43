// @ts-check
/** All placements, kind by kind, each with what its paper led to lately. */

import { make } from "../../lib/dom.js";
import { button } from "../visit_setup/form.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Placement} Placement */
/** @typedef {import("./types.js").Figures} Figures */

const MEASURES = /** @type {const} */ (["open", "first", "add"]);

/**
 * @param {import("./types.js").House} house
 * @param {import("./types.js").Counted} counted
 * @param {(placement: Placement) => void} open
 * @returns {HTMLElement[]}
 */
export function listOf({ placements, kinds }, { figures }, open) {
  if (placements.length === 0) return [make("p", { class: "panel-card", text: words.none })];
  return kinds.filter((kind) => placements.some((one) => one.kind === kind)).map((kind) => {
    const id = `placements-${kind}`;
    const items = placements.filter((one) => one.kind === kind).map((one) => item(one, figures[one.code], open));
    return make("section", { class: "panel-card", attributes: { "aria-labelledby": id } },
      make("div", { class: "placement-head" }, make("h2", { text: words.kinds[kind] ?? kind, attributes: { id } }),
        make("p", { class: "field-hint", text: words.recent })), make("ul", { class: "placement-list" }, ...items));
  });
}

/**
 * @param {Placement} placement
 * @param {Figures | undefined} figures
 * @param {(placement: Placement) => void} open
 */
function item(placement, figures, open) {
  const { code, name, retired_at: retired } = placement;
  const act = button("button-secondary", words.open, () => open(placement), words.openOf(name));
  act.id = `placement-open-${code}`;
  const head = make("div", { class: "placement-about" },
    make("p", { class: "placement-name" }, codeOf(code), make("span", { text: name })), make("p", { class: "field-hint", text: standing(placement) }));
  return make("li", { class: "placement", data: { code, ...(retired ? { retired: "" } : {}) } }, head, ...(figures ? [lately(figures)] : []), act);
}

/** @param {Placement} placement */
const standing = ({ leads, shown, retired_at: retired }) =>
  [words.leads[leads], retired ? words.retired : shown ? words.shown : words.hidden].join("・");

/** @param {string} code */
export const codeOf = (code) => make("span", { class: "placement-code", attributes: { translate: "no" } },
  make("span", { class: "visually-hidden", text: `${words.code} ` }), new Text(code));

/** @param {Figures} figures */
const lately = (figures) =>
  make("dl", { class: "placement-figures", attributes: { "aria-label": words.recent } }, ...MEASURES.map((measure) => {
    const { recent } = figures[measure];
    return make("div", {}, make("dt", { text: words.measures[measure] ?? "" }),
      make("dd", { text: typeof recent === "number" ? recent.toLocaleString() : recent, data: { kind: typeof recent } }));
  }));
