// @ts-check
/** The words of a design: a field for each part of the paper that it has, and the telephone numbers. */

import { arrange, make } from "../../lib/dom.js";
import { language as reader } from "../../lib/language.js";
import { longField, textField } from "../fields.js";
import { designs as words, problemSentence } from "./words.js";

/** @typedef {import("./types.js").Design} Design */
/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Problem} Problem */

/** @type {Record<string, string>} */
const ROWS = { body: "5", points: "4", heading: "2", lead: "2", call: "3", hint: "2" };

export class WordFields {
  #numbersSaid = make("p", { class: "field-said", attributes: { role: "status" } });
  /** @type {Map<string, ReturnType<typeof longField> | ReturnType<typeof textField>>} */
  #entries = new Map();
  /** @type {HTMLInputElement[]} */
  #numbers = [];
  element = make("div", { class: "designs-fields" });

  /** @param {Known} known */
  constructor(known) {
    this.known = known;
  }

  /** The fields of this kind of paper, filled. @param {Design} design */
  show(design) {
    const kind = this.known.kinds.find(({ template, variant }) => template === design.template && variant === design.variant);
    this.#entries = new Map((kind?.fields ?? []).map((name) => [name, this.#entry(name, design)]));
    this.#numbers = [];
    const shown = [...this.#entries.values()].map(({ field }) => field);
    const numbers = kind?.numbers ? [this.#numberField(design)] : [];
    arrange(this.element, [...shown, ...numbers]);
  }

  /**
   * @param {string} name
   * @param {Design} design
   */
  #entry(name, design) {
    const lang = design.language === "en" ? "en" : "ja";
    const quiet = name === "office" && design.variant === "discreet" ? words.discreetOffice : (words.fieldHints[name] ?? "");
    const traits = { label: words.fields[name] ?? name, hint: quiet, name: `design-${name}`,
      attributes: { lang, maxlength: String(this.known.longest[design.language]?.[name] ?? 600) } };
    const entry = ROWS[name] ? longField(traits) : textField(traits);
    if (ROWS[name]) entry.input.setAttribute("rows", ROWS[name]);
    entry.input.value = design.words[name] ?? "";
    return entry;
  }

  /** @param {Design} design */
  #numberField(design) {
    const chosen = (design.words.numbers ?? "").split(" ");
    this.#numbers = this.known.numbers.map(({ id }) => {
      const box = make("input", { attributes: { type: "checkbox", name: "design-number", value: id } });
      box.checked = chosen.includes(id);
      return box;
    });
    const labels = this.known.numbers.map(({ name, number }, at) => make("label", { class: "check" },
      /** @type {HTMLInputElement} */ (this.#numbers[at]), make("span", { text: `${name[reader]} ${number}` })));
    const field = make("fieldset", { class: "designs-numbers" }, make("legend", { text: words.numbers }),
      make("p", { class: "field-hint", text: words.numbersHint(this.known.most_numbers) }),
      make("div", { class: "designs-number-list" }, ...labels), this.#numbersSaid);
    field.addEventListener("change", () => this.#bound());
    this.#bound();
    return field;
  }

  /** No more can be ticked than the paper takes. */
  #bound() {
    const full = this.#numbers.filter((box) => box.checked).length >= this.known.most_numbers;
    for (const box of this.#numbers) box.disabled = full && !box.checked;
  }

  /** @returns {import("./types.js").Words} */
  get value() {
    const said = Object.fromEntries([...this.#entries].map(([name, { input }]) => [name, input.value]));
    const numbers = this.#numbers.filter((box) => box.checked).map((box) => box.value).join(" ");
    return this.#numbers.length > 0 ? { ...said, numbers } : said;
  }

  /**
   * Says at each field what is wrong with it.
   * @param {Problem[]} problems
   * @returns {HTMLElement | null} the first that is wrong
   */
  say(problems) {
    /** @type {HTMLElement | null} */
    let first = null;
    for (const [name, { input, say }] of this.#entries) {
      const found = problems.find(({ field }) => field === name);
      say(found ? problemSentence(found) : "");
      if (found) first ??= input;
    }
    const wrong = problems.find(({ field }) => field === "numbers");
    this.#numbersSaid.textContent = wrong ? problemSentence(wrong) : "";
    return first ?? (wrong ? this.#numbers[0] ?? null : null);
  }
}
