// @ts-check
/** One flyer, part by part. Every part shows what is stored by now, whoever stored it; what is typed in one stays. */

import { arrange, make, setText } from "../../lib/dom.js";
import { Refused } from "../api.js";
import { line, notice } from "../fields.js";
import { problemWords } from "../problems.js";
import { button } from "../visit_setup/form.js";
import { pathOf } from "./doors.js";
import { FilePart } from "./file_part.js";
import { titleOf } from "./list.js";
import { MailingPart } from "./mailing_part.js";
import { PagesPart } from "./pages_part.js";
import { PlacesPart } from "./places_part.js";
import { ShownPart } from "./shown_part.js";
import { stateBadge } from "./state_line.js";
import { screen as words } from "./words.js";
import { WordsPart } from "./words_part.js";

/** @typedef {import("./types.js").Flyer} Flyer */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {import("./types.js").PartName} PartName */

const PARTS = /** @type {const} */ (["words", "file", "pages", "shown", "places", "mailing"]);
const MADE = { file: FilePart, pages: PagesPart, shown: ShownPart, places: PlacesPart, mailing: MailingPart };

export class Opened {
  #title = make("h2", { class: "flyer-heading", attributes: { tabindex: "-1" } });
  #badge = make("div", { class: "flyer-badges" });
  #tabs = make("nav", { class: "setup-parts", attributes: { "aria-label": words.partsOf } });
  #problem = make("p", { class: "field-problem", attributes: { role: "alert" } });
  #place = make("div", {});
  #foot = make("div", { class: "flyer-foot" });
  /** @type {Map<PartName, Part>} */
  #parts = new Map();
  /** @type {PartName} */
  #part = "words";
  #ticket = 0;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {Flyer | null} flyer none: a new one
   * @param {Record<string, number>} longest
   * @param {{ say: (said: string) => void, quiet: () => void, stored: (flyer: Flyer) => void, removed: (flyer: Flyer, said: string) => void, back: () => void, ask: import("./types.js").Acts["ask"] }} scene
   */
  constructor(desk, flyer, longest, scene) {
    this.desk = desk;
    this.flyer = flyer;
    this.longest = longest;
    this.scene = scene;
    /** @type {import("./types.js").Acts} */
    this.acts = { say: scene.say, ask: scene.ask, turn: (name) => void this.turn(name, true), stored: (after, said) => this.#stored(after, said) };
    const back = button("button-quiet flyer-back", words.back, () => scene.back());
    back.id = "flyer-back";
    back.prepend(make("span", { text: "‹ ", attributes: { "aria-hidden": "true" } }));
    this.element = make("div", { class: "flyer-open" }, make("div", { class: "flyer-top" }, back, make("div", { class: "flyer-name" }, this.#title, this.#badge)),
      this.#tabs, this.#problem, this.#place, this.#foot);
    this.#head();
  }

  /**
   * @param {PartName} name
   * @param {boolean} [pressed]
   */
  async turn(name, pressed = false) {
    const before = this.#parts.get(this.#part), part = this.#partOf(name), ticket = (this.#ticket += 1);
    if (before !== part) before?.leave?.();
    this.#part = name;
    this.#mark();
    arrange(this.#place, [part.element]);
    setText(this.#problem, "");
    try {
      await part.load?.();
    } catch {
      if (ticket === this.#ticket) setText(this.#problem, words.failed);
    }
    if (pressed && ticket === this.#ticket) part.element.querySelector("h2")?.focus();
  }

  focus() {
    this.#title.focus();
  }

  /** Whatever goes on in its parts ends. */
  leave() {
    this.#ticket += 1;
    for (const part of this.#parts.values()) part.leave?.();
  }

  #head() {
    const { flyer } = this;
    setText(this.#title, flyer ? titleOf(flyer) : words.untitled);
    arrange(this.#badge, flyer ? [stateBadge(flyer)] : []);
    if (flyer && !this.#tabs.hasChildNodes()) {
      const group = make("div", { class: "setup-tabs" }, ...PARTS.map((name) => this.#tab(name)));
      this.#tabs.append(group);
      arrange(this.#foot, [button("button-quiet flyer-remove", words.remove, () => void this.#remove())]);
    }
    this.#tabs.hidden = flyer === null;
    this.#mark();
  }

  /** @param {PartName} name */
  #tab(name) {
    const tab = button("setup-tab", words.parts[name], () => {
      this.scene.quiet();
      void this.turn(name);
    });
    tab.id = `flyer-tab-${name}`;
    return tab;
  }

  #mark() {
    for (const one of this.#tabs.querySelectorAll("button")) {
      if (one.id === `flyer-tab-${this.#part}`) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
  }

  /**
   * @param {PartName} name
   * @returns {Part}
   */
  #partOf(name) {
    const known = this.#parts.get(name);
    if (known) return known;
    const { desk, flyer, longest, acts } = this;
    /** @type {Part} */
    const part = name === "words" || !flyer ? new WordsPart(desk, flyer, longest, acts) : new MADE[name](desk, flyer, acts);
    this.#parts.set(name, part);
    return part;
  }

  /**
   * @param {Flyer} after
   * @param {string} [said]
   */
  #stored(after, said) {
    const isNew = this.flyer === null;
    this.flyer = after;
    this.#head();
    for (const part of this.#parts.values()) part.put(after);
    this.scene.stored(after);
    if (isNew) void this.turn("file");
    if (said) this.scene.say(said);
  }

  #remove() {
    const { removing } = words, flyer = /** @type {Flyer} */ (this.flyer), seen = flyer.state === "shown";
    const heading = removing.heading(titleOf(flyer));
    return this.scene.ask(async (talk) => {
      if (seen) return talk.tell(heading, [notice(removing.shown, "caution")]);
      const gone = async () => {
        try {
          await this.desk.api.call("DELETE", pathOf(flyer), { revision: flyer.revision });
          return "";
        } catch (error) {
          if (!(error instanceof Refused)) return problemWords(error);
          if (error.code === "changed") this.#stored(/** @type {Flyer} */ (error.body.stored));
          return error.code === "changed" ? removing.changed : error.code === "shown" ? removing.shown : problemWords(error);
        }
      };
      const answer = await talk.ask({ heading, body: [line(removing.lead), line(removing.instead)], check: gone,
        choices: [{ value: "", text: removing.back }, { value: "remove", text: removing.confirm, tone: "danger" }] });
      if (answer === "remove") this.scene.removed(flyer, removing.done(titleOf(flyer)));
    });
  }
}
