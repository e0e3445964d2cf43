// @ts-check
/** A day to be chosen, with its label and what an empty one means. */

import { make } from "../../lib/dom.js";

export class DateField {
  /**
   * @param {string} label
   * @param {string} hint
   * @param {string} name
   */
  constructor(label, hint, name) {
    const id = `flyer-date-${name}`;
    this.input = make("input", { attributes: { type: "date", id, name, "aria-describedby": `${id}-hint` } });
    this.element = make("div", { class: "field" }, make("label", { text: label, attributes: { for: id } }), this.input,
      make("p", { class: "field-hint", text: hint, attributes: { id: `${id}-hint` } }));
  }

  get value() {
    return this.input.value;
  }

  set value(day) {
    this.input.value = day;
  }
}
