// @ts-check
/** What stands of a placement, to be written: for the office, for the QR code, and for residents. */

import { make } from "../../lib/dom.js";
import { language } from "../../lib/language.js";
import { checks, choice, select, textField } from "../fields.js";
import { held } from "../held.js";
import { Foot, goTo, problemsOf, sayProblems, spokenEntries, tick } from "../visit_setup/form.js";
import { problemSentence } from "../visit_setup/words.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Placement} Placement */
/** @typedef {import("./types.js").House} House */

const SPOKEN = /** @type {const} */ (["ja", "easy", "en"]);
const LEADS = /** @type {const} */ (["room", "account", "both"]);

export class PlacementForm {
  #foot = new Foot();
  #said = make("p", { class: "field-problem", attributes: { role: "alert" } });

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {House} house
   * @param {Placement | null} placement null for a new one
   * @param {import("./types.js").Acts} acts
   */
  constructor(desk, house, placement, acts) {
    this.desk = desk;
    this.house = house;
    this.placement = placement;
    this.acts = acts;
    const { form: said } = words, most = house.longest;
    this.name = textField({ label: said.name, hint: said.nameHint, name: "name", attributes: { maxlength: String(most.name) } });
    this.kind = select(said.kind, "kind", house.kinds.map((value) => ({ value, text: words.kinds[value] ?? value })));
    this.leads = choice(said.leads, "leads", this.#offered().map((value) => ({ value, text: words.leads[value] ?? value, hint: said.leadsHint[value] ?? "" })));
    this.shown = tick(said.shown, placement?.shown ?? false, "shown");
    this.names = this.#spoken("shown", said.shownNames);
    this.hours = this.#spoken("hours", said.hours, said.hoursHint);
    this.address = textField({ label: said.address, name: "address", attributes: { maxlength: String(most.address) } });
    this.flyers = checks(said.flyers, said.flyersHint, "flyers", house.flyers.map((one) => ({
      value: one.id, text: language === "en" ? one.title_en : one.title_ja, checked: placement?.flyers.includes(one.id) ?? false })));
    this.entries = { name: this.name, ...this.names.entries, address: this.address, ...this.hours.entries };
    this.public = make("div", { class: "placement-public" }, this.names.field, this.address.field, this.hours.field);
    this.private = make("p", { class: "field-hint", text: said.private });
    if (placement) this.#fill(placement);
    this.element = this.#card();
    this.#suit();
  }

  #card() {
    const { form: said } = words, { house, placement } = this;
    const lacks = [...(house.leads.includes("account") ? [] : [said.noAccount]), ...(house.leads.includes("room") ? [] : [said.noRoom]), ...(placement ? [said.printed] : [])];
    const lying = house.flyers.length > 0 ? this.flyers.field : make("p", { class: "field-hint", text: said.noFlyers });
    const form = make("form", { class: "setup-form", attributes: { novalidate: "" } }, this.name.field, this.kind.field, this.leads.field,
      ...lacks.map((text) => make("p", { class: "field-hint", text })),
      make("div", {}, this.shown.field, this.private), this.public, lying, this.#said, this.#foot.element,
      make("div", { class: "edit-buttons" }, make("button", { class: "button button-primary", text: placement ? said.save : said.add,
        attributes: { type: "submit", id: "placement-save" } })));
    this.kind.input.addEventListener("change", () => this.#suit());
    this.shown.box.addEventListener("change", () => this.#suit());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    return make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "placement-form-heading" } },
      make("h2", { text: said.heading, attributes: { id: "placement-form-heading" } }), form);
  }

  /** What can be chosen, and what was chosen when it still could. */
  #offered() {
    return LEADS.filter((one) => this.house.leads.includes(one) || this.placement?.leads === one);
  }

  /**
   * @param {"shown" | "hours"} name
   * @param {string} legend
   * @param {string} [hint]
   */
  #spoken(name, legend, hint = "") {
    const { placement, house } = this;
    const made = spokenEntries({ legend, hint, name, values: Object.fromEntries(SPOKEN.map((one) => [one, placement?.[`${name}_${one}`] ?? ""])) });
    for (const [key, { input }] of Object.entries(made.entries)) input.setAttribute("maxlength", String(house.longest[key]));
    return made;
  }

  /** @param {Placement} placement */
  #fill(placement) {
    this.placement = placement;
    for (const [name, { input }] of Object.entries(this.entries)) input.value = String(placement[/** @type {keyof Placement} */ (name)] ?? "");
    this.kind.input.value = placement.kind;
    for (const input of this.leads.inputs) input.checked = input.value === placement.leads;
    this.shown.box.checked = placement.shown;
    for (const input of this.flyers.inputs) input.checked = placement.flyers.includes(input.value);
  }

  /** Only what is asked for; and never the list for kinds whose people could be found out by it. */
  #suit() {
    const never = this.house.private.some((kind) => kind === this.kind.input.value);
    if (never) this.shown.box.checked = false;
    this.shown.box.disabled = never;
    this.private.hidden = !never;
    this.public.hidden = !this.shown.box.checked;
  }

  #values() {
    const texts = Object.fromEntries(Object.entries(this.entries).map(([name, { input }]) => [name, input.value]));
    return { ...texts, kind: this.kind.input.value, leads: this.leads.value(), shown: this.shown.box.checked, flyers: this.flyers.values() };
  }

  async #save() {
    this.#foot.clear();
    this.#tell([]);
    const { placement, desk, acts } = this;
    try {
      if (placement === null) {
        const added = await held(this.element, () => desk.api.add("/console/placements", this.#values()));
        return acts.stored(added, words.added(added.name, added.code));
      }
      const body = { ...this.#values(), revision: placement.revision, retired: placement.retired_at !== null };
      const saved = await held(this.element, () => desk.api.call("PUT", `/console/placements/${encodeURIComponent(placement.code)}`, body));
      acts.stored(saved, words.saved(saved.name));
    } catch (error) {
      const told = this.#foot.refused(error, {
        theirs: ({ stored }) => acts.stored(stored, ""),
        ours: ({ stored }) => {
          this.placement = stored;
          void this.#save();
        },
      });
      if (!told) goTo(this.#tell(problemsOf(error)));
    }
    return undefined;
  }

  /** At the entries; what has none of its own is said below. @param {import("../visit_setup/words.js").Problem[]} problems */
  #tell(problems) {
    const first = sayProblems(this.entries, problems), beside = problems.filter(({ field }) => !(field in this.entries));
    this.#said.replaceChildren(...beside.map((one) => make("span", { text: sentence(one) })));
    return first;
  }
}

/** @param {import("../visit_setup/words.js").Problem} problem of what has no entry to say it at */
const sentence = (problem) =>
  words.problems[problem.field === "leads" && problem.code === "empty" ? "choose" : problem.code] ?? problemSentence(problem);
