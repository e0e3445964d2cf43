// @ts-check
/** Offers a supervisor to read along in a consultation that they see in the list and can't open: with a reason, never silently. */

import { make, setText } from "../../lib/dom.js";
import { choice } from "../fields.js";
import { problemWords } from "../problems.js";
import { offer as words, REASONS } from "./words.js";

/**
 * A form; once it was sent the list says that the consultation can be opened.
 * @param {import("../desk.js").Desk} desk
 * @param {string} id the consultation
 */
export function coReadingOffer(desk, id) {
  const reason = choice(words.legend, "co-reading-reason", Object.entries(REASONS).map(([value, text]) => ({ value, text })));
  for (const input of reason.inputs) input.checked = false;
  const how = make("p", { class: "field-hint", text: words.how });
  const problem = make("p", { class: "field-problem", attributes: { role: "alert" } });
  const begin = make("button", { class: "button button-primary", text: words.begin, attributes: { type: "submit", id: "co-reading-begin" } });
  begin.disabled = true;
  const form = make("form", { class: "co-reading-offer" }, reason.field, how, problem, begin);
  form.addEventListener("change", () => { begin.disabled = false; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    begin.disabled = true;
    setText(problem, "");
    desk.api.call("POST", `/console/consultations/${encodeURIComponent(id)}/co-reading`, { reason: reason.value() })
      .catch((error) => {
        setText(problem, problemWords(error));
        begin.disabled = false;
      });
  });
  return form;
}
