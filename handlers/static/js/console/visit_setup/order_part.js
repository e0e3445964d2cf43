// @ts-check
/** The part 「場所の順番」: in which order residents find the places, in the talk and on the page. */

import { make } from "../../lib/dom.js";
import { OrderList } from "../order_list.js";
import { nameOf } from "./facts_part.js";
import { setup } from "./words.js";
import { order as words } from "./words_facts.js";

/** @typedef {import("./types.js").Place} Place */

export class OrderPart {
  /**
   * @param {import("../desk.js").Desk} desk
   * @param {() => readonly Place[]} places all there are, as they are known
   * @param {(order: string[]) => void} ordered
   */
  constructor(desk, places, ordered) {
    this.places = places;
    const items = (/** @type {string[]} */ ids) => {
      ordered(ids);
      return this.#items();
    };
    this.list = new OrderList({ label: setup.parts.order, theirs: items, save: async (seen, wanted) =>
      items((await desk.api.call("PUT", "/console/visits/places/order", { seen, wanted })).order) });
    this.element = make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "setup-order-heading" } },
      make("h2", { text: setup.parts.order, attributes: { id: "setup-order-heading", tabindex: "-1" } }),
      make("p", { class: "panel-lead", text: words.lead }), this.list.element);
  }

  async load() {
    this.list.put(this.#items());
  }

  #items() {
    return this.places().map((place) => ({ id: place.id, title: nameOf(place), mark: place.active ? null : make("span", { class: "badge", text: words.hidden }) }));
  }
}
