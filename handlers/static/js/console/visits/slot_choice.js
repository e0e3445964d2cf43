// @ts-check
/** Choosing a time at one of the places that are theirs: a free slot of a day, or another time, for which a slot is made. */

import { arrange, make, setText } from "../../lib/dom.js";
import { select, textField } from "../fields.js";
import { asking as words } from "./words.js";

/** @typedef {import("./types.js").Slot} Slot */
/** @typedef {import("./types.js").Place} Place */
/** @typedef {{ place: string, starts_at: number } | { place: string, day: string, time: string, minutes: number }} Chosen as the doors take it */

const MADE = "made";
const SHORTEST = 5;
const LONGEST = 480;

let count = 0;

export class SlotChoice {
  #ticket = 0;
  #name = `visit-slot-${++count}`;
  #list = make("div", { class: "slot-choices" });
  #said = make("p", { class: "field-hint", attributes: { role: "status" } });
  #kind = "";
  #start = textField({ label: words.other.start, name: "visit-start", attributes: { type: "time", step: "300" } });
  #minutes = textField({ label: words.other.minutes, name: "visit-minutes", attributes: { inputmode: "numeric", maxlength: "3" } });
  #making = make("div", { class: "visit-pair" }, this.#start.field, this.#minutes.field);

  /**
   * @param {import("./doors.js").Doors} doors
   * @param {readonly Place[]} places
   * @param {{ place: string, day: string, at?: number }} first what is chosen at the beginning
   */
  constructor(doors, places, { place, day, at = 0 }) {
    this.doors = doors;
    this.wanted = String(at);
    const chosen = select(words.place, "visit-place", places.map(({ id, name }) => ({ value: id, text: name })));
    this.place = chosen.input;
    this.place.value = place;
    chosen.field.hidden = places.length < 2;
    const id = `${this.#name}-day`;
    this.day = make("input", { attributes: { type: "date", id, name: "visit-day", required: "" } });
    this.day.value = day;
    this.dayField = make("div", { class: "field" }, make("label", { text: words.day, attributes: { for: id } }), this.day);
    for (const input of [this.place, this.day]) input.addEventListener("change", () => void this.load());
    this.#list.addEventListener("change", () => this.#show());
    this.#minutes.input.value = "60";
    this.times = make("fieldset", { class: "people-choices" }, make("legend", { text: words.time }), this.#said, this.#list, this.#making);
    this.element = make("div", { class: "slot-choice" }, make("div", { class: "visit-pair" }, chosen.field, this.dayField), this.times);
    this.#show();
  }

  /** Only slots that take this kind of visit can be chosen from now on. @param {string} kind */
  setKind(kind) {
    this.#kind = kind;
    void this.load();
  }

  /**
   * What is chosen, or what is wrong with it.
   * @returns {Chosen | string}
   */
  get chosen() {
    const place = this.place.value, value = this.#value;
    if (value === "") return words.choose;
    if (value !== MADE) return { place, starts_at: Number(value) };
    const time = this.#start.input.value, minutes = Number(this.#minutes.input.value);
    if (!this.day.value || !time || !(minutes >= SHORTEST && minutes <= LONGEST)) return words.other.wrong;
    return { place, day: this.day.value, time: time.slice(0, 5), minutes };
  }

  /** Fetches the times of the day and place as they are now. Keeps the chosen one while it is free. */
  async load() {
    const ticket = (this.#ticket += 1), kept = this.#value || this.wanted;
    if (!this.day.value) return;
    setText(this.#said, words.loading);
    const slots = await this.doors.slots(this.place.value, this.day.value).catch(() => /** @type {Slot[]} */ ([]));
    if (ticket !== this.#ticket) return;
    const open = slots.filter(({ past, capacity }) => !past && capacity > 0);
    setText(this.#said, open.length > 0 ? "" : words.noSlots);
    arrange(this.#list, [...open.map((slot) => this.#slot(slot, kept)), this.#option(MADE, words.other.make, [words.other.hint], kept)]);
    this.#show();
  }

  get #value() {
    const chosen = this.#list.querySelector("input:checked");
    return chosen instanceof HTMLInputElement ? chosen.value : "";
  }

  #show() {
    this.#making.hidden = this.#value !== MADE;
  }

  /**
   * @param {Slot} slot
   * @param {string} kept
   */
  #slot({ at, time, until, capacity, taken, kinds }, kept) {
    const free = capacity - taken, fits = !this.#kind || !kinds || kinds.includes(this.#kind), can = free > 0 && fits;
    const how = can ? words.free(free) : fits ? words.full : words.notThis;
    return this.#option(String(at), time, [`–${until}`, how], kept, can);
  }

  /**
   * @param {string} value
   * @param {string} text
   * @param {readonly string[]} hints
   * @param {string} kept
   * @param {boolean} [can] be chosen
   */
  #option(value, text, hints, kept, can = true) {
    const input = make("input", { attributes: { type: "radio", name: this.#name, value } });
    input.disabled = !can;
    input.checked = value === kept && can;
    const said = make("span", {}, make("span", { class: "tick-text", text }), ...hints.map((hint) => make("span", { class: "tick-hint", text: hint })));
    return make("label", { class: "tick", data: { full: String(!can), made: String(value === MADE) } }, input, said);
  }
}
