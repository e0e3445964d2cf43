// @ts-check
/** An order on paper: the address for the outside, which says nothing about what is inside, and the slip that goes in. */

import { arrange, byId, make } from "../../lib/dom.js";
import { orders as words, paper } from "./words.js";

/** @typedef {import("./types.js").Order} Order */

/** Whatever else is printed from this screen says nothing: addresses leave it only by these buttons. */
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
      document.title = paper.title;
      arrange(byId("paper", HTMLElement), [this.#next ?? make("p", { text: paper.byButton })]);
    }, { signal });
    addEventListener("afterprint", () => this.#over(), { signal });
  }

  stop() {
    this.#listening.abort();
    this.#over();
  }

  /**
   * @param {Order} order
   * @param {"label" | "slip"} what
   */
  print(order, what) {
    this.#next = what === "label" ? label(order) : slip(order);
    print();
  }

  #over() {
    this.#next = null;
    if (this.#title) document.title = this.#title;
    this.#title = "";
    arrange(byId("paper", HTMLElement), []);
  }
}

/** @param {Order} order */
function label({ name, address, contact }) {
  const lines = address.split("\n").map((text) => make("p", { class: "order-label-address", text }));
  return make("article", { class: "order-label" }, ...lines, make("p", { class: "order-label-name", text: paper.to(name, contact === "") }),
    ...(contact ? [make("p", { class: "order-label-contact", text: paper.person(contact) })] : []));
}

/** @param {Order} order */
function slip({ code, items }) {
  const head = make("tr", {}, ...[paper.kind, paper.copies].map((text) => make("th", { text, attributes: { scope: "col" } })));
  const rows = items.map(({ title, copies }) =>
    make("tr", {}, make("td", { text: title ?? words.gone }), make("td", { text: paper.count(copies) })));
  return make("article", { class: "order-slip" }, make("h1", { text: paper.slip }), make("p", { text: words.of(code) }),
    make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)), make("p", { text: paper.foot }));
}
