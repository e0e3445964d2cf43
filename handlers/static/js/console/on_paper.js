// @ts-check
/** What the printer gets of a screen, also by the browser's own menu: a sheet made for it, and nothing of what stands on the screen. */

import { arrange, byId } from "../lib/dom.js";

export class OnPaper {
  #listening = new AbortController();
  /** @type {HTMLElement | null} */
  #next = null;
  #title = "";

  /**
   * @param {() => HTMLElement | null} otherwise the sheet when none was asked for by a button
   * @param {string} [title] at the head of each page, where the screen's own may not stand
   */
  constructor(otherwise, title = "") {
    this.otherwise = otherwise;
    this.title = title;
  }

  start() {
    this.stop();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener("beforeprint", () => {
      if (this.title) [this.#title, document.title] = [document.title, this.title];
      const sheet = this.#next ?? this.otherwise();
      arrange(byId("paper", HTMLElement), sheet ? [sheet] : []);
    }, { signal });
    addEventListener("afterprint", () => this.#over(), { signal });
  }

  stop() {
    this.#listening.abort();
    this.#over();
  }

  /** @param {HTMLElement} [sheet] */
  print(sheet) {
    this.#next = sheet ?? null;
    print();
  }

  #over() {
    this.#next = null;
    if (this.#title) document.title = this.#title;
    this.#title = "";
    arrange(byId("paper", HTMLElement), []);
  }
}
