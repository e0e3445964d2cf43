// @ts-check
/** The list of reports: drafted by one supervisor, released by another, printed by anybody who reads the statistics. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { Refused } from "../api.js";
import { line } from "../fields.js";
import { problemWords } from "../problems.js";
import { withProof } from "../proving.js";
import { Ended, Talk } from "../talk.js";
import { draftReport } from "./drafting.js";
import { reportOnPaper } from "./printing.js";
import { reporting as words } from "./words.js";

/** @typedef {import("./types.js").Report} Report */

export class Reports {
  #list = byId("reports", HTMLElement);
  #said = byId("reports-said", HTMLElement);
  #problem = byId("reports-problem", HTMLElement);
  #add = byId("report-add", HTMLButtonElement);
  /** @type {Talk | null} */
  #talk = null;
  /** @type {readonly import("./types.js").Choice[]} */
  #months = [];

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {(sheet: HTMLElement) => void} print
   */
  constructor(desk, print) {
    this.desk = desk;
    this.print = print;
    this.#add.addEventListener("click", () => void this.#act(this.#add, () => this.#draft()));
  }

  /** @param {readonly import("./types.js").Choice[]} months */
  async show(months) {
    this.#months = months;
    this.#add.hidden = this.desk.session.role !== "supervisor";
    const { reports } = await this.desk.api.call("GET", "/console/reports");
    if (!this.desk.signedIn) return;
    byId("reports-none", HTMLElement).hidden = reports.length > 0;
    arrange(this.#list, reports.map((/** @type {Report} */ report) => this.#item(report)));
  }

  clear() {
    this.#talk?.end();
    arrange(this.#list, []);
    setText(this.#said, "");
    setText(this.#problem, "");
  }

  /** @param {Report} report */
  #item(report) {
    const drafter = words.by(report.drafted_by_name ?? words.somebody);
    const day = report.released_at === null ? "" : dateWords(report.released_at, this.desk.clock.now());
    const state = report.released_at === null ? words.waiting : words.released(report.released_by_name ?? words.somebody, day);
    const leads = this.desk.session.role === "supervisor", { id, title } = report;
    const buttons = [
      ...(leads && report.released_at === null && !report.mine ? [this.#button(words.release, title, () => this.#release(id))] : []),
      ...(report.released_at === null ? [] : [this.#button(words.print, title, async () => this.print(reportOnPaper(report, day)))]),
      ...(leads ? [this.#button(words.erase, title, () => this.#erase(id))] : []),
    ];
    return make("li", { class: "report" }, make("h3", { text: title }),
      make("p", { class: "panel-lead", text: `${words.audiences[report.audience]} / ${words.period(report.first, report.last)} / ${words.peopleSaid(report.people)}` }),
      make("p", { class: "report-themes", text: report.themes }),
      make("p", { class: "panel-lead", text: `${drafter} / ${state}` }), make("div", { class: "report-buttons" }, ...buttons));
  }

  /** @param {string} text @param {string} title @param {() => Promise<void>} act */
  #button(text, title, act) {
    const button = make("button", { class: "button button-secondary", text, attributes: { type: "button", "aria-label": `${text}: ${title}` } });
    button.addEventListener("click", () => void this.#act(button, act));
    return button;
  }

  /** @param {HTMLButtonElement} button @param {() => Promise<void>} act */
  async #act(button, act) {
    button.disabled = true;
    setText(this.#said, "");
    setText(this.#problem, "");
    try {
      await act();
    } catch (error) {
      if (error instanceof Ended) return;
      const own = error instanceof Refused ? words.problems[error.code] : undefined;
      setText(this.#problem, own ?? problemWords(error));
    } finally {
      button.disabled = false;
      this.#talk?.end();
    }
  }

  async #draft() {
    this.#talk = new Talk("stat-dialog");
    if (!(await draftReport(this.desk, this.#talk, this.#months))) return;
    await this.#done(words.drafted);
  }

  /** @param {string} id */
  async #release(id) {
    await withProof(this.desk, () => this.desk.api.call("POST", `/console/reports/${id}/release`, {}));
    await this.#done(words.releasedNow);
  }

  /** @param {string} id */
  async #erase(id) {
    this.#talk = new Talk("stat-dialog");
    const answer = await this.#talk.ask({
      heading: words.eraseHeading, body: [line(words.eraseLead)],
      choices: [{ value: "", text: words.back }, { value: "erase", text: words.erase, tone: "danger" }],
    });
    if (answer === "") return;
    await this.desk.api.call("DELETE", `/console/reports/${id}`);
    await this.#done(words.erased);
  }

  /** @param {string} what */
  async #done(what) {
    this.#talk?.end();
    await this.show(this.#months);
    setText(this.#said, what);
    this.#said.focus();
  }
}
