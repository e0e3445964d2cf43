// @ts-check
/** The part 「きまりと連絡先」: what residents see of a place, and its rules, with what they mean today. */

import { arrange, make, setText } from "../../lib/dom.js";
import { language } from "../../lib/language.js";
import { longField, textField } from "../fields.js";
import { held } from "../held.js";
import { dayText } from "../hours/week_view.js";
import { Foot, goTo, numberEntry, numberIn, problemsOf, sayProblems, spokenEntries, tick } from "./form.js";
import { setup } from "./words.js";
import { facts as words } from "./words_facts.js";

/** @typedef {import("./types.js").Place} Place */

const PAUSE_MS = 300;
const NUMBERS = /** @type {const} */ (["lead_days", "change_days", "horizon_days", "per_resident"]);
const SWITCHES = /** @type {const} */ (["private_room", "takes_wishes", "takes_waiting"]);

/** @param {Place} place */
export const nameOf = (place) => (language === "en" ? place.name_en : place.name_ja);

export class FactsPart {
  #heading = make("h2", { attributes: { id: "setup-facts-heading", tabindex: "-1" } });
  #meaning = make("div", { class: "setup-meaning", attributes: { "aria-live": "polite" } });
  #foot = new Foot();
  #ticket = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {Place} place
   * @param {import("./types.js").Acts} acts
   * @param {boolean} [isNew] not stored yet
   */
  constructor(desk, place, acts, isNew = false) {
    this.desk = desk;
    this.place = place;
    this.acts = acts;
    this.isNew = isNew;
    const names = { name_ja: place.name_ja, name_easy: place.name_easy, name_en: place.name_en };
    this.names = spokenEntries({ legend: words.names, name: "name", most: 128,
      values: { ja: names.name_ja, easy: names.name_easy, en: names.name_en } });
    const address = longField({ label: words.address, name: "address", attributes: { maxlength: "200" } });
    address.input.setAttribute("rows", "2");
    const phone = textField({ label: words.phone, name: "phone", attributes: { inputmode: "tel", maxlength: "20" } });
    this.after = { lead_days: words.lead_after, change_days: words.lead_after, horizon_days: words.horizon_after, per_resident: words.per_after };
    this.numbers = Object.fromEntries(NUMBERS.map((name) =>
      [name, numberEntry({ label: words[name], name, value: place[name], after: this.after[name] })]));
    this.entries = { ...this.names.entries, address, phone, ...this.numbers };
    this.active = tick(words.active, place.active, "active");
    this.switches = SWITCHES.map((name) => ({ name, ...tick(words[name], place[name], name) }));
    this.address = address.input;
    this.phone = phone.input;
    this.#fill(place);
    const form = make("form", { class: "setup-form", attributes: { novalidate: "" } },
      make("div", {}, this.active.field, make("p", { class: "field-hint", text: words.activeHint })),
      this.names.field, make("div", { class: "setup-entries" }, phone.field, address.field),
      make("h3", { text: words.rules }), make("div", { class: "setup-entries" }, ...Object.values(this.numbers).map(({ field }) => field)),
      make("p", { class: "field-hint", text: words.daysHint }), this.#meaning,
      make("div", {}, ...this.switches.map(({ field }) => field)), this.#foot.element,
      make("div", { class: "edit-buttons" }, make("button", { class: "button button-primary", text: isNew ? words.add : setup.save,
        attributes: { type: "submit", id: "setup-facts-save" } })));
    form.addEventListener("input", (event) => {
      if (NUMBERS.some((name) => this.numbers[name]?.input === event.target)) this.#look();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    this.element = make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "setup-facts-heading" } },
      this.#heading, make("p", { class: "panel-lead", text: words.lead }), form);
    setText(this.#heading, isNew ? setup.newPlace : setup.parts.facts);
  }

  /** What is typed stays until it is saved; what it means may have changed with the days that are closed. */
  async load() {
    this.#look();
  }

  /** @param {Place} place */
  #fill(place) {
    this.place = place;
    const texts = { ...this.names.entries, address: { input: this.address }, phone: { input: this.phone } };
    for (const [name, { input }] of Object.entries(texts)) input.value = String(place[/** @type {keyof Place} */ (name)] ?? "");
    for (const name of NUMBERS) if (this.numbers[name]) this.numbers[name].input.value = String(place[name]);
    for (const { name, box } of this.switches) box.checked = place[name];
    this.active.box.checked = place.active;
    if (place.outlook) this.#explain(place.outlook);
  }

  /** After a change of days: what it means today, as the server reckons. */
  #look() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#foresee(), PAUSE_MS);
  }

  async #foresee() {
    const ticket = (this.#ticket += 1), place = this.isNew ? null : this.place.id;
    try {
      const outlook = await this.desk.api.call("POST", "/console/visits/outlook", { place, ...this.#days() });
      if (ticket === this.#ticket) this.#explain(outlook);
    } catch {
      if (ticket === this.#ticket) arrange(this.#meaning, [make("p", { text: words.unready })]);
    }
  }

  /** @param {import("./types.js").Outlook} outlook */
  #explain({ earliest, latest, changes }) {
    const now = this.desk.clock.now(), day = (/** @type {string} */ one) => dayText(one, now);
    const said = [words.meaning(day(earliest), day(latest)), words.changing(day(changes))];
    arrange(this.#meaning, said.map((text) => make("p", { text })));
  }

  #days() {
    return Object.fromEntries(NUMBERS.map((name) => [name, this.numbers[name] ? numberIn(this.numbers[name].input) : null]));
  }

  #values() {
    const texts = Object.fromEntries(Object.entries(this.names.entries).map(([name, { input }]) => [name, input.value]));
    const switches = Object.fromEntries(this.switches.map(({ name, box }) => [name, box.checked]));
    return { ...texts, address: this.address.value, phone: this.phone.value.normalize("NFKC"), ...this.#days(), ...switches, active: this.active.box.checked };
  }

  async #save() {
    this.#foot.clear();
    sayProblems(this.entries, []);
    const body = { revision: this.place.revision, ...this.#values() };
    const { api } = this.desk;
    try {
      const saved = await held(this.element, () => (this.isNew
        ? api.add("/console/visits/places", body) : api.call("PUT", `/console/visits/places/${encodeURIComponent(this.place.id)}`, body)));
      if (!this.isNew) this.#fill(saved);
      await this.acts.placed(saved, this.isNew ? words.added(nameOf(saved)) : words.saved(nameOf(saved)));
    } catch (error) {
      const told = this.#foot.refused(error, {
        theirs: ({ stored }) => this.#fill(stored),
        ours: ({ stored }) => {
          this.place = { ...this.place, revision: stored.revision };
          void this.#save();
        },
      });
      if (!told) goTo(sayProblems(this.entries, problemsOf(error)));
    }
  }
}
