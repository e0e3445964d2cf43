// @ts-check
/** A table of the statistics, its chart and its legend. On paper nothing stands that may not leave. */

import { make } from "../../lib/dom.js";
import { rowsOfBars } from "./bars.js";
import { columns } from "./columns.js";
import { figure } from "./svg.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Table} Table */
/** @typedef {import("./types.js").Cell} Cell */
/** @typedef {import("./bars.js").Row} Row */

/**
 * @param {Table} table
 * @param {{ paper?: boolean }} [where]
 */
export function tableOf({ id, title, head, columns: heads, lines }, { paper = false } = {}) {
  const first = make("tr", {}, make("th", { text: head, attributes: { scope: "col" } }),
    ...heads.map((text) => make("th", { attributes: { scope: "col" } }, ...breakable(text))));
  const rows = lines.map(({ label, style, cells }) => make("tr", { data: { style } },
    make("th", { text: label, attributes: { scope: "row" } }), ...cells.map((cell) => number(cell, paper))));
  const table = make("table", { class: "stat-table", data: { table: id } }, make("caption", { class: "visually-hidden", text: title }),
    make("thead", {}, first), make("tbody", {}, ...rows));
  return make("div", { class: "stat-scroll", attributes: paper ? {} : { tabindex: "0", role: "group", "aria-label": title } }, table);
}

/**
 * The heading of a column, which breaks before the day that it is counted to, and on a narrow screen within that.
 * @param {string} text
 */
function breakable(text) {
  const [before = "", after] = text.replace(/\s?\((?=.*(?:現在|as of))/u, "\n(").split(/(?=現在)/u);
  return after === undefined ? [new Text(before)] : [new Text(before), make("wbr"), new Text(after)];
}

/**
 * @param {Cell} cell
 * @param {boolean} paper
 */
function number({ number, leaves }, paper) {
  const shown = number.toLocaleString();
  if (leaves === null) return make("td", { text: shown });
  if (paper) return make("td", { text: leaves });
  return make("td", {}, make("span", { class: "stat-small", text: shown }),
    make("span", { class: "visually-hidden", text: words.outside(leaves) }));
}

/**
 * The chart that suits a table, and what its colours mean.
 * @param {Table} table
 * @param {number} [paper] the width in px on paper
 * @returns {HTMLElement[]}
 */
export function chartOf(table, paper) {
  const label = words.chart(table.title), onPaper = paper !== undefined;
  if (table.id === "contacts") return [figure(label, rowsOfBars(years(table, onPaper)), paper), legend(ways(table))];
  if (table.id === "months") return [figure(label, columns(months(table, onPaper)), paper), legend(table.columns.slice(0, -1))];
  if (table.columns.length > 1) return pair(table, paper);
  const items = table.lines.filter(({ style }) => style === "part").map(({ label: name, cells: [cell] }) => {
    const one = part(cell, onPaper);
    return { label: name, parts: [one], said: one.said };
  });
  return [figure(label, rowsOfBars(items), paper)];
}

/**
 * Of several columns that are no parts of each other: the one that begins, and the one that it is held against, each on a scale of
 * its own.
 * @param {Table} table
 * @param {number} [paper]
 */
function pair({ columns: heads, lines, title }, paper) {
  const shown = heads.length > 3 ? [1, heads.length - 1] : [0, 1], parts = lines.filter(({ style }) => style === "part");
  return shown.flatMap((column) => {
    const rows = parts.map(({ label, cells }) => {
      const one = part(cells[column], paper !== undefined);
      return { label, parts: [one], said: one.said };
    });
    const head = heads[column] ?? "";
    return [make("p", { class: "stat-notes", text: head }), figure(words.chart(`${title} ${head}`), rowsOfBars(rows), paper)];
  });
}

/** @param {Table} table */
export const isEmpty = ({ lines }) => lines.every(({ cells }) => cells.every(({ number }) => number === 0));

/** @param {Table} table */
const ways = ({ lines }) => lines.filter(({ style }) => style === "part").map(({ label }) => label);

/** @param {Table} table @param {boolean} paper @returns {Row[]} */
const years = ({ columns: heads, lines }, paper) => heads.map((label, year) => ({
  label: label.replace(/\s?\(.*\)$/u, ""),
  parts: lines.filter(({ style }) => style === "part").map(({ cells }) => part(cells[year], paper)),
  said: part(lines.find(({ style }) => style === "sum")?.cells[year], paper).said,
}));

/** @param {Table} table @param {boolean} paper @returns {Row[]} */
const months = ({ lines }, paper) => lines.filter(({ style }) => style === "part").map(({ label, cells }) => ({
  label, parts: cells.slice(0, -1).map((cell) => part(cell, paper)), said: part(cells.at(-1), paper).said,
}));

/**
 * What is kept back has no length on paper, so that it can't be measured.
 * @param {Cell | undefined} cell
 * @param {boolean} paper
 */
function part(cell, paper) {
  const { number, leaves } = cell ?? { number: 0, leaves: null };
  return paper && leaves !== null ? { number: 0, said: leaves } : { number, said: number.toLocaleString() };
}

/** @param {readonly string[]} names */
const legend = (names) => make("ul", { class: "legend" }, ...names.map((name, index) =>
  make("li", {}, make("span", { class: `swatch swatch-${index + 1}`, attributes: { "aria-hidden": "true" } }), make("span", { text: name }))));
