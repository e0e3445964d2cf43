// @ts-check
import { button, make } from "./dom.js";

/** @typedef {import("./types.js").Action} Action */

/**
 * What a resident taps: a link for web addresses and telephone numbers, a button for everything else.
 * @param {Action} action
 * @param {string} className
 * @param {(action: Action) => void} tap
 */
export function actionElement(action, className, tap) {
  const label = action.label ?? action.text ?? "ひらく";
  if (action.type !== "uri") return button(className, () => tap(action), label);
  const href = /^(https?|tel):/.test(action.uri) ? action.uri : "#";
  return anchor(href, label, className);
}

/** @param {string} href @param {string} text @param {string} [className] */
export function anchor(href, text, className = "") {
  const made = make("a", { className, href }, text);
  if (/^https?:/.test(href)) Object.assign(made, { target: "_blank", rel: "noopener noreferrer" });
  return made;
}
