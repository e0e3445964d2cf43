// @ts-check
/** The part 「名前と説明」: what stands on a flyer's page and in the talk, and the sign on its card. */

import { arrange, make } from "../../lib/dom.js";
import { checks, textField } from "../fields.js";
import { button, Foot, problemsOf, sayProblems } from "../visit_setup/form.js";
import { DOOR, pathOf } from "./doors.js";
import { Kept } from "./kept.js";
import { LANGUAGES } from "./types.js";
import { screen } from "./words.js";
import { WordsFields } from "./words_fields.js";
import { form as words } from "./words_form.js";

/** @typedef {import("./types.js").Flyer} Flyer */
/** @typedef {import("../visit_setup/words.js").Problem} Problem */

const NEW = { revision: 0, languages: ["ja"], card: null };

export class WordsPart {
  #foot = new Foot();
  #drafted = make("div", { class: "flyer-drafted" });
  /** What is stored, as far as this form knows. @type {Flyer | null} */
  #flyer = null;
  #revision = 0;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {Flyer | null} flyer none: a new one
   * @param {Record<string, number>} longest
   * @param {import("./types.js").Acts} acts
   */
  constructor(desk, flyer, longest, acts) {
    this.desk = desk;
    this.acts = acts;
    this.kept = new Kept(desk.drafts, `words ${flyer?.id ?? "new"}`);
    this.fields = new WordsFields(longest);
    this.languages = checks(words.languages, words.languagesHint, "flyer-languages", LANGUAGES.map((language) =>
      ({ value: language, text: screen.languages[language], checked: false })));
    this.languages.field.classList.add("flyer-checks");
    this.card = textField({ label: words.card, hint: words.cardHint, name: "card", class: "flyer-sign", attributes: { maxlength: "2" } });
    this.entries = { ...this.fields.entries, card: this.card };
    const save = make("button", { class: "button button-primary", text: screen.save, attributes: { type: "submit", id: "flyer-words-save" } });
    const form = make("form", { class: "setup-form", attributes: { novalidate: "" } }, this.fields.element,
      make("h3", { text: words.flyer }), this.languages.field, this.card.field, this.#foot.element, make("div", { class: "flyer-save" }, save, this.#drafted));
    form.addEventListener("input", () => this.#touch());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    this.element = make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "flyer-words-heading" } },
      make("h2", { text: screen.parts.words, attributes: { id: "flyer-words-heading", tabindex: "-1" } }), make("p", { class: "panel-lead", text: words.lead }), form);
    this.#fill(flyer ?? NEW);
    if (flyer) this.put(flyer);
    this.#recall();
  }

  /** @param {Flyer} flyer */
  put(flyer) {
    const before = this.#flyer;
    this.#flyer = flyer;
    if (!this.kept.typed) return this.#fill(flyer);
    // What is typed here was typed over other words: saving asks first.
    if (before && same(before, flyer)) this.#revision = flyer.revision;
  }

  #recall() {
    const { typed } = this.kept;
    if (!typed) return;
    this.#fill({ ...typed.values, revision: typed.revision });
    this.#sayDrafted();
  }

  /** @param {any} values of a flyer, or of what was typed */
  #fill(values) {
    this.#revision = values.revision;
    this.fields.fill(values);
    for (const box of this.languages.inputs) box.checked = values.languages.includes(box.value);
    this.card.input.value = values.card ?? "";
    this.#sayDrafted();
  }

  #touch() {
    this.kept.keep({ revision: this.#revision, values: this.#values() });
    this.#sayDrafted();
  }

  #sayDrafted() {
    const drafted = this.kept.typed !== null;
    if (drafted === this.#drafted.hasChildNodes()) return;
    arrange(this.#drafted, drafted ? [make("p", { text: screen.drafted }), ...(this.#flyer ? [button("button-quiet", screen.discard, () => this.#discard())] : [])] : []);
  }

  #discard() {
    this.kept.forget();
    if (this.#flyer) this.#fill(this.#flyer);
    this.#foot.clear();
    sayProblems(this.entries, []);
    this.element.querySelector("h2")?.focus();
  }

  #values() {
    const card = this.card.input.value.normalize("NFKC").trim().toUpperCase();
    return { ...this.fields.values(), languages: this.languages.values(), card: card === "" ? null : card };
  }

  async #save() {
    this.#foot.clear();
    sayProblems(this.entries, []);
    const sent = this.#values(), body = { ...sent, revision: this.#revision }, known = this.#flyer;
    try {
      const flyer = await (known ? this.desk.api.call("PUT", pathOf(known), body) : this.desk.api.add(DOOR, body));
      this.kept.forget();
      this.kept = new Kept(this.desk.drafts, `words ${flyer.id}`);
      this.#revision = flyer.revision;
      // What was typed while it was on its way is not stored yet.
      if (JSON.stringify(this.#values()) !== JSON.stringify(sent)) this.#touch();
      this.#sayDrafted();
      this.acts.stored(flyer, known ? words.saved : words.added);
    } catch (error) {
      const told = this.#foot.refused(error, {
        theirs: ({ stored }) => {
          this.kept.forget();
          this.acts.stored(stored);
        },
        ours: ({ stored }) => {
          this.#flyer = stored;
          this.#revision = stored.revision;
          void this.#save();
        },
      });
      if (!told) this.#wrong(problemsOf(error));
    }
  }

  /** @param {Problem[]} problems */
  #wrong(problems) {
    const first = sayProblems(this.entries, problems);
    for (const { field, code } of problems) if (field === "card") this.card.say(code === "taken" ? words.cardTaken : words.cardWrong);
    if (problems.some(({ field }) => field === "languages")) this.#foot.problem.textContent = words.languagesNone;
    const place = first ?? this.languages.inputs[0] ?? null;
    this.fields.reveal(place);
    place?.focus();
  }
}

/**
 * Whether the words of both are the same, whatever else has changed.
 * @param {any} one
 * @param {any} other
 */
const same = (one, other) => /** @type {const} */ (["title", "talk", "text", "audience"])
  .flatMap((name) => LANGUAGES.map((language) => `${name}_${language}`)).every((name) => one[name] === other[name])
  && one.card === other.card && String(one.languages) === String(other.languages);
