// @ts-check
/** The pages of one version side by side with their words, one language at a time. */

import { make, setText } from "../../lib/dom.js";
import { longField } from "../fields.js";
import { problemSentence } from "../visit_setup/words.js";
import { pictureOf } from "./doors.js";
import { langOf, Languages } from "./languages.js";
import { LANGUAGES } from "./types.js";
import { screen } from "./words.js";
import { pages as words } from "./words_file.js";

/** @typedef {import("./types.js").Flyer} Flyer */
/** @typedef {import("./types.js").Version} Version */
/** @typedef {import("./types.js").Language} Language */
/** @typedef {ReturnType<typeof longField> & { warning: HTMLElement }} Entry */

const BESIDE = 480;
const LARGE = 1440;
const LONGEST = { alt: 1000, aloud: 4000 };

export class VersionFields {
  /** By language: one for each page, and then the text to be read aloud. @type {Map<Language, Entry[]>} */
  #entries = new Map();

  /**
   * @param {Flyer} flyer
   * @param {Version} version
   */
  constructor(flyer, version) {
    this.flyer = flyer;
    this.version = version;
    this.languages = new Languages(() => this.#draw());
    const numbers = Array.from({ length: version.pages }, (_, index) => index + 1);
    for (const language of LANGUAGES) {
      this.#entries.set(language, [...numbers.map((page) => entry("alt", language, page)), entry("aloud", language, 0)]);
    }
    const rows = numbers.map((page) => make("li", { class: "flyer-page" }, this.#picture(page), make("div", { class: "flyer-page-words" },
      make("h3", { text: words.page(page, version.pages) }), ...LANGUAGES.map((language) => this.#at(language, page - 1).field))));
    const aloud = make("div", { class: "flyer-aloud" }, ...LANGUAGES.map((language) => this.#at(language, version.pages).field));
    this.element = make("div", { class: "flyer-spoken" }, this.languages.element, make("ol", { class: "flyer-pages" }, ...rows), aloud);
    this.element.addEventListener("input", () => this.#draw());
    this.fill(version);
  }

  /** @param {{ alt: Record<string, string[]>, aloud: Record<string, string> }} values */
  fill({ alt, aloud }) {
    for (const [language, entries] of this.#entries) {
      entries.forEach(({ input, say }, place) => {
        input.value = (place < this.version.pages ? alt[language]?.[place] : aloud[language]) ?? "";
        say("");
      });
    }
    this.#draw();
  }

  values() {
    const alt = /** @type {Record<string, string[]>} */ ({}), aloud = /** @type {Record<string, string>} */ ({});
    for (const [language, entries] of this.#entries) {
      alt[language] = entries.slice(0, -1).map(({ input }) => input.value);
      aloud[language] = entries.at(-1)?.input.value ?? "";
    }
    return { alt, aloud };
  }

  /** Whether nobody has said yet what any picture tells. */
  blank() {
    return Object.values(this.values().alt).flat().every((text) => text.trim() === "");
  }

  focus() {
    this.#at(this.languages.current, 0).input.focus();
  }

  /** Whether something is still empty that publishing asks for. */
  missing() {
    return LANGUAGES.some((language) => this.#left(language) > 0);
  }

  /** Says what is wrong and goes there. @param {import("../visit_setup/words.js").Problem[]} problems */
  wrong(problems) {
    /** @type {HTMLElement | null} */
    let first = null;
    for (const problem of problems) {
      const [part, language] = /** @type {[string, Language]} */ (problem.field.split("_"));
      const found = this.#entries.get(language)?.[part === "aloud" ? this.version.pages : (problem.row ?? 0)];
      found?.say(problemSentence(problem));
      if (found && !first) {
        first = found.input;
        this.languages.turn(language);
      }
    }
    first?.focus();
  }

  #draw() {
    for (const [language, entries] of this.#entries) {
      const left = this.#left(language), needed = this.#needed(language);
      this.languages.say(language, left > 0 ? words.left(left) : "");
      entries.forEach(({ field, input, warning }, place) => {
        field.hidden = language !== this.languages.current;
        const [missing, instead] = place < this.version.pages ? [words.missingAlt, words.insteadAlt] : [words.missingAloud, words.insteadAlt];
        setText(warning, input.value.trim() !== "" ? "" : needed ? missing : instead);
        warning.dataset.tone = needed ? "caution" : "calm";
      });
    }
  }

  /** In Japanese, which stands in for the others, and in the flyer's own languages. @param {Language} language */
  #needed(language) {
    return language === "ja" || this.flyer.languages.includes(language);
  }

  /** @param {Language} language */
  #left(language) {
    if (!this.#needed(language)) return 0;
    return (this.#entries.get(language) ?? []).filter(({ input }) => input.value.trim() === "").length;
  }

  /** @param {Language} language @param {number} place */
  #at(language, place) {
    return /** @type {Entry} */ (this.#entries.get(language)?.[place]);
  }

  /** @param {number} page */
  #picture(page) {
    const [small, large] = [BESIDE, LARGE].map((width) => pictureOf(this.flyer, this.version, page, width));
    if (!small || !large) return make("div", { class: "flyer-page-picture" });
    const img = make("img", { attributes: { src: small.address, alt: words.large(page), width: String(small.width), height: String(small.height), loading: "lazy" } });
    return make("a", { class: "flyer-page-picture", attributes: { href: large.address, target: "_blank", rel: "noopener" } }, img);
  }
}

/**
 * @param {"alt" | "aloud"} part
 * @param {Language} language
 * @param {number} page 0 for what is about all of them
 * @returns {Entry}
 */
function entry(part, language, page) {
  const label = language === "ja" ? words[part] : words.inLanguage(words[part], screen.languages[language]);
  const made = longField({ label, hint: page <= 1 ? words[`${part}Hint`] : "", name: `${part}_${language}_${page}`,
    attributes: { lang: langOf(language), maxlength: String(LONGEST[part]) } });
  made.input.setAttribute("rows", part === "alt" ? "6" : "14");
  const warning = make("p", { class: "flyer-warning" });
  made.input.after(warning);
  return { ...made, warning };
}
