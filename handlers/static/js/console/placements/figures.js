// @ts-check
/** What the paper of one placement led to, month by month: a table, and how often it was opened as a chart. */

import { make } from "../../lib/dom.js";
import { columns } from "../statistics/columns.js";
import { figure } from "../statistics/svg.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Figures} Figures */
/** @typedef {import("./types.js").Figure} Figure */
/** @typedef {import("./types.js").Counted} Counted */

const MEASURES = /** @type {const} */ (["open", "first", "add"]);

/**
 * @param {Figures} figures
 * @param {Counted["months"]} months
 */
export function figuresCard(figures, months) {
  const { figures: said } = words;
  const exact = figures.open.months.every((one) => typeof one === "number");
  const charted = figures.open.months.some((one) => typeof one === "number" && one > 0);
  const drawn = [make("p", { class: "stat-notes", text: said.charted }),
    figure(said.chart, columns(months.map(({ label }, index) => bar(label, figures.open.months[index]))))];
  const notes = [said.note, ...(exact ? [said.noteOpen] : []), said.hint, said.compare];
  return make("section", { class: "panel-card placement-counted", attributes: { "aria-labelledby": "placement-counted-heading" } },
    make("h2", { text: said.heading, attributes: { id: "placement-counted-heading" } }),
    ...(charted ? drawn : []), table(figures, months),
    make("ul", { class: "placement-notes" }, ...notes.map((text) => make("li", { text }))));
}

/**
 * What is not told has no length, so that it can't be measured.
 * @param {string} label
 * @param {Figure | undefined} told
 */
function bar(label, told) {
  const number = typeof told === "number" ? told : 0, said = typeof told === "number" ? told.toLocaleString() : "";
  return { label: label.replace(/^.*年/u, "").replace(/ \d{4}$/u, ""), parts: [{ number, said }], said };
}

/**
 * The newest month first.
 * @param {Figures} figures
 * @param {Counted["months"]} months
 */
function table(figures, months) {
  const heads = [words.figures.month, ...MEASURES.map((measure) => words.measures[measure] ?? "")];
  const rows = months.map(({ label }, index) => make("tr", {}, make("th", { text: label, attributes: { scope: "row" } }),
    ...MEASURES.map((measure) => cell(figures[measure].months[index] ?? 0))));
  const made = make("table", { class: "stat-table" }, make("caption", { class: "visually-hidden", text: words.figures.heading }),
    make("thead", {}, make("tr", {}, ...heads.map((text) => make("th", { text, attributes: { scope: "col" } })))),
    make("tbody", {}, ...rows.reverse()));
  return make("div", { class: "stat-scroll", attributes: { tabindex: "0", role: "group", "aria-label": words.figures.heading } }, made);
}

/** @param {Figure} told */
const cell = (told) => make("td", { text: typeof told === "number" ? told.toLocaleString() : told, data: { kind: typeof told } });
