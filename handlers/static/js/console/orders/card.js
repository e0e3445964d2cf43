// @ts-check
/** One order as a card: what to send and what to press next; where to and the rest is folded away. */

import { make } from "../../lib/dom.js";
import { dateWords, timeWords } from "../../lib/jst.js";
import { orders as words } from "./words.js";

/** @typedef {import("./types.js").Order} Order */
/** @typedef {import("./types.js").State} State */
/** @typedef {import("./types.js").Acts} Acts */

/** What can follow, the likeliest first. @type {Record<State, State[]>} */
const NEXT = { new: ["packed", "sent", "declined"], packed: ["sent", "declined"], sent: [], declined: [] };
/** A sign beside the word, so that a state is found by its shape too. @type {Record<State, string>} */
const SIGNS = { new: "●", packed: "◆", sent: "○", declined: "×" };

/** @type {Record<State, string>} */
const TONES = { new: "waits", packed: "ahead", sent: "good", declined: "none" };

/**
 * @param {Order} order
 * @param {number} now
 * @param {boolean} open whether its details are unfolded
 * @param {Acts} acts
 */
export function orderCard(order, now, open, acts) {
  const heading = `order-${order.code}`;
  const state = make("p", { class: "badge order-state", data: { state: order.state, tone: TONES[order.state] } },
    make("span", { class: "order-sign", text: SIGNS[order.state], attributes: { "aria-hidden": "true" } }), make("span", { text: words.states[order.state] }));
  const head = make("div", { class: "order-head" },
    make("h2", { class: "order-code", attributes: { id: heading } }, make("span", { class: "visually-hidden", text: `${words.code} ` }), make("span", { text: order.code })), state,
    make("p", { class: "order-asked", text: words.asked(dateWords(order.asked_at, now), timeWords(order.asked_at)) }));
  const who = make("p", { class: "order-who" }, make("span", { class: "order-name", text: order.name }), make("span", { class: "order-kind", text: words.kinds[order.kind] }));
  const items = make("ul", { class: "order-items" }, ...order.items.map(({ title, copies }) => make("li", { text: words.item(title ?? words.gone, copies) })));
  return make("li", { class: "order", data: { order: order.id, state: order.state }, attributes: { "aria-labelledby": heading } },
    head, who, items, ...steps(order, acts), details(order, now, open, acts));
}

/**
 * @param {Order} order
 * @param {Acts} acts
 */
function steps(order, acts) {
  const buttons = NEXT[order.state].map((state, place) =>
    act(order, state, place === 0 ? "button-primary" : state === "declined" ? "button-quiet" : "button-secondary", () => acts.mark(order, state)));
  return buttons.length > 0 ? [make("div", { class: "order-steps" }, ...buttons)] : [];
}

/**
 * @param {Order} order
 * @param {number} now
 * @param {boolean} open
 * @param {Acts} acts
 */
function details(order, now, open, acts) {
  const facts = /** @type {const} */ (["address", "contact", "reach", "note"]).filter((name) => order[name] !== "");
  const list = make("dl", { class: "order-facts" }, ...facts.map((name) =>
    make("div", {}, make("dt", { text: words.facts[name] }), make("dd", { text: order[name] }))));
  const print = (/** @type {"label" | "slip"} */ what) =>
    button(order, what, "button-secondary", words[what], () => acts.print(order, what));
  const back = order.state === "new" ? [] : [act(order, "new", "button-quiet", () => acts.mark(order, "new"))];
  const summary = make("summary", { text: words.more, data: { key: `more-${order.id}` } });
  const made = make("details", { class: "order-more" }, summary, list,
    make("div", { class: "order-prints" }, print("label"), print("slip")), make("p", { class: "field-hint", text: words.labelHint }),
    make("div", { class: "order-foot" }, make("p", { text: words.due(dateWords(order.due_at, now)) }),
      make("div", { class: "order-ends" }, ...back, button(order, "erase", "button-quiet", words.erase, () => acts.erase(order)))));
  made.open = open;
  made.addEventListener("toggle", () => acts.unfold(order, made.open));
  return made;
}

/**
 * @param {Order} order
 * @param {State} state
 * @param {string} tone
 * @param {() => void} onPress
 */
const act = (order, state, tone, onPress) => button(order, state, tone, state === "new" ? words.acts.new : words.acts[state], onPress);

/**
 * @param {Order} order
 * @param {string} key what it does, to find it again
 * @param {string} tone
 * @param {string} text
 * @param {() => void} onPress
 */
function button(order, key, tone, text, onPress) {
  const made = make("button", { class: `button ${tone}`, text, data: { key: `${key}-${order.id}`, act: key },
    attributes: { type: "button", "aria-label": words.actOf(text, order.code) } });
  made.addEventListener("click", onPress);
  return made;
}
