// @ts-check
/** Who did what and when, the newest first, page by page; by kind, by person and by day. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { dateWords, timeWords } from "../../lib/jst.js";
import { groups, sentence, words } from "./audit_words.js";

/**
 * @typedef {object} AuditEvent besides these: whatever was noted beside who, what and when
 * @property {number} number
 * @property {number} at
 * @property {string} action
 * @property {string | null} actor_name
 * @property {string | null} subject hex; names a consultation without leading to it
 */

const PAGE = 100;
const DAY_MS = 24 * 3600 * 1000;

export class AuditList {
  #form = byId("audit-filter", HTMLFormElement);
  #group = byId("audit-group", HTMLSelectElement);
  #person = byId("audit-person", HTMLSelectElement);
  #since = byId("audit-since", HTMLInputElement);
  #until = byId("audit-until", HTMLInputElement);
  #reset = byId("audit-reset", HTMLButtonElement);
  #count = byId("audit-count", HTMLElement);
  #problem = byId("audit-problem", HTMLElement);
  #rows = byId("audit-events", HTMLElement);
  #more = byId("audit-more", HTMLButtonElement);
  /** @type {AuditEvent[]} */
  #events = [];
  #ticket = 0;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    arrange(this.#group, options([["", words.all], ...Object.entries(groups)]));
    this.#form.addEventListener("submit", (event) => event.preventDefault());
    this.#form.addEventListener("change", () => void this.load());
    this.#reset.addEventListener("click", () => {
      this.#form.reset();
      this.#group.focus();
      void this.load();
    });
    this.#more.addEventListener("click", () => void this.#fetch(this.#events.at(-1)?.number));
  }

  async load() {
    const chosen = [this.#group, this.#person, this.#since, this.#until].some(({ value }) => value !== "");
    this.#reset.hidden = !chosen;
    await this.#fetch();
  }

  clear() {
    this.#ticket += 1;
    this.#events = [];
    this.#form.reset();
    for (const place of [this.#rows, this.#person]) arrange(place, []);
    for (const place of [this.#count, this.#problem]) setText(place, "");
    this.#more.hidden = true;
  }

  /** @param {number} [before] the last number that is shown; without it, from the beginning */
  async #fetch(before) {
    const ticket = (this.#ticket += 1);
    const wrong = this.#until.value !== "" && this.#until.value < this.#since.value;
    setText(this.#problem, wrong ? words.order : "");
    if (wrong) return;
    try {
      const { events, people } = await this.desk.api.call("GET", `/console/audit?${this.#query(before)}`);
      if (ticket !== this.#ticket) return;
      this.#offer(people);
      this.#events = before === undefined ? events : [...this.#events, ...events];
      this.#show(events.length === PAGE);
    } catch {
      if (ticket === this.#ticket) setText(this.#problem, words.problem);
    }
  }

  /** @param {number} [before] */
  #query(before) {
    const query = new URLSearchParams();
    if (before !== undefined) query.set("before", String(before));
    if (this.#group.value) query.set("group", this.#group.value);
    if (this.#person.value) query.set("actor", this.#person.value);
    if (this.#since.value) query.set("since", String(midnight(this.#since.value)));
    if (this.#until.value) query.set("until", String(midnight(this.#until.value) + DAY_MS));
    return query;
  }

  /** @param {readonly { kid: string, name: string }[]} people */
  #offer(people) {
    const chosen = this.#person.value;
    const byName = [...people].sort((one, other) => one.name.localeCompare(other.name, "ja"));
    arrange(this.#person, options([["", words.everybody], ...byName.map(({ kid, name }) => [kid, name])]));
    this.#person.value = chosen;
  }

  /** @param {boolean} more whether there may be earlier ones */
  #show(more) {
    const none = this.#events.length === 0;
    setText(this.#count, none ? words.none : words.count(this.#events.length, more));
    this.#more.hidden = !more;
    /** @type {HTMLElement} */ (this.#rows.parentElement).hidden = none;
    arrange(this.#rows, this.#events.map((event) => this.#row(event)));
  }

  /** @param {AuditEvent} event */
  #row(event) {
    const { at, action, actor_name, subject } = event;
    const when = `${dateWords(at, this.desk.clock.now())} ${timeWords(at)}`;
    const who = actor_name ?? (action === "sign-in-refused" ? words.unknown : words.system);
    const named = action.startsWith("visit-") ? words.visit : words.consultation;
    const about = subject ? named(subject.slice(0, 8)) : "";
    return make("tr", {},
      make("td", { class: "audit-when", text: when }), make("td", { class: "audit-who", text: who }),
      make("td", { text: sentence(action, /** @type {any} */ (event)) }), make("td", { class: "audit-about", text: about }));
  }
}

/** @param {readonly (readonly string[])[]} pairs value and words */
const options = (pairs) => pairs.map(([value = "", text = ""]) => make("option", { text, attributes: { value } }));

/** @param {string} day 2026-11-21, in Japan */
const midnight = (day) => Date.parse(`${day}T00:00:00+09:00`);
