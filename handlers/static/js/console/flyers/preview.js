// @ts-check
/** A flyer as residents will see it, in a language of theirs: in the talk, and as a page. */

import { arrange, make } from "../../lib/dom.js";
import { button } from "../visit_setup/form.js";
import { pathOf } from "./doors.js";
import { langOf, Languages } from "./languages.js";
import { messageBubbles } from "./preview_line.js";
import { webPage } from "./preview_web.js";
import { preview, shown as words } from "./words_shown.js";

/** @typedef {import("./types.js").Flyer} Flyer */
/** @typedef {import("./types.js").Version} Version */

const WAYS = /** @type {const} */ (["line", "web"]);

export class Preview {
  #screen = make("div", { class: "phone-screen", attributes: { tabindex: "0", role: "region", "aria-label": preview.phone } });
  #ways = make("div", { class: "flyer-ways", attributes: { role: "group", "aria-label": words.look } });
  #languages = new Languages(() => void this.#draw());
  /** @type {"line" | "web"} */
  #way = "line";
  /** @type {{ flyer: Flyer, version: Version | null } | null} */
  #shown = null;
  #ticket = 0;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    for (const way of WAYS) {
      const choose = button("flyer-way", words.ways[way], () => {
        this.#way = way;
        void this.#draw();
      });
      choose.dataset.way = way;
      this.#ways.append(choose);
    }
    this.choices = make("div", { class: "flyer-preview-choices" }, make("h3", { text: words.look }), this.#ways, this.#languages.element,
      make("p", { class: "field-hint", text: words.lookLead }));
    this.phone = make("div", { class: "phone" }, this.#screen);
  }

  /**
   * @param {Flyer} flyer
   * @param {Version | null} version
   */
  put(flyer, version) {
    this.#shown = { flyer, version };
    void this.#draw();
  }

  async #draw() {
    if (!this.#shown) return;
    const ticket = (this.#ticket += 1), language = this.#languages.current;
    for (const one of this.#ways.querySelectorAll("button")) one.setAttribute("aria-pressed", String(one.dataset.way === this.#way));
    this.#screen.dataset.way = this.#way;
    this.#screen.lang = langOf(language);
    const { flyer, version } = this.#shown;
    const drawn = version === null ? [make("p", { class: "phone-none", text: words.noFile })]
      : this.#way === "web" ? webPage(flyer, version, language) : await this.#talk(flyer, version, language);
    if (ticket === this.#ticket) arrange(this.#screen, drawn);
  }

  /**
   * Exactly the messages that the bot would answer with.
   * @param {Flyer} flyer
   * @param {Version} version
   * @param {import("./types.js").Language} language
   */
  async #talk(flyer, version, language) {
    try {
      const { messages } = await this.desk.api.call("GET", pathOf(flyer, `/messages?${new URLSearchParams({ language })}`));
      return messageBubbles(messages, flyer, version);
    } catch {
      return [make("p", { class: "phone-none", text: words.notLoaded })];
    }
  }
}
