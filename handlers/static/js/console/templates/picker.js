// @ts-check
/** The list beside the reply: typed into, walked through with the arrows, chosen with Enter. It puts words in; it never sends. */

import { arrange, make, setText } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { beside } from "../../lib/punctuation.js";
import { inJapaneseOnly, matching, referralText, templateText } from "./wording.js";
import { atHand as words } from "./words.js";

/** @typedef {"templates" | "referrals" | "all"} Kind */
/** @typedef {import("./catalog.js").Catalog} Catalog */
/** @typedef {import("./wording.js").Setting} Setting */
/** @typedef {{ title: string, mark: string, note: string, text: string, search: string, referral: import("./wording.js").Referral | null }} Choice */

export class Picker {
  #input = make("input", {
    class: "picker-input",
    attributes: {
      type: "text", id: "picker-filter", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-expanded": "true",
      "aria-controls": "picker-list", "aria-autocomplete": "list", "aria-describedby": "picker-hint",
    },
  });
  #list = make("ul", { class: "picker-list", attributes: { id: "picker-list", role: "listbox", translate: "no" } });
  #said = make("p", { class: "picker-said", attributes: { role: "status" } });
  #close = make("button", { class: "button button-quiet", text: words.close, attributes: { type: "button" } });
  #label = make("label", { attributes: { for: "picker-filter" } });
  /** @type {Choice[]} */
  #choices = [];
  /** @type {Choice[]} */
  #shown = [];
  #at = 0;
  #ticket = 0;

  element = make("div", { class: "picker", attributes: { role: "group" } });

  /**
   * @param {(choice: Choice) => void} choose
   * @param {() => void} leave told when it was closed without a choice
   */
  constructor(choose, leave) {
    this.choose = choose;
    this.leave = leave;
    this.element.hidden = true;
    const hint = make("p", { class: "field-hint picker-hint", text: words.hint, attributes: { id: "picker-hint" } });
    this.element.append(make("div", { class: "picker-head" }, this.#label, this.#input, this.#close), hint, this.#list, this.#said);
    this.#input.addEventListener("input", () => this.#filter());
    this.element.addEventListener("keydown", (event) => this.#pressed(event));
    this.#close.addEventListener("click", () => this.#give());
  }

  get open() {
    return !this.element.hidden;
  }

  /**
   * Shows what there is, as soon as it is there.
   * @param {Kind} kind
   * @param {Setting} setting
   * @param {() => Promise<Catalog>} fetch
   * @param {number} now
   */
  async show(kind, setting, fetch, now) {
    const ticket = (this.#ticket += 1);
    setText(this.#label, words.label[kind]);
    for (const part of [this.element, this.#list]) part.setAttribute("aria-label", words.label[kind]);
    this.#input.value = "";
    this.#choices = [];
    this.#filter();
    setText(this.#said, words.loading);
    this.element.hidden = false;
    this.#input.focus();
    try {
      const catalog = await fetch();
      if (ticket !== this.#ticket) return;
      this.#choices = choicesOf(kind, catalog, setting, now);
      this.#filter();
      if (this.#choices.length === 0) setText(this.#said, kind === "referrals" ? words.noReferrals : words.noTemplates);
    } catch {
      if (ticket === this.#ticket) setText(this.#said, words.notLoaded);
    }
  }

  /** Takes every word off the page. */
  hide() {
    this.#ticket += 1;
    this.element.hidden = true;
    this.#choices = [];
    this.#shown = [];
    this.#input.value = "";
    arrange(this.#list, []);
    setText(this.#said, "");
  }

  #give() {
    this.hide();
    this.leave();
  }

  #filter() {
    this.#shown = matching(this.#choices, (one) => one.search, this.#input.value);
    arrange(this.#list, this.#shown.map((choice, index) => this.#option(choice, index)));
    setText(this.#said, this.#shown.length === 0 && this.#choices.length > 0 ? words.none : words.found(this.#shown.length));
    this.#list.hidden = this.#shown.length === 0;
    this.#mark(0);
  }

  /**
   * @param {Choice} choice
   * @param {number} index
   */
  #option(choice, index) {
    const head = make("p", { class: "picker-title" }, make("strong", { text: choice.title }), make("span", { class: "picker-mark", text: choice.mark }));
    if (choice.note) head.append(make("span", { class: "chip", text: choice.note }));
    const option = make("li", { class: "picker-option", attributes: { role: "option", id: `picker-${index}` } },
      head, make("p", { class: "picker-text", text: choice.text }));
    option.addEventListener("pointermove", () => this.#at !== index && this.#mark(index, false));
    option.addEventListener("click", () => this.#take(choice));
    return option;
  }

  /**
   * @param {number} index
   * @param {boolean} [scroll]
   */
  #mark(index, scroll = true) {
    this.#at = index;
    [...this.#list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const marked = this.#list.children[index];
    if (marked) this.#input.setAttribute("aria-activedescendant", marked.id);
    else this.#input.removeAttribute("aria-activedescendant");
    if (scroll) marked?.scrollIntoView({ block: "nearest" });
  }

  /** @param {Choice} choice */
  #take(choice) {
    this.hide();
    this.choose(choice);
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Escape") return this.#caught(event, () => this.#give());
    if (event.target !== this.#input) return;
    const last = this.#shown.length - 1;
    const choice = this.#shown[this.#at];
    switch (event.key) {
      case "ArrowDown": return this.#caught(event, () => this.#mark(this.#at >= last ? 0 : this.#at + 1));
      case "ArrowUp": return this.#caught(event, () => this.#mark(this.#at <= 0 ? last : this.#at - 1));
      case "Enter": return this.#caught(event, () => choice && this.#take(choice));
    }
  }

  /**
   * @param {KeyboardEvent} event
   * @param {() => void} act
   */
  #caught(event, act) {
    event.preventDefault();
    event.stopPropagation();
    act();
  }
}

/**
 * @param {Kind} kind
 * @param {Catalog} catalog
 * @param {Setting} setting
 * @param {number} now
 * @returns {Choice[]}
 */
function choicesOf(kind, { templates, referrals }, setting, now) {
  const sentences = templates.map((one) => {
    const text = templateText(one, setting);
    const note = inJapaneseOnly(one, setting.language) ? words.japaneseOnly : "";
    return { title: one.title, mark: `/${one.shortcut}`, note, text, search: `${one.shortcut} ${one.title} ${text}`, referral: null };
  });
  const places = referrals.map((one) => {
    const text = referralText(one, setting.language);
    const note = one.about[setting.language] === "" ? words.japaneseOnly : "";
    const checked = words.checked(dateWords(one.checked_at ?? 0, now));
    const mark = beside(one.phone ? [one.phone, checked] : [checked]);
    return { title: one.name, mark, note, text, search: `${one.name} ${one.phone ?? ""} ${one.about.ja} ${text}`, referral: one };
  });
  return kind === "templates" ? sentences : kind === "referrals" ? places : [...sentences, ...places];
}
