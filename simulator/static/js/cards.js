// @ts-check
import { actionElement } from "./actions.js";
import { make } from "./dom.js";

/** @typedef {import("./types.js").Message} Message */

/**
 * A template message.
 * @param {Message} template
 * @param {(action: import("./types.js").Action) => void} tap
 * @returns {HTMLElement}
 */
export function templateCard(template, tap) {
  if (template.columns) {
    const columns = template.columns.map((/** @type {Message} */ column) => templateCard(column, tap));
    return make("div", { className: "row", tabIndex: 0 }, ...columns);
  }
  const card = make("div", { className: "card" });
  if (template.title) card.append(make("p", { className: "words title" }, template.title));
  if (template.text) card.append(make("p", { className: "words" }, template.text));
  if (template.imageUrl) card.append(elsewhere());
  const actions = template.actions ?? (template.action ? [template.action] : []);
  for (const action of actions) card.append(actionElement(action, "act", tap));
  return card;
}

/** A picture that lies on another server, which this page must not ask. */
export const elsewhere = () => make("span", { className: "elsewhere" }, "画像（電話ではここに表示されます）");
