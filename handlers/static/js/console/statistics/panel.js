// @ts-check
/** The screen 「統計」: the office's own table, what is counted by hand, what else was counted, and the reports. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { OnPaper } from "../on_paper.js";
import { Entering } from "./entering.js";
import { exportButton, exportTable } from "./exporting.js";
import { bookOnPaper } from "./printing.js";
import { Reports } from "./reports.js";
import { chartOf, isEmpty, tableOf } from "./table.js";
import { exporting, words } from "./words.js";

/** @typedef {import("./types.js").Statistics} Statistics */
/** @typedef {import("./types.js").Table} Table */

const FIRST = "contacts";

export class StatisticsPanel {
  #problem = byId("statistics-problem", HTMLElement);
  #said = byId("statistics-said", HTMLElement);
  #until = byId("stat-until", HTMLSelectElement);
  #ticket = 0;
  /** @type {Statistics | null} */
  #shown = null;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.entering = new Entering(desk, () => this.#load());
    this.printing = new OnPaper(() => this.#paper());
    this.reports = new Reports(desk, (sheet) => this.printing.print(sheet));
    this.#until.addEventListener("change", () => void this.#load());
    byId("stat-print", HTMLButtonElement).addEventListener("click", () => this.printing.print());
    const all = byId("stat-export", HTMLButtonElement);
    all.addEventListener("click", () => void this.#export("xlsx", "all"));
  }

  show() {
    byId("stat-enter-card", HTMLElement).hidden = this.desk.session.role !== "supervisor";
    this.printing.start();
    void this.#load();
  }

  /** Takes everything off the page. */
  hide() {
    this.#ticket += 1;
    this.#shown = null;
    this.printing.stop();
    this.entering.clear();
    this.reports.clear();
    for (const id of ["stat-first", "stat-tables", "stat-until"]) arrange(byId(id, HTMLElement), []);
    for (const place of [this.#problem, this.#said]) setText(place, "");
  }

  async #load() {
    const ticket = (this.#ticket += 1);
    const wish = this.#until.value ? `?${new URLSearchParams({ until: this.#until.value })}` : "";
    try {
      /** @type {Statistics} */
      const found = await this.desk.api.call("GET", `/console/statistics${wish}`);
      if (ticket !== this.#ticket) return;
      setText(this.#problem, "");
      this.#show(found);
      await this.reports.show(found.months);
    } catch {
      if (ticket === this.#ticket) setText(this.#problem, words.problem);
    }
  }

  /** @param {Statistics} found */
  #show(found) {
    this.#shown = found;
    const { until, choices, months, tables } = found;
    arrange(this.#until, choices.map(({ month, label }) => make("option", { text: label, attributes: { value: month } })));
    this.#until.value = until;
    this.entering.show(months);
    arrange(byId("stat-first", HTMLElement), tables.filter(({ id }) => id === FIRST).map((table) => this.#card(table)));
    arrange(byId("stat-tables", HTMLElement), tables.filter(({ id }) => id !== FIRST).map((table) => this.#card(table)));
    document.body.dataset.statistics = until;
  }

  /** @param {Table} table */
  #card(table) {
    const { id, title } = table, heading = `stat-${id}-heading`;
    const buttons = ["csv", "xlsx"].map((form) =>
      exportButton(title, form, form === "csv" ? exporting.csv : exporting.xlsx, () => this.#export(form, id)));
    const head = make("div", { class: "stat-head" }, make("h2", { text: title, attributes: { id: heading } }),
      make("div", { class: "stat-buttons" }, ...buttons));
    const body = isEmpty(table) && id !== FIRST ? [make("p", { class: "panel-lead", text: words.none })]
      : [make("div", { class: "stat-beside", data: { table: id } }, make("div", { class: "stat-chart" }, ...chartOf(table)), tableOf(table))];
    return make("section", { class: "panel-card", data: { card: id }, attributes: { "aria-labelledby": heading } }, head, ...body);
  }

  /** @param {string} form @param {string} table */
  async #export(form, table) {
    setText(this.#said, "");
    if (!this.#shown) return;
    const said = await exportTable(this.desk, { form, table, until: this.#shown.until });
    setText(this.#said, said);
  }

  #paper() {
    const heading = byId("statistics-heading", HTMLElement).textContent ?? "";
    return this.#shown && bookOnPaper(this.#shown, heading, byId("stat-paper-note", HTMLElement).textContent ?? "");
  }
}
