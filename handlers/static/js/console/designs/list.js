// @ts-check
/** The list of designs, and where a new one begins. */

import { make } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { button } from "../visit_setup/form.js";
import { kept, sample } from "./choices.js";
import { designs as words } from "./words.js";

/** @typedef {import("./types.js").Design} Design */
/** @typedef {import("./types.js").Template} Template */

/**
 * @param {import("./types.js").Known} known
 * @param {{ now: number, unsaved: (id: string) => boolean, begin: (template: Template) => void, open: (design: Design) => void, remove: (design: Design) => void }} acts
 */
export function listOf(known, acts) {
  const templates = [...new Set(known.kinds.map(({ template }) => template))];
  const begin = make("section", { class: "panel-card", attributes: { "aria-labelledby": "designs-begin" } },
    make("h2", { text: words.begin, attributes: { id: "designs-begin" } }), make("p", { class: "panel-lead", text: words.beginLead }),
    make("div", { class: "designs-begins" }, ...templates.map((one) => beginButton(one, acts.begin))));
  const list = known.designs.length > 0
    ? make("ul", { class: "designs-list" }, ...known.designs.map((one) => line(one, acts)))
    : make("p", { class: "panel-lead", text: words.none });
  const shown = make("section", { class: "panel-card", attributes: { "aria-labelledby": "designs-kept" } },
    make("h2", { text: words.kept, attributes: { id: "designs-kept" } }), list);
  return [make("p", { class: "panel-lead", text: words.lead }), shown, begin];
}

/**
 * @param {Template} template
 * @param {(template: Template) => void} onPress
 */
function beginButton(template, onPress) {
  const made = make("button", { class: "designs-begin", data: { template }, attributes: { type: "button" } },
    make("span", { class: "designs-picture" }, sample({ template, variant: "open", colour: "sun" })),
    make("span", { class: "designs-title", text: words.templates[template] }),
    make("span", { class: "field-hint", text: words.templateHints[template] }));
  made.addEventListener("click", () => onPress(template));
  return made;
}

/**
 * @param {Design} design
 * @param {{ now: number, unsaved: (id: string) => boolean, open: (design: Design) => void, remove: (design: Design) => void }} acts
 */
function line(design, { now, unsaved, open, remove }) {
  const { name, template, variant, language, changed_at: at } = design;
  const kind = [words.templates[template], words.variants[variant], words.languages[language], ...(at > 0 ? [words.changed(dateWords(at, now))] : [])].join("・");
  const waiting = unsaved(design.id) ? [make("p", { class: "designs-unsaved", text: words.unsaved })] : [];
  return make("li", { class: "designs-line" }, make("span", { class: "designs-thumb" }, design.id ? kept(design) : sample(design)),
    make("div", { class: "designs-about" }, make("p", { class: "designs-title", text: name }), make("p", { class: "field-hint", text: kind }), ...waiting),
    make("div", { class: "designs-acts" }, button("button-secondary", words.open, () => open(design), words.openLabel(name)),
      button("button-quiet", words.remove, () => remove(design), words.removeLabel(name))));
}
