// @ts-check
import { actionElement } from "./actions.js";
import { make } from "./dom.js";

/** @typedef {import("./types.js").Message} Message */
/** @typedef {import("./types.js").Action} Action */
/** @typedef {(action: Action) => void} OnTap */

/**
 * A template message.
 * @param {Message} template
 * @param {OnTap} tap
 * @returns {HTMLElement}
 */
export function templateCard(template, tap) {
  if (template.columns) {
    const columns = template.columns.map((/** @type {Message} */ column) => templateCard(column, tap));
    return make("div", { className: "row" }, ...columns);
  }
  const card = make("div", { className: "card" });
  if (template.title) card.append(make("p", { className: "words title" }, template.title));
  if (template.text) card.append(make("p", { className: "words" }, template.text));
  if (template.imageUrl) card.append(elsewhere());
  const actions = template.actions ?? (template.action ? [template.action] : []);
  for (const action of actions) card.append(actionElement(action, "act", tap));
  return card;
}

/**
 * A flex message: bubbles and what stands in them, without every nuance of size.
 * @param {Message} container
 * @param {OnTap} tap
 * @returns {HTMLElement}
 */
export function flexCard(container, tap) {
  if (container.type === "carousel") {
    const bubbles = container.contents.map((/** @type {Message} */ one) => flexCard(one, tap));
    return make("div", { className: "row" }, ...bubbles);
  }
  const card = make("div", { className: "card" });
  for (const name of ["header", "hero", "body", "footer"]) {
    if (container[name]) card.append(make("div", { className: "block" }, component(container[name], tap)));
  }
  return card;
}

/** @param {Message} part @param {OnTap} tap @returns {HTMLElement} */
function component(part, tap) {
  switch (part.type) {
    case "box":
      return box(part, tap);
    case "text":
      return text(part);
    case "button":
      return actionElement(part.action, `act ${part.style ?? ""}`, tap);
    case "separator":
      return make("hr", { className: "flex-line" });
    case "image":
    case "video":
      return part.action ? actionElement({ label: "画像をひらく", ...part.action }, "act", tap) : elsewhere();
    default:
      return make("span");
  }
}

/** @param {Message} part @param {OnTap} tap */
function box(part, tap) {
  const parts = part.contents.map((/** @type {Message} */ one) => component(one, tap));
  const made = make("div", { className: `flex-box ${part.layout}` }, ...parts);
  part.contents.forEach((/** @type {Message} */ one, /** @type {number} */ place) => {
    if (one.flex !== undefined && parts[place]) parts[place].style.flexGrow = String(one.flex);
  });
  if (part.backgroundColor) made.style.backgroundColor = part.backgroundColor;
  return made;
}

/** @param {Message} part */
function text(part) {
  const size = /^(xxs|xs|sm)$/.test(part.size) ? "small" : /^(l|xl|xxl|.xl)$/.test(part.size) ? "large" : "";
  const looks = [size, part.weight === "bold" ? "bold" : "", part.align === "center" ? "middle" : ""];
  const made = make("p", { className: `flex-text ${looks.join(" ")}` }, part.text ?? "");
  for (const span of part.contents ?? []) {
    made.append(make("span", { className: span.weight === "bold" ? "bold" : "" }, span.text));
  }
  if (part.color) made.style.color = part.color;
  return made;
}

/** A picture that lies on another server, which this page must not ask. */
const elsewhere = () => make("span", { className: "elsewhere" }, "画像（電話ではここに表示されます）");
