// @ts-check
/** What the printer gets of the statistics: tables and charts in which nothing stands that may not leave. */

import { make } from "../../lib/dom.js";
import { chartOf, isEmpty, tableOf } from "./table.js";
import { reporting } from "./words.js";

/** @typedef {import("./types.js").Statistics} Statistics */
/** @typedef {import("./types.js").Report} Report */

const WIDTH = 640;
const NARROW = 300;

/**
 * @param {Statistics} statistics
 * @param {string} heading
 * @param {string} note what the marks mean
 */
export function bookOnPaper({ period, tables }, heading, note) {
  const parts = tables.filter((table) => !isEmpty(table)).map((table) => {
    const wide = table.id === "contacts" || table.id === "months";
    return make("section", { class: wide ? "stat-part stat-part-wide" : "stat-part" }, make("h2", { text: table.title }),
      ...chartOf(table, wide ? WIDTH : NARROW), tableOf(table, { paper: true }));
  });
  return make("div", { class: "stat-paper" }, make("h1", { text: `${heading} ${period}` }), make("p", { text: note }), ...parts);
}

/**
 * @param {Report} report one that is released
 * @param {string} day of its release
 */
export function reportOnPaper({ title, first, last, people, contacts, themes, ...report }, day) {
  const [drafter, releaser] = [report.drafted_by_name ?? reporting.somebody, report.released_by_name ?? reporting.somebody];
  return make("article", { class: "stat-paper report-paper" }, make("h1", { text: title }),
    make("p", { text: reporting.period(first, last) }),
    make("p", { class: "report-figures", text: `${reporting.peopleSaid(people)}\n${reporting.contactsSaid(contacts)}` }),
    make("h2", { text: reporting.themes }), make("p", { class: "report-themes", text: themes }),
    make("p", { class: "report-foot", text: reporting.foot(drafter, releaser, day) }));
}
