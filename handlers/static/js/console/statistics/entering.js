// @ts-check
/** Visits and calls counted by hand: one line, Enter, and a button that takes it back. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { digits } from "../../lib/digits.js";
import { Refused } from "../api.js";
import { held } from "../held.js";
import { entering as words } from "./words.js";

/** @typedef {{ month: string, way: string, number: number, dv: number, protected: number }} Entry */

const REMEMBERED = 5;
const LARGEST = 99_999;

export class Entering {
  #form = byId("stat-enter", HTMLFormElement);
  #month = byId("stat-month", HTMLSelectElement);
  #problem = byId("stat-enter-problem", HTMLElement);
  #said = byId("stat-enter-said", HTMLElement);
  #list = byId("stat-entered", HTMLElement);
  /** Another one once the screen was left: what comes later is not shown any more. */
  #visit = {};

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {() => Promise<void>} changed told when a number of the tables is another
   */
  constructor(desk, changed) {
    this.desk = desk;
    this.changed = changed;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#enter();
    });
  }

  /** @param {readonly import("./types.js").Choice[]} months */
  show(months) {
    const chosen = this.#month.value;
    arrange(this.#month, months.map(({ month, label }) => make("option", { text: label, attributes: { value: month } })));
    if (months.some(({ month }) => month === chosen)) this.#month.value = chosen;
  }

  clear() {
    this.#visit = {};
    this.#form.reset();
    for (const place of [this.#month, this.#list]) arrange(place, []);
    for (const place of [this.#problem, this.#said]) setText(place, "");
  }

  async #enter() {
    const entry = this.#read();
    setText(this.#problem, entry ? "" : words.numbers);
    setText(this.#said, "");
    if (!entry || !(await this.#send(entry, this.#form))) return;
    const what = describe(entry, this.#month.selectedOptions[0]?.text ?? entry.month);
    setText(this.#said, words.done(what));
    const item = make("li", {}, make("span", { text: what }));
    const undo = make("button", { class: "button button-quiet", text: words.undo, attributes: { type: "button", "aria-label": words.undoOf(what) } });
    undo.addEventListener("click", () => void this.#undo(entry, what, item));
    item.append(undo);
    arrange(this.#list, [item, ...[...this.#list.children].slice(0, REMEMBERED - 1)]);
    for (const [name, value] of [["number", "1"], ["dv", "0"], ["protected", "0"]]) this.#field(String(name)).value = String(value);
    this.#field("number").select();
    this.#field("number").focus();
  }

  /** @param {Entry} entry @param {string} what @param {HTMLElement} item */
  async #undo(entry, what, item) {
    setText(this.#problem, "");
    const back = { ...entry, number: -entry.number, dv: -entry.dv, protected: -entry.protected };
    if (!(await this.#send(back, item))) return;
    item.remove();
    setText(this.#said, words.undone(what));
    this.#field("number").focus();
  }

  /**
   * @param {Entry} entry
   * @param {HTMLElement} place what was pressed rests meanwhile
   * @returns {Promise<boolean>} whether it is known to be recorded, and the screen is still the same
   */
  async #send(entry, place) {
    const visit = this.#visit;
    try {
      await held(place, async () => {
        await this.desk.api.call("POST", "/console/contacts", entry);
        if (visit === this.#visit) await this.changed();
      });
      return visit === this.#visit;
    } catch (error) {
      if (visit !== this.#visit) return false;
      const code = error instanceof Refused ? error.code : "";
      // Perhaps it was recorded: the table above then tells.
      if (!(error instanceof Refused)) await this.changed();
      if (visit !== this.#visit) return false;
      setText(this.#problem, code === "too-few" ? words.fewer : code === "contact" ? words.numbers : words.failed);
      return false;
    }
  }

  /** @returns {Entry | null} */
  #read() {
    const [number, dv, kept] = ["number", "dv", "protected"].map((name) => typed(this.#field(name).value));
    const way = String(new FormData(this.#form).get("way"));
    if (number === undefined || dv === undefined || kept === undefined) return null;
    if (![number, dv, kept].every((one) => Number.isInteger(one) && Math.abs(one) <= LARGEST)) return null;
    if (number === 0 && dv === 0 && kept === 0) return null;
    if (number > 0 && (dv > number || kept > number)) return null;
    return { month: this.#month.value, way, number, dv, protected: kept };
  }

  /** @param {string} name */
  #field(name) {
    return byId(`stat-${name}`, HTMLInputElement);
  }
}

/** @param {string} text nothing counts as 0 */
const typed = (text) => {
  const plain = digits(text).replace(/^[−ー‐–]/u, "-");
  return plain === "" ? 0 : /^-?\d+$/.test(plain) ? Number(plain) : NaN;
};

/** @param {Entry} entry @param {string} month */
const describe = ({ way, number, dv, protected: kept }, month) =>
  words.what(words.text(month, words.ways[way] ?? way, number), dv, kept);
