// @ts-check
/** The part 「曜日と時間」: a place's weekly times, read or being changed, and what comes of them. */

import { arrange, make, setText } from "../../lib/dom.js";
import { language } from "../../lib/language.js";
import { held } from "../held.js";
import { dayWhole } from "../visits/days.js";
import { button, Foot, problemsOf } from "./form.js";
import { PatternFields } from "./pattern_fields.js";
import { rowList } from "./pattern_list.js";
import { leftParts, previewParts } from "./preview.js";
import { startRows, STARTS, withNextYear } from "./starts.js";
import { setup } from "./words.js";
import { times as words } from "./words_times.js";

/** @typedef {import("./types.js").Patterns} Patterns */
/** @typedef {import("./types.js").Row} Row */

const PAUSE_MS = 300;

export class TimesPart {
  element = make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "setup-times-heading" } });
  #heading = make("h2", { text: words.heading, attributes: { id: "setup-times-heading", tabindex: "-1" } });
  #rows = make("div", { class: "setup-fields" });
  #preview = make("div", { class: "setup-preview", attributes: { "aria-live": "polite" } });
  #left = make("div", { class: "notice setup-left-card", data: { tone: "caution" } });
  #foot = new Foot();
  /** @type {PatternFields[] | null} while they are being changed */
  #fields = null;
  /** @type {Patterns | null} */
  #stored = null;
  /** @type {{ id: string, name: string }[]} */
  #kinds = [];
  #starts = make("details", { class: "setup-more" });
  #saving = make("button", { class: "button button-primary", text: words.save, attributes: { type: "submit", id: "setup-times-save" } });
  #until = make("select", { attributes: { id: "setup-until" } });
  #ticket = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {import("./types.js").Place} place
   * @param {import("./types.js").Acts} acts
   */
  constructor(desk, place, acts) {
    this.desk = desk;
    this.place = place;
    this.acts = acts;
    this.address = `/console/visits/places/${encodeURIComponent(place.id)}/patterns`;
    this.#rows.addEventListener("input", () => this.#look());
  }

  async load() {
    if (this.#fields?.length) return this.#look();
    const [stored, { kinds }] = await Promise.all([
      this.desk.api.call("GET", this.address), this.desk.api.call("GET", "/console/visits/kinds")]);
    const name = language === "en" ? "name_en" : "name_ja";
    this.#kinds = kinds.map((/** @type {Record<string, string>} */ kind) => ({ id: kind.id, name: kind[name] }));
    this.#show(stored);
  }

  /** @param {Patterns} stored */
  #show(stored) {
    this.#stop();
    this.#stored = stored;
    arrange(this.#until, stored.year_ends.map((day) => make("option", { text: words.yearEnd(dayWhole(day)), attributes: { value: day } })));
    // With less than two months of this year left, the next one is meant.
    this.#until.value = stored.year_ends[Date.parse(stored.year_ends[0] ?? "") - Date.parse(stored.begins) < 60 * 86_400_000 ? 1 : 0] ?? "";
    this.#foot.clear();
    this.#showLeft(stored);
    if (stored.rows.length === 0) this.#edit([]);
    else this.#read(stored);
  }

  /** @param {Patterns} stored */
  #read(stored) {
    const change = button("button-secondary", words.change, () => this.#edit(stored.rows, true));
    change.id = "setup-times-change";
    const last = stored.preview.last_day ?? "", [thisYear = ""] = stored.year_ends;
    const offer = last !== "" && last <= thisYear
      ? [make("div", { class: "notice setup-next", data: { tone: "calm" } }, make("p", { text: words.ends(dayWhole(last)) }),
        button("button-secondary", words.nextYear, () => this.#edit(withNextYear(stored), true)))]
      : [];
    this.#preview.hidden = false;
    arrange(this.#preview, previewParts(words.standing, stored.preview));
    arrange(this.element, [make("div", { class: "week-head" }, this.#heading, change),
      rowList(stored.rows, this.#kinds), ...offer, this.#left, this.#preview]);
  }

  /**
   * @param {Row[]} rows
   * @param {boolean} [goThere]
   */
  #edit(rows, goThere = false) {
    this.#fields = [];
    for (const row of rows) this.#add(row);
    const buttons = make("div", { class: "setup-starts" }, ...STARTS.map((start) =>
      button("button-secondary", words.start[start], () => this.#begin(start))));
    const until = make("div", { class: "setup-field" }, make("label", { text: words.until, attributes: { for: this.#until.id } }), this.#until);
    arrange(this.#starts, [make("summary", { text: words.starts }), make("div", { class: "setup-form" }, until, buttons)]);
    this.#starts.open = rows.length === 0;
    const cancel = this.#stored?.rows.length ? [button("button-secondary", setup.cancel, () => this.#cancel())] : [];
    const form = make("form", { class: "setup-form", attributes: { novalidate: "" } },
      ...(rows.length === 0 ? [make("p", { class: "setup-none", text: words.none })] : []), this.#rows,
      this.#starts, button("button-quiet setup-add", words.add, () => this.#add(startRows("weekdays", this.#begins(), this.#until.value)[0], [])?.focus("weekdays")),
      this.#preview, this.#foot.element, make("div", { class: "edit-buttons" }, this.#saving, ...cancel));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    arrange(this.element, [this.#heading, make("p", { class: "panel-lead", text: words.lead }), this.#left, form]);
    arrange(this.#preview, [make("p", { class: "field-hint", text: words.unready })]);
    this.#draw();
    if (rows.length > 0) this.#look();
    if (goThere) this.#heading.focus();
  }

  /** @param {import("./starts.js").Start} start */
  #begin(start) {
    for (const row of startRows(start, this.#begins(), this.#until.value)) this.#add(row);
    this.element.querySelector(".setup-none")?.remove();
    this.#starts.open = false;
    this.#look();
    this.#fields?.at(-1)?.focus("weekdays");
  }

  /**
   * @param {Row | undefined} row
   * @param {number[]} [weekdays] in the place of the row's
   */
  #add(row, weekdays) {
    if (!row || !this.#fields) return null;
    const fields = new PatternFields({ ...row, weekdays: weekdays ?? row.weekdays }, {
      kinds: this.#kinds,
      onRemove: (gone) => {
        this.#fields = this.#fields?.filter((one) => one !== gone) ?? null;
        this.#draw();
        this.#look();
        this.#heading.focus();
      },
    });
    this.#fields.push(fields);
    this.#draw();
    return fields;
  }

  #draw() {
    const fields = this.#fields ?? [];
    for (const [place, one] of fields.entries()) one.number(place + 1);
    arrange(this.#rows, fields.map(({ element }) => element));
    // Of nothing there is nothing to save or to see, unless something is there to be given up.
    this.#saving.hidden = this.#preview.hidden = fields.length === 0 && !this.#stored?.rows.length;
  }

  #cancel() {
    if (this.#stored) this.#show(this.#stored);
    this.#heading.focus();
  }

  #stop() {
    clearTimeout(this.#timer);
    this.#ticket += 1;
    this.#fields = null;
  }

  /** After a change: what would come of it, as the server reckons. */
  #look() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#foresee(), PAUSE_MS);
  }

  async #foresee() {
    const ticket = (this.#ticket += 1);
    try {
      const preview = await this.desk.api.call("POST", `${this.address}/preview`, { rows: this.#values() });
      if (ticket !== this.#ticket) return;
      this.#say([]);
      arrange(this.#preview, previewParts(words.previewing, preview));
    } catch (error) {
      if (ticket !== this.#ticket) return;
      // Nobody is scolded for a field that is not filled in yet.
      this.#say(problemsOf(error).filter(({ code }) => code !== "empty" && code !== "day"));
      arrange(this.#preview, [make("p", { class: "field-hint", text: words.unready })]);
    }
  }

  async #save() {
    clearTimeout(this.#timer);
    this.#ticket += 1;
    this.#foot.clear();
    try {
      const body = { revision: this.#stored?.revision, rows: this.#values() };
      const saved = await held(this.element, () => this.desk.api.call("PUT", this.address, body));
      const count = saved.preview.slots, stayed = saved.stayed.length;
      this.#show(saved);
      this.acts.say((count > 0 ? words.saved(count) : words.off) + (stayed > 0 ? setup.stayed(stayed) : ""));
    } catch (error) {
      const told = this.#foot.refused(error, {
        theirs: (body) => this.#show(body),
        ours: ({ revision }) => {
          if (this.#stored) this.#stored = { ...this.#stored, revision };
          void this.#save();
        },
      });
      if (!told) this.#say(problemsOf(error), true);
    }
  }

  /**
   * @param {import("./words.js").Problem[]} problems
   * @param {boolean} [goThere]
   */
  #say(problems, goThere = false) {
    for (const [place, fields] of (this.#fields ?? []).entries()) fields.say(problems.find(({ row }) => row === place) ?? null);
    const first = problems.find(({ row }) => row !== null);
    if (goThere && first) this.#fields?.[first.row ?? 0]?.focus(first.field);
    if (problems.length === 0) setText(this.#foot.problem, "");
  }

  /** @param {Patterns} stored */
  #showLeft({ preview: { left } }) {
    arrange(this.#left, leftParts(left, ({ code }) => this.acts.open(code)));
    this.#left.hidden = left.length === 0;
  }

  #begins() {
    return this.#stored?.begins ?? "";
  }

  #values() {
    return (this.#fields ?? []).map((fields) => fields.value());
  }
}
