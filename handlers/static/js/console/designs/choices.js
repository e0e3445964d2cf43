// @ts-check
/** Choosing by a small picture of the paper: its size, how much it tells, its colours. */

import { arrange, make } from "../../lib/dom.js";

/** @typedef {import("./types.js").Template} Template */
/** @typedef {import("./types.js").Variant} Variant */

const SIZES = /** @type {Record<Template, [number, number]>} */ ({ a4: [200, 283], a5: [200, 284], card: [200, 262], poster: [200, 283] });

/**
 * A small picture of this kind of paper, with its first words.
 * @param {{ template: Template, variant: Variant, colour: string }} kind
 */
export function sample({ template, variant, colour }) {
  return picture(template, `/console/designs/samples/${template}/${variant}/${colour}.png`);
}

/** A small picture of a design as it is kept. @param {import("./types.js").Design} design */
export function kept({ id, template, revision }) {
  return picture(template, `/console/designs/${encodeURIComponent(id)}/picture.png?${revision}`);
}

/**
 * @param {Template} template
 * @param {string} address
 */
function picture(template, address) {
  const [width, height] = SIZES[template];
  const shown = make("img", { class: "designs-sample", data: { template } });
  Object.assign(shown, { alt: "", loading: "lazy", decoding: "async", width, height });
  shown.src = address;
  return shown;
}

/** One of several, each with its picture; the pictures may change with what else is chosen. */
export class PictureChoice {
  #places = new Map();
  /** @type {HTMLInputElement[]} */
  inputs = [];

  /**
   * @param {string} legend
   * @param {string} name
   * @param {readonly { value: string, text: string, hint?: string }[]} options
   * @param {() => void} onChange
   */
  constructor(legend, name, options, onChange) {
    const row = make("div", { class: "designs-choices", data: { name } }, ...options.map((one) => this.#option(name, one)));
    this.element = make("fieldset", { class: "designs-choice" }, make("legend", { text: legend }), row);
    this.element.addEventListener("change", onChange);
  }

  /**
   * @param {string} name
   * @param {{ value: string, text: string, hint?: string }} option
   */
  #option(name, { value, text, hint = "" }) {
    const input = make("input", { attributes: { type: "radio", name: `design-${name}`, value } });
    const place = make("span", { class: "designs-picture" });
    this.inputs.push(input);
    this.#places.set(value, place);
    const said = make("span", { class: "designs-said" }, input, make("span", { text }));
    const hints = hint ? [make("span", { class: "field-hint", text: hint })] : [];
    return make("label", { class: "designs-option" }, place, said, ...hints);
  }

  get value() {
    return this.inputs.find((input) => input.checked)?.value ?? "";
  }

  /** @param {string} value */
  choose(value) {
    for (const input of this.inputs) input.checked = input.value === value;
  }

  /** @param {(value: string) => { template: Template, variant: Variant, colour: string }} kindOf */
  picture(kindOf) {
    for (const [value, place] of this.#places) {
      const wanted = sample(kindOf(value));
      const shown = place.firstElementChild;
      if (!(shown instanceof HTMLImageElement) || shown.src !== wanted.src) arrange(place, [wanted]);
    }
  }
}
