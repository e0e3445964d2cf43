// @ts-check
/** The day on paper: times and codes under a neutral title. Whatever else is printed from this screen says nothing. */

import { arrange, byId, make } from "../../lib/dom.js";
import { dayWhole } from "./days.js";
import { printing as words } from "./words.js";

/** @typedef {{ day: string, lines: { time: string, code: string }[] }} DayList */

export class Printing {
  #listening = new AbortController();
  /** @type {HTMLElement | null} */
  #next = null;
  #title = "";

  start() {
    this.stop();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener("beforeprint", () => {
      this.#title = document.title;
      document.title = words.title;
      arrange(byId("paper", HTMLElement), [this.#next ?? plain()]);
    }, { signal });
    addEventListener("afterprint", () => this.#over(), { signal });
  }

  stop() {
    this.#listening.abort();
    this.#over();
  }

  /** @param {DayList} list */
  print(list) {
    this.#next = dayOnPaper(list);
    print();
  }

  #over() {
    this.#next = null;
    if (this.#title) document.title = this.#title;
    this.#title = "";
    arrange(byId("paper", HTMLElement), []);
  }
}

/** @param {DayList} list */
function dayOnPaper({ day, lines }) {
  const head = make("tr", {}, ...[words.time, words.code, words.came].map((text) => make("th", { text, attributes: { scope: "col" } })));
  const rows = lines.map(({ time, code }) => make("tr", {}, make("td", { text: time }), make("td", { class: "visit-code", text: code }), make("td", {})));
  const table = lines.length > 0
    ? make("table", { class: "visit-paper-list" }, make("thead", {}, head), make("tbody", {}, ...rows))
    : make("p", { text: words.none });
  return make("article", { class: "visit-paper" }, make("h1", { text: words.title }), make("p", { text: dayWhole(day) }), table);
}

const plain = () => make("article", { class: "visit-paper" }, make("h1", { text: words.title }), make("p", { text: words.byButton }));
