// @ts-check
/** Days on which a desk or all of them are shut: the list, and one line to add to it. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { Refused } from "../api.js";
import { held } from "../held.js";
import { dayText } from "./week_view.js";
import { closed as words } from "./notice_words.js";

/** @typedef {{ id: number, revision: string, desk: string | null, first_day: string, last_day: string }} ClosedDays */

export class ClosedDaysList {
  #list = byId("closed-days", HTMLElement);
  #form = byId("close-form", HTMLFormElement);
  #desk = byId("close-desk", HTMLSelectElement);
  #first = byId("close-first", HTMLInputElement);
  #last = byId("close-last", HTMLInputElement);
  #problem = byId("close-problem", HTMLElement);

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {(said: string) => Promise<void>} onChanged looks anew, and says what was done
   */
  constructor(desk, onChanged) {
    this.desk = desk;
    this.onChanged = onChanged;
    this.#first.addEventListener("change", () => {
      if (this.#last.value < this.#first.value) this.#last.value = this.#first.value;
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#add();
    });
  }

  /**
   * @param {ClosedDays[]} closures
   * @param {{ id: string, name: string }[]} desks
   * @param {boolean} mayClose
   */
  show(closures, desks, mayClose) {
    byId("closed-days-none", HTMLElement).hidden = closures.length > 0;
    this.#form.hidden = !mayClose;
    arrange(this.#list, closures.map((one) => this.#item(one, desks, mayClose)));
    if (this.#desk.options.length === desks.length + 1) return;
    arrange(this.#desk, [{ id: "", name: words.every }, ...desks].map(({ id, name }) =>
      make("option", { text: name, attributes: { value: id } })));
  }

  clear() {
    arrange(this.#list, []);
    arrange(this.#desk, []);
    this.#form.reset();
    this.#form.hidden = true;
    setText(this.#problem, "");
  }

  async #add() {
    setText(this.#problem, "");
    const days = { first_day: this.#first.value, last_day: this.#last.value || this.#first.value };
    try {
      const body = { desk: this.#desk.value || null, ...days };
      await held(this.#form, () => this.desk.api.call("POST", "/console/closed-days", body));
    } catch (error) {
      const field = error instanceof Refused ? error.code : "";
      setText(this.#problem, field === "first_day" ? words.first : field === "last_day" ? words.last : words.unsaved);
      if (field === "first_day") this.#first.focus();
      if (field === "last_day") this.#last.focus();
      return;
    }
    this.#form.reset();
    await this.onChanged(words.added);
  }

  /** @param {ClosedDays} one */
  async #takeBack({ id, revision }) {
    setText(this.#problem, "");
    let said = words.taken;
    try {
      await this.desk.api.call("DELETE", `/console/closed-days/${id}`, { revision });
    } catch (error) {
      if (!(error instanceof Refused) || (error.status !== 404 && error.code !== "changed")) {
        setText(this.#problem, words.unsaved);
        return;
      }
      said = error.status === 404 ? words.gone : words.changed;
    }
    await this.onChanged(said);
  }

  /**
   * @param {ClosedDays} one
   * @param {{ id: string, name: string }[]} desks
   * @param {boolean} mayClose
   */
  #item(one, desks, mayClose) {
    const days = daysText(one, this.desk.clock.now()), name = deskText(one.desk, desks);
    const item = make("li", { class: "closed-item" }, make("span", { class: "closed-days-text", text: days }), make("span", { text: name }));
    if (!mayClose) return item;
    const back = make("button", { class: "button button-quiet", text: words.back,
      attributes: { type: "button", "aria-label": words.backOf(days, name) } });
    back.addEventListener("click", () => void this.#takeBack(one));
    item.append(back);
    return item;
  }
}

/** @param {{ first_day: string, last_day: string }} closure @param {number} now */
export const daysText = ({ first_day: first, last_day: last }, now) => words.days(dayText(first, now), dayText(last, now));

/** @param {string | null} desk @param {{ id: string, name: string }[]} desks */
export const deskText = (desk, desks) => desks.find(({ id }) => id === desk)?.name ?? words.every;
