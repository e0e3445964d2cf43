// @ts-check
/** One design: what kind of paper, its words, how it looks, and the PDF of it. */

import { make } from "../../lib/dom.js";
import { Refused } from "../api.js";
import { choice, textField } from "../fields.js";
import { button, Foot, goTo } from "../visit_setup/form.js";
import { download } from "../download.js";
import { PictureChoice } from "./choices.js";
import { WordFields } from "./fields.js";
import { Preview } from "./preview.js";
import { Printing } from "./printing.js";
import { designs as words, problemSentence } from "./words.js";

/** @typedef {import("./types.js").Design} Design */
/** @typedef {import("./types.js").Known} Known */
/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {{ changed: (design: Design) => void, saved: (design: Design, said: string) => void, back: () => void }} Acts */

export class Editor {
  #foot = new Foot();
  #fields;
  #name = textField({ label: words.name, name: "design-name", hint: words.nameHint, attributes: { maxlength: "60" } });
  #template;
  #variant;
  #colour;
  #language;
  #preview;
  #printing;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {Known} known
   * @param {readonly import("./types.js").Placement[]} placements
   * @param {Design} design as it was left
   * @param {Acts} acts
   */
  constructor(desk, known, placements, design, acts) {
    this.desk = desk;
    this.known = known;
    this.acts = acts;
    this.design = design;
    const turned = () => this.#turn();
    this.#template = new PictureChoice(words.template, "template", optionsOf(known.kinds.map(({ template }) => template), words.templates), turned);
    this.#variant = new PictureChoice(words.variant, "variant", optionsOf(known.kinds.map(({ variant }) => variant), words.variants, words.variantHints), turned);
    this.#colour = new PictureChoice(words.colour, "colour", optionsOf(known.colours, words.colours), turned);
    this.#language = choice(words.language, "design-language", optionsOf(known.languages, words.languages));
    this.#language.field.addEventListener("change", turned);
    this.#fields = new WordFields(known);
    this.#preview = new Preview(desk, () => ({ body: { ...this.value, placement: this.#printing.wish.placement }, kind: this.#kindWords() }),
      (problems) => void this.#fields.say(problems));
    this.#printing = new Printing(placements, { changed: () => this.#preview.soon(), make: (wish) => this.#make(wish) });
    this.element = this.#layout();
    this.#fill();
    void this.#preview.now();
  }

  /** The design as it stands in the form. @returns {Design} */
  get value() {
    return { ...this.design, name: this.#name.input.value, words: { ...this.design.words, ...this.#fields.value } };
  }

  end() {
    this.#preview.end();
  }

  #layout() {
    const kind = make("section", { class: "panel-card" }, this.#template.element, this.#variant.element, this.#colour.element, this.#language.field);
    const wording = make("form", { class: "panel-card designs-wording", attributes: { novalidate: "", "aria-labelledby": "designs-wording" } },
      make("h2", { text: words.wording, attributes: { id: "designs-wording" } }), make("p", { class: "field-hint", text: words.readings }),
      this.#fields.element, this.#name.field, this.#foot.element,
      make("div", { class: "designs-buttons" }, make("button", { class: "button button-secondary", text: words.save, attributes: { type: "submit", id: "designs-save" } })));
    wording.addEventListener("input", () => this.#typed());
    wording.addEventListener("change", () => this.#typed());
    wording.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save().catch(() => undefined);
    });
    const side = make("div", { class: "designs-side" }, this.#preview.element, this.#printing.element);
    return make("div", { class: "designs-editor" }, make("div", { class: "designs-back" }, button("button-quiet", words.back, this.acts.back)),
      make("div", { class: "designs-columns" }, make("div", { class: "designs-main" }, kind, wording), side));
  }

  #fill() {
    const { template, variant, colour, language, name } = this.design;
    this.#template.choose(template);
    this.#variant.choose(variant);
    this.#colour.choose(colour);
    for (const input of this.#language.inputs) input.checked = input.value === language;
    this.#name.input.value = name;
    this.#fields.show(this.design);
    this.#picture();
  }

  #picture() {
    const { template, variant, colour } = this.design;
    this.#template.picture((value) => ({ template: /** @type {Design["template"]} */ (value), variant, colour }));
    this.#variant.picture((value) => ({ template, variant: /** @type {Design["variant"]} */ (value), colour }));
    this.#colour.picture((value) => ({ template, variant, colour: value }));
    this.#printing.show(template);
  }

  /** Another kind of paper: words that were typed stay, first words become those of the new kind. */
  #turn() {
    const before = this.#first(), typed = this.value;
    this.design = { ...typed, template: /** @type {Design["template"]} */ (this.#template.value),
      variant: /** @type {Design["variant"]} */ (this.#variant.value), colour: this.#colour.value,
      language: /** @type {Design["language"]} */ (this.#language.value()) };
    const after = this.#first();
    const given = { ...typed.words };
    for (const [field, text] of Object.entries(after.words)) if ((given[field] ?? "") === (before.words[field] ?? "")) given[field] = text;
    this.design = { ...this.design, words: given, name: typed.name === before.name ? after.name : typed.name };
    this.#name.input.value = this.design.name;
    this.#fields.show(this.design);
    this.#picture();
    this.acts.changed(this.value);
    this.#preview.soon();
  }

  #first() {
    const { template, variant, language } = this.design;
    return firstOf(this.known, template, variant, language);
  }

  #typed() {
    this.acts.changed(this.value);
    this.#printing.clear();
    this.#preview.soon();
  }

  #kindWords() {
    return `${words.templates[this.design.template]} ${words.variants[this.design.variant]} ${words.colours[this.design.colour]}`;
  }

  /** Stored as it is typed; throws when it is not. @returns {Promise<Design>} */
  async #save() {
    this.#foot.clear();
    const wish = this.value;
    const { api } = this.desk;
    try {
      const saved = /** @type {Design} */ (await (wish.id
        ? api.call("PUT", `/console/designs/${encodeURIComponent(wish.id)}`, wish) : api.add("/console/designs", wish)));
      this.design = { ...this.design, id: saved.id, revision: saved.revision };
      this.acts.saved(saved, words.saved(saved.name));
      return saved;
    } catch (error) {
      this.#refused(error);
      throw error;
    }
  }

  /** @param {unknown} error */
  #refused(error) {
    const told = this.#foot.refused(error, {
      theirs: ({ stored }) => {
        this.design = stored;
        this.#fill();
        this.acts.saved(stored, "");
        this.#preview.soon();
      },
      ours: ({ stored }) => {
        this.design = { ...this.design, revision: stored.revision };
        void this.#save().catch(() => undefined);
      },
    });
    if (!told) this.#point(error);
  }

  /** Says at its field what is wrong, and goes there. @param {unknown} error */
  #point(error) {
    const problems = error instanceof Refused ? /** @type {Problem[]} */ (error.body.problems ?? []) : [];
    const name = problems.find(({ field }) => field === "name");
    this.#name.say(name ? problemSentence(name) : "");
    goTo(this.#fields.say(problems) ?? (name ? this.#name.input : null));
    return problems;
  }

  /** @param {import("./printing.js").Wish} wish */
  async #make(wish) {
    const saved = await this.#save();
    try {
      download(await this.desk.api.file(`/console/designs/${encodeURIComponent(saved.id)}/papers`, wish));
    } catch (error) {
      const known = error instanceof Refused && error.code === "rows";
      this.#printing.refuse(known ? words.wrong : words.busy, known ? this.#point(error) : []);
      throw error;
    }
  }
}

/**
 * What a new design of this kind says.
 * @param {Known} known
 * @param {string} template
 * @param {string} variant
 * @param {Design["language"]} language
 */
export function firstOf(known, template, variant, language) {
  const kind = known.kinds.find((one) => one.template === template && one.variant === variant);
  return kind?.first[language] ?? { name: "", words: {} };
}

/**
 * @param {readonly string[]} values
 * @param {Record<string, string>} names
 * @param {Record<string, string>} [hints]
 */
const optionsOf = (values, names, hints = {}) => [...new Set(values)].map((value) => ({ value, text: names[value] ?? value, hint: hints[value] ?? "" }));
