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
  const web = /^https?:/.test(action.uri);
  const href = web || action.uri.startsWith("tel:") ? action.uri : "#";
  const link = make("a", { className, href }, label);
  if (web) Object.assign(link, { target: "_blank", rel: "noopener noreferrer" });
  return link;
}
