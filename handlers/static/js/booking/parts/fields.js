// @ts-check
/** Fields of a form. What is typed or chosen is told at once, so that it outlives the screen. */

import { make } from "../../lib/dom.js";
import { plain, say } from "../../room/face/say.js";

/**
 * Answers of which one holds, beside each other.
 * @template {string | number | boolean} T
 * @param {string} title
 * @param {string} name of the group, once on the page
 * @param {readonly (readonly [T, string])[]} answers
 * @param {T} chosen
 * @param {(value: T) => void} choose
 * @param {...HTMLElement} under
 */
export function options(title, name, answers, chosen, choose, ...under) {
  const made = answers.map(([value, words], at) => {
    const input = make("input", { attributes: { type: "radio", name, id: `${name}-${at}`, autocomplete: "off" } });
    input.checked = value === chosen;
    input.addEventListener("change", () => choose(value));
    return make("span", { class: "option" }, input, say("label", words, { attributes: { for: input.id } }));
  });
  return make("fieldset", { class: "choice" }, say("legend", title), make("div", { class: "options" }, ...made), ...under);
}

/**
 * @param {HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement} field with an id
 * @param {string} name
 * @param {string} hint
 */
export function labelled(field, name, hint = "") {
  if (!hint) return make("div", { class: "field" }, say("label", name, { attributes: { for: field.id } }), field);
  field.setAttribute("aria-describedby", `${field.id}-hint`);
  return make("div", { class: "field" }, say("label", name, { attributes: { for: field.id } }),
    say("p", hint, { class: "quiet", attributes: { id: `${field.id}-hint` } }), field);
}

/**
 * @param {string} id
 * @param {readonly (readonly [string, string])[]} values and what stands for them
 * @param {string} chosen
 * @param {(value: string) => void} choose
 */
export function select(id, values, chosen, choose) {
  const made = make("select", { attributes: { id, autocomplete: "off" } },
    ...values.map(([value, words]) => make("option", { text: plain(words), attributes: { value } })));
  made.value = chosen;
  made.addEventListener("change", () => choose(made.value));
  return made;
}

/**
 * @param {string} id
 * @param {string} value YYYY-MM-DD or ""
 * @param {{ min: string, max: string }} bounds
 * @param {(value: string) => void} choose
 */
export function dayField(id, value, { min, max }, choose) {
  const made = make("input", { attributes: { id, type: "date", min, max, autocomplete: "off" } });
  made.value = value;
  made.addEventListener("input", () => choose(made.value));
  return made;
}
