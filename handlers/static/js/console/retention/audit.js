// @ts-check
/** Who did what and when, the newest first, page by page. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { dateWords, timeWords } from "../../lib/jst.js";
import { audit as words, problem } from "./words.js";

/**
 * @typedef {object} AuditEvent
 * @property {number} number
 * @property {number} at
 * @property {string} action
 * @property {string | null} actor_name
 * @property {string | null} subject hex; names a consultation without leading to it
 */

const PAGE = 100;

export class AuditList {
  #choice = byId("audit-action", HTMLSelectElement);
  #rows = byId("audit-events", HTMLElement);
  #more = byId("audit-more", HTMLButtonElement);
  /** @type {AuditEvent[]} */
  #events = [];
  #ticket = 0;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    const options = [["", words.all], ...Object.entries(words.actions)];
    arrange(this.#choice, options.map(([value = "", text = ""]) => make("option", { text, attributes: { value } })));
    this.#choice.addEventListener("change", () => void this.load());
    this.#more.addEventListener("click", () => void this.#fetch(this.#events.at(-1)?.number));
  }

  async load() {
    this.#events = [];
    await this.#fetch();
  }

  clear() {
    this.#ticket += 1;
    this.#events = [];
    this.#choice.value = "";
    arrange(this.#rows, []);
  }

  /** @param {number} [before] */
  async #fetch(before) {
    const ticket = (this.#ticket += 1);
    const query = new URLSearchParams();
    if (before !== undefined) query.set("before", String(before));
    if (this.#choice.value) query.set("action", this.#choice.value);
    try {
      const { events } = await this.desk.api.call("GET", `/console/audit?${query}`);
      if (ticket !== this.#ticket) return;
      this.#events.push(...events);
      this.#more.hidden = events.length < PAGE;
      this.#show();
    } catch {
      if (ticket === this.#ticket) setText(byId("retention-problem", HTMLElement), problem);
    }
  }

  #show() {
    byId("audit-none", HTMLElement).hidden = this.#events.length > 0;
    /** @type {HTMLElement} */ (this.#rows.parentElement).hidden = this.#events.length === 0;
    arrange(this.#rows, this.#events.map((event) => this.#row(event)));
  }

  /** @param {AuditEvent} event */
  #row({ at, action, actor_name, subject }) {
    const when = `${dateWords(at, this.desk.clock.now())} ${timeWords(at)}`;
    const cells = [when, actor_name ?? words.system, words.actions[action] ?? action, subject ? subject.slice(0, 8) : ""];
    return make("tr", {}, ...cells.map((text) => make("td", { text })));
  }
}
