// @ts-check
/** Choosing one of three languages; Japanese first. What is missing in one stands under its name. */

import { make, setText } from "../../lib/dom.js";
import { LANGUAGES } from "./types.js";
import { screen } from "./words.js";

/** @typedef {import("./types.js").Language} Language */

export class Languages {
  /** @type {Language} */
  current = "ja";
  /** @type {Map<Language, { button: HTMLButtonElement, note: HTMLElement }>} */
  #tabs = new Map();

  /** @param {(language: Language) => void} onTurn */
  constructor(onTurn) {
    this.onTurn = onTurn;
    this.element = make("div", { class: "setup-tabs flyer-languages", attributes: { role: "group", "aria-label": screen.language } });
    for (const language of LANGUAGES) {
      const note = make("span", { class: "flyer-tab-note" });
      const button = make("button", { class: "button setup-tab", data: { language }, attributes: { type: "button" } },
        make("span", { text: screen.languages[language] }), note);
      button.addEventListener("click", () => this.turn(language));
      this.#tabs.set(language, { button, note });
      this.element.append(button);
    }
    this.#mark();
  }

  /** @param {Language} language */
  turn(language) {
    this.current = language;
    this.#mark();
    this.onTurn(language);
  }

  /**
   * @param {Language} language
   * @param {string} text
   */
  say(language, text) {
    const tab = this.#tabs.get(language);
    if (tab) setText(tab.note, text);
  }

  #mark() {
    for (const [language, { button }] of this.#tabs) {
      if (language === this.current) button.setAttribute("aria-current", "true");
      else button.removeAttribute("aria-current");
    }
  }
}

/** The HTML name of a language. @param {Language} language */
export const langOf = (language) => (language === "en" ? "en" : "ja");
