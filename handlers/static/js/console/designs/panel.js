// @ts-check
/** The screen 「印刷物をつくる」: the list of designs, or one of them. */

import { arrange, byId, setText } from "../../lib/dom.js";
import { line } from "../fields.js";
import { problemWords } from "../problems.js";
import { Ended, Talk } from "../talk.js";
import { Editor, firstOf } from "./editor.js";
import { listOf } from "./list.js";
import { designs as words } from "./words.js";

/** @typedef {import("./types.js").Design} Design */

const DOOR = "/console/designs";
const NEW = "";

export class DesignsPanel {
  #problem = byId("designs-problem", HTMLElement);
  #said = byId("designs-said", HTMLElement);
  #body = byId("designs-body", HTMLElement);
  /** Words that are not saved, by id: they stay while somebody looks at other screens. @type {Map<string, Design>} */
  #unsaved = new Map();
  /** The one that was open, also while another screen is shown. @type {Design | null} */
  #open = null;
  /** @type {Editor | null} */
  #editor = null;
  /** @type {import("./types.js").Known | null} */
  #known = null;
  /** @type {import("./types.js").Placement[]} */
  #placements = [];
  #ticket = 0;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  show() {
    void this.#load();
  }

  /** Takes everything off the page. What was typed is an office's words for strangers, nobody's secret: it waits here. */
  hide() {
    this.#ticket += 1;
    this.#editor?.end();
    this.#editor = null;
    arrange(this.#body, []);
    for (const part of [this.#problem, this.#said]) setText(part, "");
  }

  async #load() {
    const ticket = (this.#ticket += 1);
    try {
      const [known, { placements }] = await Promise.all([this.desk.api.call("GET", DOOR), this.desk.api.call("GET", "/console/placements")]);
      if (ticket !== this.#ticket) return;
      this.#known = known;
      this.#placements = placements.filter((/** @type {{ retired_at: number | null }} */ { retired_at: at }) => at === null);
      setText(this.#problem, "");
      if (this.#open) this.#edit(this.#open);
      else this.#list();
    } catch {
      if (ticket === this.#ticket) setText(this.#problem, words.failed);
    }
  }

  #list() {
    if (!this.#known) return;
    this.#editor?.end();
    this.#editor = this.#open = null;
    const begun = this.#unsaved.get(NEW);
    arrange(this.#body, listOf({ ...this.#known, designs: [...(begun ? [begun] : []), ...this.#known.designs] }, {
      now: this.desk.clock.now(),
      unsaved: (id) => this.#unsaved.has(id),
      begin: (template) => this.#begin(template),
      open: (design) => this.#go(this.#unsaved.get(design.id) ?? design),
      remove: (design) => void this.#remove(design),
    }));
  }

  /** @param {Design["template"]} template */
  #begin(template) {
    if (!this.#known) return;
    const { name, words: first } = firstOf(this.#known, template, "open", "ja");
    this.#go({ id: NEW, revision: 0, name, template, variant: "open", colour: this.#known.colours[0] ?? "", language: "ja", words: first, changed_at: 0 });
  }

  /** @param {Design} design */
  #go(design) {
    setText(this.#said, "");
    this.#edit(design);
    byId("designs-heading", HTMLElement).focus();
  }

  /** @param {Design} design */
  #edit(design) {
    if (!this.#known) return;
    this.#open = design;
    this.#editor?.end();
    this.#editor = new Editor(this.desk, this.#known, this.#placements, design, {
      changed: (typed) => this.#keep(typed),
      saved: (stored, said) => this.#stored(stored, said),
      back: () => void this.#back(),
    });
    arrange(this.#body, [this.#editor.element]);
  }

  /** @param {Design} typed */
  #keep(typed) {
    this.#open = typed;
    this.#unsaved.set(typed.id, typed);
  }

  /**
   * @param {Design} stored
   * @param {string} said
   */
  #stored(stored, said) {
    this.#unsaved.delete(NEW);
    this.#unsaved.delete(stored.id);
    this.#open = stored;
    setText(this.#said, said);
  }

  async #back() {
    this.#open = null;
    setText(this.#said, "");
    await this.#load();
    byId("designs-heading", HTMLElement).focus();
  }

  /** @param {Design} design */
  async #remove(design) {
    const talk = new Talk("designs-dialog");
    try {
      const choices = /** @type {const} */ ([{ value: "", text: words.keep }, { value: "remove", text: words.remove, tone: "danger" }]);
      if ((await talk.ask({ heading: words.removing, body: [line(design.name), line(words.removeLead)], choices })) === "") return;
      if (design.id !== NEW) await this.desk.api.call("DELETE", `${DOOR}/${encodeURIComponent(design.id)}`, { revision: design.revision });
      this.#unsaved.delete(design.id);
      await this.#load();
      setText(this.#said, words.removed);
      byId("designs-heading", HTMLElement).focus();
    } catch (error) {
      if (!(error instanceof Ended)) setText(this.#problem, problemWords(error));
    } finally {
      talk.end();
    }
  }
}
