// @ts-check
/** One thing to bring, in three languages, folded to its name. */

import { make, setText } from "../../lib/dom.js";
import { language } from "../../lib/language.js";
import { button, sayProblems, spokenEntries } from "./form.js";
import { setup } from "./words.js";
import { papers as words } from "./words_facts.js";

/** @typedef {import("./types.js").Item} Item */

const PARTS = /** @type {const} */ (["name", "when", "where", "note"]);

export class PaperItem {
  #summary = make("span", {});

  /**
   * @param {Item} item
   * @param {{ isNew: boolean, onRemove: (item: PaperItem) => void, onUp: (item: PaperItem) => void }} traits
   */
  constructor(item, { isNew, onRemove, onUp }) {
    this.parts = PARTS.map((name) => ({ name, ...spokenEntries({
      legend: words.item[name], hint: words.itemHint[name], name, values: item[name],
      rows: name === "name" ? 1 : 2, most: name === "name" ? 120 : 400 }) }));
    this.entries = Object.assign({}, ...this.parts.map(({ entries }) => entries));
    this.remove = button("button-quiet", setup.remove, () => onRemove(this));
    this.up = button("button-quiet", setup.up, () => onUp(this));
    this.details = make("details", { class: "setup-fold" }, make("summary", {}, this.#summary),
      make("div", { class: "setup-fold-body" }, ...this.parts.map(({ field }) => field), make("div", { class: "edit-buttons" }, this.up, this.remove)));
    this.details.open = isNew;
    this.element = make("li", {}, this.details);
    this.element.addEventListener("input", () => this.#name());
    this.#name();
  }

  /** @returns {Item} */
  value() {
    return /** @type {Item} */ (Object.fromEntries(this.parts.map(({ name, value }) => [name, value()])));
  }

  /** @param {import("./words.js").Problem[]} problems */
  say(problems) {
    return sayProblems(this.entries, problems);
  }

  focus() {
    /** @type {HTMLElement | null} */ (this.details.querySelector("summary"))?.focus();
  }

  #name() {
    const { name } = this.value(), shown = (language === "en" ? name.en : name.ja) || words.newItem;
    setText(this.#summary, shown);
    this.remove.setAttribute("aria-label", words.removeItem(shown));
    this.up.setAttribute("aria-label", words.upItem(shown));
  }
}
