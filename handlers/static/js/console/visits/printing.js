// @ts-check
/** The day on paper: times and codes under a neutral title. Whatever else is printed from this screen says nothing. */

import { make } from "../../lib/dom.js";
import { OnPaper } from "../on_paper.js";
import { dayWhole } from "./days.js";
import { printing as words } from "./words.js";

/** @typedef {{ day: string, lines: { time: string, code: string }[] }} DayList */

export const visitPaper = () => new OnPaper(plain, words.title);

/** @param {DayList} list */
export function dayOnPaper({ day, lines }) {
  const head = make("tr", {}, ...[words.time, words.code, words.came].map((text) => make("th", { text, attributes: { scope: "col" } })));
  const rows = lines.map(({ time, code }) => make("tr", {}, make("td", { text: time }), make("td", { class: "visit-code", text: code }), make("td", {})));
  const table = lines.length > 0
    ? make("table", { class: "visit-paper-list" }, make("thead", {}, head), make("tbody", {}, ...rows))
    : make("p", { text: words.none });
  return make("article", { class: "visit-paper" }, make("h1", { text: words.title }), make("p", { text: dayWhole(day) }), table);
}

const plain = () => make("article", { class: "visit-paper" }, make("h1", { text: words.title }), make("p", { text: words.byButton }));
