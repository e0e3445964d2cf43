// @ts-check
/** The screen 「予約の準備」: one place at a time, part by part; and what holds for all of them. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { button } from "./form.js";
import { ClerksPart } from "./clerks_part.js";
import { DaysPart } from "./days_part.js";
import { FactsPart, nameOf } from "./facts_part.js";
import { KindsPart } from "./kinds_part.js";
import { OrderPart } from "./order_part.js";
import { PapersPart } from "./papers_part.js";
import { TimesPart } from "./times.js";
import { setup as words } from "./words.js";

/** @typedef {import("./types.js").Place} Place */
/** @typedef {import("./types.js").Part} Part */
/** @typedef {"times" | "days" | "facts" | "papers" | "kinds" | "order" | "clerks"} Name */
/** @typedef {{ places: Place[], new: Place, leads: boolean }} Shown */

const OF_PLACE = /** @type {const} */ (["times", "days", "facts", "papers"]);
const OF_ALL = /** @type {const} */ (["kinds", "order", "clerks"]);

export class VisitSetupPanel {
  #problem = byId("setup-problem", HTMLElement);
  #said = byId("setup-said", HTMLElement);
  #chooser = byId("setup-place", HTMLSelectElement);
  #add = byId("setup-add", HTMLButtonElement);
  #tabs = byId("setup-parts", HTMLElement);
  #body = byId("setup-body", HTMLElement);
  /** By part and place: what somebody has typed stays while they look at another. @type {Map<string, Part>} */
  #parts = new Map();
  /** @type {Shown | null} */
  #shown = null;
  #place = "";
  /** @type {Name} */
  #part = "times";
  #ticket = 0;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {(code: string) => void} onOpen opens the booking of this code in the calendar
   */
  constructor(desk, onOpen) {
    this.desk = desk;
    /** @type {import("./types.js").Acts} */
    this.acts = { say: (said) => this.#say(said), open: onOpen, placed: (place, said) => this.#placed(place, said) };
    this.#chooser.addEventListener("change", () => {
      this.#place = this.#chooser.value;
      void this.#turn(OF_PLACE.some((one) => one === this.#part) ? this.#part : "times");
    });
    this.#add.addEventListener("click", () => this.#new());
  }

  show() {
    void this.#load();
  }

  /** Takes everything off the page. */
  hide() {
    this.#ticket += 1;
    this.#parts.clear();
    this.#shown = null;
    for (const part of [this.#tabs, this.#body, this.#chooser]) arrange(part, []);
    for (const part of [this.#problem, this.#said]) setText(part, "");
  }

  async #load() {
    const ticket = (this.#ticket += 1);
    try {
      const shown = await this.desk.api.call("GET", "/console/visits/places");
      if (ticket !== this.#ticket) return;
      setText(this.#problem, "");
      this.#draw(shown);
      await this.#turn(shown.places.length > 0 ? "times" : shown.leads ? "clerks" : this.#part);
    } catch {
      if (ticket === this.#ticket) setText(this.#problem, words.failed);
    }
  }

  /** @param {Shown} shown */
  #draw(shown) {
    this.#shown = shown;
    const { places, leads } = shown;
    if (!places.some(({ id }) => id === this.#place)) this.#place = places[0]?.id ?? "";
    this.#choices(places);
    /** @type {HTMLElement} */ (this.#chooser.parentElement).hidden = places.length === 0;
    this.#add.hidden = !leads;
    const group = (/** @type {string} */ label, /** @type {readonly Name[]} */ names) =>
      make("div", { class: "setup-tabs", attributes: { role: "group", "aria-label": label } }, ...names.map((name) => this.#tab(name)));
    arrange(this.#tabs, [...(places.length > 0 ? [group(words.ofPlace, OF_PLACE)] : []), ...(leads ? [group(words.ofAll, OF_ALL)] : [])]);
    if (places.length === 0) arrange(this.#body, [make("p", { class: "panel-card", text: leads ? words.noneYet : words.none })]);
  }

  /** @param {Place[]} places */
  #choices(places) {
    arrange(this.#chooser, places.map((place) => make("option", {
      text: place.active ? nameOf(place) : words.hidden(nameOf(place)), attributes: { value: place.id } })));
    this.#chooser.value = this.#place;
  }

  /** @param {Name} name */
  #tab(name) {
    const tab = button("setup-tab", words.parts[name], () => void this.#turn(name, true));
    tab.id = `setup-tab-${name}`;
    return tab;
  }

  /**
   * @param {Name} name
   * @param {boolean} [pressed]
   */
  async #turn(name, pressed = false) {
    const place = this.#shown?.places.find(({ id }) => id === this.#place);
    if (!place && OF_PLACE.some((one) => one === name)) return;
    this.#part = name;
    if (pressed) setText(this.#said, "");
    for (const one of this.#tabs.querySelectorAll("button")) {
      if (one.id === `setup-tab-${name}`) one.setAttribute("aria-current", "true");
      else one.removeAttribute("aria-current");
    }
    await this.#put(this.#partOf(name, place));
  }

  /** @param {Part} part */
  async #put(part) {
    const ticket = (this.#ticket += 1);
    try {
      await part.load();
      if (ticket === this.#ticket) setText(this.#problem, "");
    } catch {
      if (ticket === this.#ticket) setText(this.#problem, words.failed);
    }
    if (ticket === this.#ticket) arrange(this.#body, [part.element]);
  }

  /**
   * @param {Name} name
   * @param {Place | undefined} place
   */
  #partOf(name, place) {
    const key = OF_ALL.some((one) => one === name) ? name : `${name} ${place?.id}`;
    const part = this.#parts.get(key) ?? this.#made(name, /** @type {Place} */ (place));
    this.#parts.set(key, part);
    return part;
  }

  /**
   * @param {Name} name
   * @param {Place} place
   * @returns {Part}
   */
  #made(name, place) {
    if (name === "kinds") return new KindsPart(this.desk, this.acts);
    if (name === "order") return new OrderPart(this.desk, () => this.#shown?.places ?? [], (order) => this.#ordered(order));
    if (name === "clerks") return new ClerksPart(this.desk, this.acts);
    const made = { times: TimesPart, days: DaysPart, facts: FactsPart, papers: PapersPart };
    return new made[name](this.desk, place, this.acts);
  }

  /** The chooser follows; what is open stays. @param {string[]} order */
  #ordered(order) {
    if (!this.#shown) return;
    const at = new Map(order.map((id, place) => [id, place]));
    const places = [...this.#shown.places].sort((one, other) => (at.get(one.id) ?? 0) - (at.get(other.id) ?? 0));
    this.#shown = { ...this.#shown, places };
    this.#choices(places);
  }

  #new() {
    if (!this.#shown) return;
    setText(this.#said, "");
    for (const one of this.#tabs.querySelectorAll("button")) one.removeAttribute("aria-current");
    const part = new FactsPart(this.desk, this.#shown.new, this.acts, true);
    void this.#put(part).then(() => /** @type {HTMLElement | null} */ (part.element.querySelector("input[type=text]"))?.focus());
  }

  /**
   * @param {Place} place
   * @param {string} said
   */
  async #placed(place, said) {
    const known = this.#shown?.places.some(({ id }) => id === place.id);
    this.#place = place.id;
    if (this.#shown) {
      const places = known ? this.#shown.places.map((one) => (one.id === place.id ? place : one)) : [...this.#shown.places, place];
      this.#draw({ ...this.#shown, places });
    }
    await this.#turn(known ? "facts" : "times");
    this.#say(said);
  }

  /** @param {string} said */
  #say(said) {
    setText(this.#said, said);
    byId("setup-heading", HTMLElement).focus();
  }
}
