// @ts-check
/** The part 「用件」: what a visit can be about, in its order. */

import { arrange, make } from "../../lib/dom.js";
import { held } from "../held.js";
import { button, Foot, goTo, problemsOf } from "./form.js";
import { KindFields } from "./kind_fields.js";
import { setup } from "./words.js";
import { kinds as words } from "./words_facts.js";

/** @typedef {import("./types.js").Kind} Kind */

const NEW = { id: null, name_ja: "", name_easy: "", name_en: "", talk_ja: "", talk_easy: "", talk_en: "", most_persons: 2, papers: false, active: true };

export class KindsPart {
  #heading = make("h2", { text: words.heading, attributes: { id: "setup-kinds-heading", tabindex: "-1" } });
  #list = make("ol", { class: "setup-folds" });
  #foot = new Foot();
  /** @type {KindFields[]} */
  #kinds = [];
  #revision = "";
  #touched = false;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {import("./types.js").Acts} acts
   */
  constructor(desk, acts) {
    this.desk = desk;
    this.acts = acts;
    const add = button("button-secondary", words.add, () => {
      this.#touched = true;
      goTo(this.#add(NEW).entries.name_ja?.input ?? null);
    });
    const form = make("form", { class: "setup-form", attributes: { novalidate: "" } }, this.#list, make("div", {}, add), this.#foot.element,
      make("div", { class: "edit-buttons" }, make("button", { class: "button button-primary", text: setup.save,
        attributes: { type: "submit", id: "setup-kinds-save" } })));
    form.addEventListener("input", () => (this.#touched = true));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    this.element = make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "setup-kinds-heading" } },
      this.#heading, make("p", { class: "panel-lead", text: words.lead }), form);
  }

  async load() {
    if (!this.#touched) this.#show(await this.desk.api.call("GET", "/console/visits/kinds"));
  }

  /** @param {{ kinds: Kind[], revision: string }} shown */
  #show({ kinds, revision }) {
    this.#revision = revision;
    this.#kinds = [];
    for (const kind of kinds) this.#add(kind);
    this.#draw();
    this.#touched = false;
  }

  /** @param {Kind} kind */
  #add(kind) {
    const fields = new KindFields(kind, {
      move: (one, by) => this.#move(one, by),
      remove: (gone) => {
        this.#kinds = this.#kinds.filter((one) => one !== gone);
        this.#draw();
        this.#heading.focus();
      },
    });
    this.#kinds.push(fields);
    this.#draw();
    return fields;
  }

  /**
   * @param {KindFields} one
   * @param {-1 | 1} by
   */
  #move(one, by) {
    const place = this.#kinds.indexOf(one), to = place + by;
    if (to < 0 || to >= this.#kinds.length) return;
    this.#kinds.splice(to, 0, ...this.#kinds.splice(place, 1));
    this.#touched = true;
    this.#draw();
    (by < 0 ? one.up : one.down).focus();
  }

  #draw() {
    arrange(this.#list, this.#kinds.map(({ element }) => element));
  }

  async #save() {
    this.#foot.clear();
    try {
      this.#show(await held(this.element, () => this.desk.api.call("PUT", "/console/visits/kinds",
        { revision: this.#revision, kinds: this.#kinds.map((one) => one.value()) })));
      this.acts.say(words.saved);
    } catch (error) {
      const told = this.#foot.refused(error, {
        theirs: (shown) => this.#show(shown),
        ours: ({ revision }) => {
          this.#revision = revision;
          void this.#save();
        },
      });
      if (told) return;
      const problems = problemsOf(error);
      goTo(this.#kinds.map((one, place) => one.say(problems.filter(({ row }) => row === place))).find((one) => one !== null) ?? null);
    }
  }
}
