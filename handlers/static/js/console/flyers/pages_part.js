// @ts-check
/** The part 「絵と読み上げ」: what each page's picture tells, and the text that is read aloud, for whoever can't see it. */

import { arrange, make } from "../../lib/dom.js";
import { select } from "../fields.js";
import { button, Foot, problemsOf } from "../visit_setup/form.js";
import { versionPath } from "./doors.js";
import { Kept } from "./kept.js";
import { VersionFields } from "./version_fields.js";
import { screen } from "./words.js";
import { file as fileWords, pages as words } from "./words_file.js";

/** @typedef {import("./types.js").Flyer} Flyer */
/** @typedef {import("./types.js").Version} Version */

export class PagesPart {
  #foot = new Foot();
  #drafted = make("div", { class: "flyer-drafted" });
  #none = make("p", { text: words.none });
  #place = make("div", {});
  #copy = button("button-secondary flyer-copy", words.copy, () => this.#copyBefore());
  /** @type {VersionFields | null} */
  #fields = null;
  #number = 0;
  #revision = 0;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {Flyer} flyer
   * @param {import("./types.js").Acts} acts
   */
  constructor(desk, flyer, acts) {
    this.desk = desk;
    this.acts = acts;
    this.flyer = flyer;
    this.which = select(words.which, "flyer-version", []);
    this.which.field.classList.add("flyer-which");
    this.which.input.addEventListener("change", () => this.#turn(Number(this.which.input.value)));
    const save = make("button", { class: "button button-primary", text: screen.save, attributes: { type: "submit", id: "flyer-pages-save" } });
    this.form = make("form", { class: "setup-form", attributes: { novalidate: "" } }, this.which.field, this.#copy, this.#place,
      this.#foot.element, make("div", { class: "flyer-save" }, save, this.#drafted));
    this.form.addEventListener("input", (event) => event.target !== this.which.input && this.#touch());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    this.element = make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "flyer-pages-heading" } },
      make("h2", { text: screen.parts.pages, attributes: { id: "flyer-pages-heading", tabindex: "-1" } }),
      make("p", { class: "panel-lead", text: words.lead }), this.#none, this.form);
    this.put(flyer);
  }

  /** @param {Flyer} flyer */
  put(flyer) {
    const newest = flyer.versions[0], before = this.#stored, isNew = newest !== undefined && newest.number !== this.flyer.versions[0]?.number;
    this.flyer = flyer;
    this.#none.hidden = newest !== undefined;
    this.form.hidden = newest === undefined;
    if (!newest) return;
    arrange(this.which.input, flyer.versions.map(({ number }) => make("option", { text: fileWords.version(number), attributes: { value: String(number) } })));
    this.which.field.hidden = flyer.versions.length < 2;
    const known = flyer.versions.some(({ number }) => number === this.#number);
    if (!known || isNew) return this.#turn(newest.number);
    this.which.input.value = String(this.#number);
    if (!this.#kept.typed) return this.#fill();
    if (before && this.#stored && same(before, this.#stored)) this.#revision = flyer.revision;
  }

  get #stored() {
    return this.flyer.versions.find(({ number }) => number === this.#number) ?? null;
  }

  get #kept() {
    return new Kept(this.desk.drafts, `pages ${this.flyer.id} ${this.#number}`);
  }

  /** @param {number} number */
  #turn(number) {
    this.#number = number;
    this.which.input.value = String(number);
    this.#foot.clear();
    const stored = this.#stored;
    if (!stored) return;
    this.#fields = new VersionFields(this.flyer, stored);
    arrange(this.#place, [this.#fields.element]);
    const { typed } = this.#kept;
    if (typed) this.#fields.fill(typed.values);
    this.#revision = typed ? typed.revision : this.flyer.revision;
    this.#copy.hidden = this.#before === null || !this.#fields.blank();
    this.#sayDrafted();
  }

  /** The version before this one, when its pages may well be the same. */
  get #before() {
    return this.flyer.versions.find(({ number, pages }) => number < this.#number && pages === this.#stored?.pages) ?? null;
  }

  /** What the pictures tell, and what no PDF has said in other languages, as it was in the version before. */
  #copyBefore() {
    const before = this.#before, fields = this.#fields;
    if (!before || !fields) return;
    const { aloud } = fields.values();
    fields.fill({ alt: before.alt, aloud: { ...before.aloud, ja: aloud.ja ?? "" } });
    this.#touch();
    this.#copy.hidden = true;
    fields.focus();
  }

  #fill() {
    if (this.#stored) this.#fields?.fill(this.#stored);
    this.#revision = this.flyer.revision;
    this.#sayDrafted();
  }

  #touch() {
    if (this.#fields) this.#kept.keep({ revision: this.#revision, values: this.#fields.values() });
    this.#sayDrafted();
  }

  #sayDrafted() {
    const drafted = this.#kept.typed !== null;
    if (drafted === this.#drafted.hasChildNodes()) return;
    arrange(this.#drafted, drafted ? [make("p", { text: screen.drafted }), button("button-quiet", screen.discard, () => this.#discard())] : []);
  }

  #discard() {
    this.#kept.forget();
    this.#fill();
    this.#foot.clear();
    this.element.querySelector("h2")?.focus();
  }

  async #save() {
    const fields = this.#fields;
    if (!fields) return;
    this.#foot.clear();
    const sent = fields.values(), kept = this.#kept;
    try {
      const after = await this.desk.api.call("PUT", `${versionPath(this.flyer, this.#number)}/words`, { ...sent, revision: this.#revision });
      // What was typed while it was on its way is not stored yet.
      const more = JSON.stringify(fields.values()) !== JSON.stringify(sent);
      if (more) kept.keep({ revision: after.revision, values: fields.values() });
      else kept.forget();
      if (fields === this.#fields) this.#revision = after.revision;
      this.acts.stored(after, fields.missing() ? words.savedMissing : after.state === "shown" ? words.saved : words.savedNext);
    } catch (error) {
      const told = this.#foot.refused(error, {
        theirs: ({ stored }) => {
          this.#kept.forget();
          this.acts.stored(stored);
        },
        ours: ({ stored }) => {
          this.#revision = stored.revision;
          void this.#save();
        },
      });
      if (!told) fields.wrong(problemsOf(error));
    }
  }
}

/** @param {Version} one @param {Version} other */
const same = (one, other) => JSON.stringify([one.alt, one.aloud]) === JSON.stringify([other.alt, other.aloud]);
