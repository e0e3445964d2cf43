// @ts-check
/** The words of a flyer in three languages, one language at a time. */

import { make, setText } from "../../lib/dom.js";
import { longField, textField } from "../fields.js";
import { langOf, Languages } from "./languages.js";
import { tellingWord } from "./telling.js";
import { LANGUAGES } from "./types.js";
import { form as words } from "./words_form.js";

/** @typedef {import("./types.js").Language} Language */
/** @typedef {import("../visit_setup/form.js").Entry} Entry */
/** @typedef {"title" | "talk" | "text" | "audience"} Name */

const NAMES = /** @type {const} */ (["title", "talk", "audience", "text"]);
/** Have to be said in every language. @type {readonly Name[]} */
const NEEDED = ["title", "talk"];

export class WordsFields {
  /** @type {Record<string, Entry>} */
  entries = {};
  /** What stands below a field of another language, by field. @type {Map<string, HTMLElement>} */
  #beside = new Map();
  /** @type {Map<Language, HTMLElement>} */
  #pages = new Map();

  /** @param {Record<string, number>} longest characters by field */
  constructor(longest) {
    this.languages = new Languages(() => this.#draw());
    for (const language of LANGUAGES) {
      this.#pages.set(language, make("div", { class: "flyer-words", data: { language } },
        ...NAMES.map((name) => this.#field(name, language, longest[`${name}_${language}`] ?? 60))));
    }
    this.element = make("div", { class: "flyer-spoken" }, this.languages.element, ...this.#pages.values());
    this.element.addEventListener("input", () => this.#draw());
    this.#draw();
  }

  /** @param {Record<string, string>} values */
  fill(values) {
    for (const [name, { input }] of Object.entries(this.entries)) input.value = values[name] ?? "";
    this.#draw();
  }

  values() {
    return Object.fromEntries(Object.entries(this.entries).map(([name, { input }]) => [name, input.value]));
  }

  /** Turns to the language in which this field stands. @param {HTMLElement | null} input */
  reveal(input) {
    for (const language of LANGUAGES) if (input && this.#pages.get(language)?.contains(input)) this.languages.turn(language);
  }

  /**
   * @param {Name} name
   * @param {Language} language
   * @param {number} most
   */
  #field(name, language, most) {
    const key = `${name}_${language}`;
    const kind = name === "text" ? longField : textField;
    const entry = kind({ label: words.fields[name], hint: words.hints[name], name: key, attributes: { lang: langOf(language), maxlength: String(most) } });
    if (name === "text") entry.input.setAttribute("rows", "5");
    this.entries[key] = entry;
    if (language !== "ja") {
      const beside = make("p", { class: "flyer-reference" });
      this.#beside.set(key, beside);
      entry.input.before(beside);
    }
    return entry.field;
  }

  #draw() {
    for (const [language, page] of this.#pages) {
      page.hidden = language !== this.languages.current;
      const left = NEEDED.filter((name) => this.#text(name, language) === "").length;
      this.languages.say(language, left > 0 ? words.left(left) : "");
      for (const name of NAMES) this.#drawField(name, language);
    }
  }

  /**
   * @param {Name} name
   * @param {Language} language
   */
  #drawField(name, language) {
    const key = `${name}_${language}`, beside = this.#beside.get(key), text = this.#text(name, language);
    if (beside) setText(beside, besideWords(this.#text(name, "ja"), text === "" && !NEEDED.includes(name)));
    if (name !== "talk") return;
    const telling = tellingWord(text);
    if (telling) this.entries[key]?.say(words.telling(telling));
    else if (this.entries[key]?.input.getAttribute("aria-invalid") === "true" && text !== "") this.entries[key]?.say("");
  }

  /**
   * @param {Name} name
   * @param {Language} language
   */
  #text(name, language) {
    return this.entries[`${name}_${language}`]?.input.value.trim() ?? "";
  }
}

/**
 * What stands in Japanese, for whoever translates it; and that it stands in for what is left empty.
 * @param {string} japanese
 * @param {boolean} standsIn
 */
function besideWords(japanese, standsIn) {
  if (japanese === "") return "";
  return standsIn ? words.instead(japanese) : words.inJapanese(japanese);
}
