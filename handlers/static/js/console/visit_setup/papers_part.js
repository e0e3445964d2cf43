// @ts-check
/** The part 「持ち物」: what somebody brings, and when a person last compared it with its source. */

import { arrange, make, setText } from "../../lib/dom.js";
import { longField } from "../fields.js";
import { held } from "../held.js";
import { dayWhole } from "../visits/days.js";
import { button, Foot, goTo, problemsOf, sayProblems, spokenEntries } from "./form.js";
import { PaperItem } from "./paper_item.js";
import { setup } from "./words.js";
import { papers as words } from "./words_facts.js";

/** @typedef {import("./types.js").Papers} Papers */

const NOTHING = { ja: "", easy: "", en: "" };

export class PapersPart {
  #heading = make("h2", { text: setup.parts.papers, attributes: { id: "setup-papers-heading", tabindex: "-1" } });
  #checked = make("p", { class: "setup-checked" });
  #stale = make("p", { class: "notice", text: words.stale, data: { tone: "caution" } });
  #confirm = button("button-secondary", words.confirm, () => void this.#confirmed());
  #list = make("ul", { class: "setup-folds" });
  #none = make("p", { class: "panel-lead", text: words.none });
  #foot = new Foot();
  #head = new Foot();
  /** @type {PaperItem[]} */
  #items = [];
  #revision = 0;
  #touched = false;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {import("./types.js").Place} place
   * @param {import("./types.js").Acts} acts
   */
  constructor(desk, place, acts) {
    this.desk = desk;
    this.acts = acts;
    this.address = `/console/visits/places/${encodeURIComponent(place.id)}/papers`;
    const spoken = (/** @type {"rules" | "moving_a" | "moving_b"} */ name) =>
      spokenEntries({ legend: words[name], name, values: NOTHING, rows: 4 });
    this.texts = { rules: spoken("rules"), moving_a: spoken("moving_a"), moving_b: spoken("moving_b") };
    this.source = longField({ label: words.source, name: "source", attributes: { maxlength: "300" } });
    this.entries = { ...this.texts.rules.entries, ...this.texts.moving_a.entries, ...this.texts.moving_b.entries, source: this.source };
    const add = button("button-secondary", words.addItem, () => {
      this.#touched = true;
      const item = this.#add({ name: NOTHING, where: NOTHING, when: NOTHING, note: NOTHING }, true);
      goTo(item.entries.name_ja?.input ?? null);
    });
    const form = make("form", { class: "setup-form", attributes: { novalidate: "" } },
      make("h3", { text: words.items }), make("p", { class: "field-hint", text: words.languagesHint }), this.#list, this.#none, make("div", {}, add),
      ...Object.values(this.texts).map(({ field }) => field), this.source.field, this.#foot.element,
      make("div", { class: "edit-buttons" }, make("button", { class: "button button-primary", text: setup.save,
        attributes: { type: "submit", id: "setup-papers-save" } })));
    form.addEventListener("input", () => (this.#touched = true));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    this.#confirm.id = "setup-papers-confirm";
    this.element = make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "setup-papers-heading" } },
      this.#heading, make("p", { class: "panel-lead", text: words.lead }),
      make("div", { class: "setup-check" }, this.#checked, this.#confirm), this.#stale, this.#head.element, form);
  }

  async load() {
    if (!this.#touched) this.#show(await this.desk.api.call("GET", this.address));
  }

  /** @param {Papers} shown */
  #show(shown) {
    this.#items = [];
    for (const item of shown.items) this.#add(item, false);
    this.#draw();
    const values = { rules: shown.rules, moving_a: shown.moving.a, moving_b: shown.moving.b };
    for (const [name, { entries }] of Object.entries(this.texts)) {
      const spoken = values[/** @type {keyof typeof values} */ (name)];
      for (const [key, { input }] of Object.entries(entries)) input.value = spoken[key.slice(name.length + 1)] ?? "";
    }
    this.source.input.value = shown.source;
    this.#touched = false;
    this.#sayChecked(shown);
  }

  /** @param {Papers} shown */
  #sayChecked({ checked_on: on, checked_by: who, stale, revision }) {
    this.#revision = revision;
    setText(this.#checked, on && (who || !stale) ? words.checked(dayWhole(on), who) : words.never);
    this.#stale.hidden = !stale || revision === 0 || !who;
    this.#confirm.hidden = revision === 0;
  }

  /**
   * @param {import("./types.js").Item} item
   * @param {boolean} isNew
   */
  #add(item, isNew) {
    const made = new PaperItem(item, {
      isNew,
      onRemove: (gone) => {
        this.#items = this.#items.filter((one) => one !== gone);
        this.#touched = true;
        this.#draw();
        this.#heading.focus();
      },
      onUp: (one) => {
        const place = this.#items.indexOf(one);
        if (place < 1) return;
        this.#items.splice(place - 1, 0, ...this.#items.splice(place, 1));
        this.#touched = true;
        this.#draw();
        one.up.focus();
      },
    });
    this.#items.push(made);
    this.#draw();
    return made;
  }

  #draw() {
    arrange(this.#list, this.#items.map(({ element }) => element));
    this.#none.hidden = this.#items.length > 0;
  }

  async #confirmed() {
    this.#head.clear();
    if (this.#touched) return setText(this.#head.problem, words.unsavedFirst);
    try {
      this.#sayChecked(await this.desk.api.call("POST", `${this.address}/confirmation`, { revision: this.#revision }));
      this.acts.say(words.confirmed);
    } catch (error) {
      const again = (/** @type {Papers} */ body) => this.#show(body);
      this.#head.refused(error, { theirs: again, ours: again });
    }
  }

  async #save() {
    this.#foot.clear();
    const { rules, moving_a: a, moving_b: b } = this.texts;
    const body = { revision: this.#revision, items: this.#items.map((item) => item.value()), rules: rules.value(),
      moving: { a: a.value(), b: b.value() }, source: this.source.input.value };
    try {
      this.#show(await held(this.element, () => this.desk.api.call("PUT", this.address, body)));
      this.#say([]);
      this.acts.say(words.saved);
    } catch (error) {
      const told = this.#foot.refused(error, {
        theirs: (shown) => this.#show(shown),
        ours: ({ revision }) => {
          this.#revision = revision;
          void this.#save();
        },
      });
      if (!told) goTo(this.#say(problemsOf(error)));
    }
  }

  /** @param {import("./words.js").Problem[]} problems */
  #say(problems) {
    const firsts = this.#items.map((item, place) => item.say(problems.filter(({ row }) => row === place)));
    const whole = sayProblems(this.entries, problems.filter(({ row }) => row === null));
    return firsts.find((one) => one !== null) ?? whole;
  }
}
