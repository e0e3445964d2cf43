// @ts-check
/** The screen 「記録の消去」: what falls due, what is held, what was proved, who did what. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { dateWords, timeWords } from "../../lib/jst.js";
import { AuditList } from "./audit.js";
import { HoldList } from "./holds.js";
import { due as dueWords, policy as policyWords, problem, proof as proofWords } from "./words.js";

/**
 * @typedef {{ day: string, count: number, bookings: number, orders: number }} Day a local day, "2026-11-22", or "overdue" for what is
 *   late; how many consultations, bookings and orders of paper are erased on it
 * @typedef {object} Retention what the server tells; times in ms
 * @property {{ version: string } & Record<string, string | number>} policy
 * @property {Day[]} days
 * @property {number} held
 * @property {number} paused
 * @property {number | null} last_run
 * @property {number | null} final_at
 * @property {{ number: number, hash: string, at: number } | null} ledger_head
 */

export class RetentionPanel {
  #problem = byId("retention-problem", HTMLElement);
  #ticket = 0;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.holds = new HoldList(desk, () => void this.#load());
    this.audit = new AuditList(desk);
  }

  show() {
    void this.#load();
    void this.audit.load();
  }

  /** Takes everything off the page. */
  hide() {
    this.#ticket += 1;
    for (const id of ["due-days", "proof", "policy"]) arrange(byId(id, HTMLElement), []);
    this.holds.clear();
    this.audit.clear();
    setText(this.#problem, "");
  }

  async #load() {
    const ticket = (this.#ticket += 1);
    try {
      const [retention, holds] = await Promise.all([
        this.desk.api.call("GET", "/console/retention"),
        this.desk.api.call("GET", "/console/holds"),
      ]);
      if (ticket !== this.#ticket) return;
      this.#show(retention);
      this.holds.show(holds);
    } catch {
      if (ticket === this.#ticket) setText(this.#problem, problem);
    }
  }

  /** @param {Retention} retention */
  #show(retention) {
    const filled = retention.days.filter((one) => allOf(one) > 0);
    setText(byId("due-lead", HTMLElement), dueWords.lead(retention.held, retention.paused));
    byId("due-none", HTMLElement).hidden = filled.length > 0;
    const table = byId("due-days", HTMLElement);
    const most = Math.max(1, ...filled.map(allOf));
    arrange(table, filled.map((one) => this.#day(one, most)));
    /** @type {HTMLElement} */ (table.parentElement).hidden = filled.length === 0;
    this.#facts("proof", this.#proofs(retention));
    const terms = Object.entries(policyWords.terms).filter(([term]) => typeof retention.policy[term] === "number");
    this.#facts("policy", [
      [policyWords.version, retention.policy.version],
      ...terms.map(([term, words]) => /** @type {[string, string]} */ ([
        words, policyWords.value(term, Number(retention.policy[term])),
      ])),
    ]);
  }

  /**
   * @param {Day} one
   * @param {number} most
   */
  #day(one, most) {
    const { day, count, bookings, orders } = one;
    const words = day === "overdue" ? dueWords.overdue : dateWords(Date.parse(`${day}T12:00:00+09:00`), this.desk.clock.now());
    const bar = make("meter", { class: "due-bar", attributes: { min: "0", max: String(most), value: String(allOf(one)), "aria-hidden": "true" } });
    return make("tr", {}, make("th", { text: words, attributes: { scope: "row" } }),
      make("td", { text: dueWords.count(count) }), make("td", { text: dueWords.count(bookings) }),
      make("td", { text: dueWords.count(orders) }), make("td", {}, bar));
  }

  /**
   * @param {Retention} retention
   * @returns {[string, string][]}
   */
  #proofs({ last_run, final_at, ledger_head }) {
    const at = (/** @type {number | null} */ time) =>
      time === null ? proofWords.never : `${dateWords(time, this.desk.clock.now())} ${timeWords(time)}`;
    const head = ledger_head ? `${proofWords.number(ledger_head.number)}\n${grouped(ledger_head.hash)}` : proofWords.never;
    return [[proofWords.lastRun, at(last_run)], [proofWords.finalAt, at(final_at)], [proofWords.head, head]];
  }

  /**
   * @param {string} id
   * @param {[string, string][]} facts
   */
  #facts(id, facts) {
    arrange(byId(id, HTMLElement), facts.flatMap(([term, value]) => [
      make("dt", { text: term }), make("dd", { text: value }),
    ]));
  }
}

/** @param {Day} one */
const allOf = ({ count, bookings, orders }) => count + bookings + orders;

/** @param {string} hash hex, shown in groups so that two people can compare it aloud */
const grouped = (hash) => (hash.match(/.{1,8}/g) ?? []).join(" ");
