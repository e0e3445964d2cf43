// @ts-check
/** An order on paper: the address for the outside, which says nothing about what is inside, and the slip that goes in. */

import { make } from "../../lib/dom.js";
import { OnPaper } from "../on_paper.js";
import { orders as words, paper } from "./words.js";

/** @typedef {import("./types.js").Order} Order */

/** Whatever else is printed from this screen says nothing: addresses leave it only by these buttons. */
export const orderPaper = () => new OnPaper(() => make("p", { text: paper.byButton }), paper.title);

/** @param {Order} order */
export function label({ name, address, contact }) {
  const lines = address.split("\n").map((text) => make("p", { class: "order-label-address", text }));
  return make("article", { class: "order-label" }, ...lines, make("p", { class: "order-label-name", text: paper.to(name, contact === "") }),
    ...(contact ? [make("p", { class: "order-label-contact", text: paper.person(contact) })] : []));
}

/** @param {Order} order */
export function slip({ code, items }) {
  const head = make("tr", {}, ...[paper.kind, paper.copies].map((text) => make("th", { text, attributes: { scope: "col" } })));
  const rows = items.map(({ title, copies }) =>
    make("tr", {}, make("td", { text: title ?? words.gone }), make("td", { text: paper.count(copies) })));
  return make("article", { class: "order-slip" }, make("h1", { text: paper.slip }), make("p", { text: words.of(code) }),
    make("table", {}, make("thead", {}, head), make("tbody", {}, ...rows)), make("p", { text: paper.foot }));
}
