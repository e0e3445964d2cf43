// @ts-check
/** A list whose order people change, one step at a time: kept at once, told at once, and the focus stays on what was pressed. */

import { arrange, make, setText } from "../lib/dom.js";
import { Refused } from "./api.js";
import { orderList as words } from "./order_list_words.js";

/**
 * @typedef {object} Item
 * @property {string} id
 * @property {string} title
 * @property {HTMLElement | null} [mark] stands behind the title
 *
 * @typedef {object} Scene
 * @property {string} label what the list is called
 * @property {(seen: string[], wanted: string[]) => Promise<Item[]>} save resolves to the list as it is stored then
 * @property {(stored: any) => Item[]} theirs the list as a door tells it when somebody else was quicker
 */

export class OrderList {
  #list;
  #said = make("p", { class: "order-list-said", attributes: { role: "status" } });
  #problem = make("p", { class: "field-problem", attributes: { role: "alert" } });
  /** @type {Map<string, Row>} */
  #rows = new Map();
  /** @type {string[]} */
  #order = [];
  /** @type {string[]} */
  #stored = [];
  #saving = false;

  /** @param {Scene} scene */
  constructor(scene) {
    this.scene = scene;
    this.#list = make("ol", { class: "order-list", attributes: { "aria-label": scene.label } });
    this.element = make("div", { class: "order-lists" }, this.#problem, this.#said, this.#list);
  }

  /** @param {Item[]} items as they are stored */
  put(items) {
    this.#rows = new Map(items.map((item) => [item.id, this.#rows.get(item.id) ?? new Row(item, (by) => this.#move(item.id, by))]));
    for (const item of items) this.#rows.get(item.id)?.put(item);
    this.#stored = items.map(({ id }) => id);
    this.#show(this.#stored);
  }

  /** @param {readonly string[]} order */
  #show(order) {
    this.#order = [...order];
    const held = document.activeElement, rows = this.#order.flatMap((id) => this.#rows.get(id) ?? []);
    rows.forEach((row, place) => row.stand(place, rows.length));
    arrange(this.#list, rows.map(({ element }) => element));
    if (held instanceof HTMLElement && this.#list.contains(held)) held.focus();
  }

  /**
   * @param {string} id
   * @param {-1 | 1} by
   */
  #move(id, by) {
    const order = [...this.#order], place = order.indexOf(id), to = place + by, title = this.#rows.get(id)?.title ?? "";
    setText(this.#problem, "");
    if (to < 0 || to >= order.length) return setText(this.#said, by < 0 ? words.first(title) : words.last(title));
    order.splice(to, 0, ...order.splice(place, 1));
    this.#show(order);
    setText(this.#said, words.moved(title, to + 1, order.length));
    void this.#save();
  }

  /** What is pressed while a step is on its way goes with the next. */
  async #save() {
    if (this.#saving) return;
    this.#saving = true;
    try {
      while (this.#order.join() !== this.#stored.join()) {
        const after = await this.scene.save(this.#stored, this.#order);
        this.#stored = after.map(({ id }) => id);
      }
    } catch (error) {
      const changed = error instanceof Refused && error.code === "changed";
      setText(this.#said, "");
      if (changed) this.put(this.scene.theirs(error.body.stored));
      else this.#show(this.#stored);
      setText(this.#problem, changed ? words.changed : words.unsaved);
    } finally {
      this.#saving = false;
    }
  }
}

class Row {
  #place = make("span", { class: "order-list-place", attributes: { "aria-hidden": "true" } });
  #name = make("span", { class: "order-list-name" });
  #mark = make("span", {});
  title = "";

  /**
   * @param {Item} item
   * @param {(by: -1 | 1) => void} onMove
   */
  constructor({ id }, onMove) {
    this.up = this.#button(words.up, () => onMove(-1));
    this.down = this.#button(words.down, () => onMove(1));
    this.element = make("li", { class: "order-list-row", data: { row: id } }, this.#place, make("span", { class: "order-list-title" }, this.#name, this.#mark),
      make("span", { class: "order-list-moves" }, this.up, this.down));
  }

  /** @param {Item} item */
  put({ title, mark }) {
    this.title = title;
    setText(this.#name, title);
    arrange(this.#mark, mark ? [mark] : []);
    this.up.setAttribute("aria-label", words.upOf(title));
    this.down.setAttribute("aria-label", words.downOf(title));
  }

  /**
   * @param {number} place from 0
   * @param {number} count
   */
  stand(place, count) {
    setText(this.#place, String(place + 1));
    // Not `disabled`: whoever has just pressed it would lose their place.
    this.up.setAttribute("aria-disabled", String(place === 0));
    this.down.setAttribute("aria-disabled", String(place === count - 1));
  }

  /**
   * @param {string} text
   * @param {() => void} onPress
   */
  #button(text, onPress) {
    const made = make("button", { class: "button button-secondary", text, attributes: { type: "button" } });
    made.addEventListener("click", onPress);
    return made;
  }
}
