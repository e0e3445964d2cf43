// @ts-check
/** One kind of visit, folded to its name. */

import { make, setText } from "../../lib/dom.js";
import { language } from "../../lib/language.js";
import { button, numberEntry, numberIn, sayProblems, spokenEntries, tick } from "./form.js";
import { setup } from "./words.js";
import { kinds as words } from "./words_facts.js";

/** @typedef {import("./types.js").Kind} Kind */

export class KindFields {
  #summary = make("span", {});
  #off = make("span", { class: "setup-off", text: words.off });

  /**
   * @param {Kind} kind
   * @param {{ move: (fields: KindFields, by: -1 | 1) => void, remove: (fields: KindFields) => void }} acts
   */
  constructor(kind, { move, remove }) {
    this.id = kind.id;
    this.name = spokenEntries({ legend: words.name, name: "name", most: 128, values: { ja: kind.name_ja, easy: kind.name_easy, en: kind.name_en } });
    this.talk = spokenEntries({ legend: words.talk, name: "talk", hint: words.talkHint, most: 40,
      values: { ja: kind.talk_ja, easy: kind.talk_easy, en: kind.talk_en } });
    const persons = numberEntry({ label: words.persons, name: "most_persons", value: kind.most_persons, after: words.personsAfter, most: 1 });
    this.persons = persons.input;
    this.active = tick(words.active, kind.active);
    this.papers = tick(words.papers, kind.papers);
    /** @type {Record<string, import("./form.js").Entry>} */
    this.entries = { ...this.name.entries, ...this.talk.entries, most_persons: persons };
    this.up = button("button-quiet", setup.up, () => move(this, -1));
    this.down = button("button-quiet", setup.down, () => move(this, 1));
    this.remove = button("button-quiet", setup.remove, () => remove(this));
    this.remove.hidden = kind.id !== null;
    this.details = make("details", { class: "setup-fold" }, make("summary", {}, this.#summary, this.#off),
      make("div", { class: "setup-fold-body" }, this.active.field, this.name.field, this.talk.field, persons.field, this.papers.field, this.remove));
    this.details.open = kind.id === null;
    this.element = make("li", { class: "setup-kind", data: { kind: kind.id ?? "" } }, this.details, make("div", { class: "setup-moves" }, this.up, this.down));
    this.element.addEventListener("input", () => this.#draw());
    this.#draw();
  }

  /** Names and words as they are typed; a number that is none is null. */
  value() {
    const words = (/** @type {Record<string, { input: { value: string } }>} */ entries) =>
      Object.fromEntries(Object.entries(entries).map(([name, { input }]) => [name, input.value]));
    return { id: this.id, ...words(this.name.entries), ...words(this.talk.entries),
      most_persons: numberIn(this.persons), papers: this.papers.box.checked, active: this.active.box.checked };
  }

  /** @param {import("./words.js").Problem[]} problems */
  say(problems) {
    return sayProblems(this.entries, problems);
  }

  #draw() {
    const { ja, en } = this.name.value(), shown = (language === "en" ? en : ja) || words.newKind;
    setText(this.#summary, shown);
    this.#off.hidden = this.active.box.checked;
    this.up.setAttribute("aria-label", words.upOf(shown));
    this.down.setAttribute("aria-label", words.downOf(shown));
    this.remove.setAttribute("aria-label", words.removeOf(shown));
  }
}
