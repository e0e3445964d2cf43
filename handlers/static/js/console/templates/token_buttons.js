// @ts-check
/** Buttons that put what is filled in later where the caret stands in a template. */

import { make } from "../../lib/dom.js";
import { TOKENS } from "./tokens.js";
import { templates as words } from "./words.js";

/**
 * They go into the field that somebody wrote in last; into the first one until then.
 * @param {[HTMLTextAreaElement, ...HTMLTextAreaElement[]]} fields
 */
export function tokenButtons(fields) {
  let last = fields[0];
  for (const field of fields) field.addEventListener("focus", () => { last = field; });
  const buttons = Object.values(TOKENS).map((token) => {
    const button = make("button", { class: "button button-secondary words-token-button", text: token, attributes: { type: "button" } });
    button.addEventListener("click", () => {
      last.setRangeText(token, last.selectionStart, last.selectionEnd, "end");
      last.focus();
    });
    return button;
  });
  return make("div", { class: "field", attributes: { role: "group", "aria-labelledby": "template-tokens" } },
    make("p", { class: "words-tokens-label", text: words.tokens.label, attributes: { id: "template-tokens" } }),
    make("p", { class: "field-hint", text: words.tokens.hint }),
    make("div", { class: "words-tokens" }, ...buttons));
}
