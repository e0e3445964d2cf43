// @ts-check
/** The fields of this screen's questions, with their labels, hints and what is wrong with an entry. */

import { make, setText } from "../lib/dom.js";

let made = 0;

/** @typedef {{ label: string, hint?: string, name: string, attributes?: Record<string, string>, class?: string }} Traits */

/**
 * A labelled line of text; `say` shows what is wrong (or, in a calm tone, what is right) below it.
 * @param {Traits} traits
 */
export const textField = (traits) => labelled(make("input", { attributes: { type: "text" } }), traits);

/**
 * The same for what may need a second line on a narrow screen.
 * @param {Traits} traits
 */
export const longField = (traits) => labelled(make("textarea", { attributes: { rows: "1" } }), traits);

/**
 * @template {HTMLInputElement | HTMLTextAreaElement} T
 * @param {T} input
 * @param {Traits} traits
 */
function labelled(input, { label, hint = "", name, attributes = {}, class: extra = "" }) {
  const id = `people-${name}-${++made}`;
  const common = { id, name, autocomplete: "off", spellcheck: "false", autocapitalize: "none" };
  const described = { "aria-describedby": `${id}-hint ${id}-said` };
  for (const [key, value] of Object.entries({ ...common, ...described, ...attributes })) input.setAttribute(key, value);
  input.className = extra;
  const said = make("p", { class: "field-said", attributes: { id: `${id}-said`, role: "status" } });
  const field = make("div", { class: "field" }, make("label", { text: label, attributes: { for: id } }));
  if (hint) field.append(make("p", { class: "field-hint", text: hint, attributes: { id: `${id}-hint` } }));
  field.append(input, said);
  /** @param {string} words @param {"error" | "good"} [tone] */
  const say = (words, tone = "error") => {
    setText(said, words);
    said.dataset.tone = tone;
    input.setAttribute("aria-invalid", String(words !== "" && tone === "error"));
  };
  return { field, input, say };
}

/**
 * One of several, each with a line of explanation.
 * @param {string} legend
 * @param {string} name
 * @param {readonly { value: string, text: string, hint?: string }[]} options
 */
export function choice(legend, name, options) {
  const inputs = options.map(({ value }, index) => {
    const input = make("input", { attributes: { type: "radio", name, value } });
    input.checked = index === 0;
    return input;
  });
  const field = fieldset(legend, "", options.map((option, index) => tick(/** @type {HTMLInputElement} */ (inputs[index]), option)));
  return { field, inputs, value: () => inputs.find((input) => input.checked)?.value ?? "" };
}

/**
 * Any of several.
 * @param {string} legend
 * @param {string} hint
 * @param {string} name
 * @param {readonly { value: string, text: string, checked: boolean }[]} options
 */
export function checks(legend, hint, name, options) {
  const inputs = options.map(({ value, checked }) => {
    const input = make("input", { attributes: { type: "checkbox", name, value } });
    input.checked = checked;
    return input;
  });
  const field = fieldset(legend, hint, options.map((option, index) => tick(/** @type {HTMLInputElement} */ (inputs[index]), option)));
  return { field, inputs, values: () => inputs.filter((input) => input.checked).map((input) => input.value) };
}

/**
 * A select with its label.
 * @param {string} label
 * @param {string} name
 * @param {readonly { value: string, text: string }[]} options
 */
export function select(label, name, options) {
  const id = `people-${name}-${++made}`;
  const input = make("select", { attributes: { id, name } });
  input.append(...options.map(({ value, text }) => make("option", { text, attributes: { value } })));
  return { field: make("div", { class: "field" }, make("label", { text: label, attributes: { for: id } }), input), input };
}

/**
 * Names and values, as on a form.
 * @param {readonly (readonly [string, string])[]} pairs
 */
export const facts = (pairs) =>
  make("dl", { class: "people-facts" }, ...pairs.map(([name, value]) =>
    make("div", {}, make("dt", { text: name }), make("dd", { text: value }))));

/**
 * A check number, in its groups of four.
 * @param {string} number with spaces between the groups
 */
export const numberCard = (number) =>
  make("p", { class: "check-number", data: { number } }, ...number.split(" ").map((group) => make("span", { text: group })));

/**
 * Letters and numbers to be compared, in their groups of four.
 * @param {string} className
 * @param {string} text
 */
export const inGroups = (className, text) =>
  make("p", { class: className }, ...(text.match(/.{1,4}/g) ?? []).map((group) => make("span", { text: group })));

/** @param {readonly string[]} lines */
export const bullets = (lines) => make("ul", { class: "people-lines" }, ...lines.map((text) => make("li", { text })));

/** @param {readonly string[]} lines */
export const steps = (lines) => make("ol", { class: "steps" }, ...lines.map((text) => make("li", { text })));

/** @param {string} text @param {"calm" | "caution" | "error"} tone */
export const notice = (text, tone = "calm") => make("p", { class: "notice", text, data: { tone } });

/** @param {string} text */
export const line = (text) => make("p", { text });

/**
 * @param {string} legend
 * @param {string} hint
 * @param {readonly Node[]} children
 */
function fieldset(legend, hint, children) {
  const said = hint ? [make("p", { class: "field-hint", text: hint })] : [];
  return make("fieldset", { class: "people-choices" }, make("legend", { text: legend }), ...said, ...children);
}

/**
 * @param {HTMLInputElement} input
 * @param {{ text: string, hint?: string }} option
 */
function tick(input, { text, hint }) {
  const words = make("span", {}, make("span", { class: "tick-text", text }));
  if (hint) words.append(make("span", { class: "tick-hint", text: hint }));
  return make("label", { class: "tick" }, input, words);
}
