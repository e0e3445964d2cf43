// @ts-check
/** The part 「置き場所」: where this flyer lies on paper. */

import { arrange, make, setText } from "../../lib/dom.js";
import { listed } from "../../lib/punctuation.js";
import { Refused } from "../api.js";
import { checks } from "../fields.js";
import { Foot } from "../visit_setup/form.js";
import { screen } from "./words.js";
import { places as words } from "./words_shown.js";

/** @typedef {import("./types.js").Flyer} Flyer */
/** @typedef {{ code: string, revision: number, name: string, shown: boolean, retired_at: number | null, flyers: string[] }} Placement and the rest of it */

const DOOR = "/console/placements";

export class PlacesPart {
  #body = make("div", {});
  #foot = new Foot();
  #save = make("button", { class: "button button-primary", text: words.save, attributes: { type: "submit", id: "flyer-places-save" } });
  /** @type {Placement[]} */
  #placements = [];
  #touched = false;
  /** @type {() => string[]} */
  #chosen = () => [];

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {Flyer} flyer
   * @param {import("./types.js").Acts} acts
   */
  constructor(desk, flyer, acts) {
    this.desk = desk;
    this.acts = acts;
    this.flyer = flyer;
    const form = make("form", { class: "setup-form", attributes: { novalidate: "" } }, this.#body, this.#foot.element, make("div", { class: "edit-buttons" }, this.#save));
    form.addEventListener("input", () => (this.#touched = true));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#store();
    });
    this.element = make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "flyer-places-heading" } },
      make("h2", { text: screen.parts.places, attributes: { id: "flyer-places-heading", tabindex: "-1" } }), make("p", { class: "panel-lead", text: words.lead }), form);
  }

  /** @param {Flyer} flyer */
  put(flyer) {
    this.flyer = flyer;
  }

  async load() {
    if (this.#touched) return;
    const { placements } = await this.desk.api.call("GET", DOOR);
    this.#placements = placements.filter((/** @type {Placement} */ one) => one.retired_at === null);
    this.#draw();
  }

  #draw() {
    const none = this.#placements.length === 0;
    this.#save.hidden = none;
    const boxes = checks(words.legend, "", "flyer-places", this.#placements.map(({ code, name, shown, flyers }) =>
      ({ value: code, text: name, hint: `${code} ${shown ? words.told : words.untold}`, checked: flyers.includes(this.flyer.id) })));
    boxes.field.classList.add("flyer-places");
    this.#chosen = boxes.values;
    arrange(this.#body, none ? [make("p", { text: words.none })] : [boxes.field]);
  }

  async #store() {
    this.#foot.clear();
    const chosen = new Set(this.#chosen()), { id } = this.flyer, late = [];
    try {
      for (const [index, one] of this.#placements.entries()) {
        if (chosen.has(one.code) === one.flyers.includes(id)) continue;
        const flyers = chosen.has(one.code) ? [...one.flyers, id] : one.flyers.filter((other) => other !== id);
        const after = await this.#put(one, flyers);
        if (after.late) late.push(one.name);
        this.#placements[index] = after.stored;
      }
    } catch {
      return setText(this.#foot.problem, words.unsaved);
    }
    this.#touched = false;
    this.#draw();
    if (late.length > 0) setText(this.#foot.problem, words.changed(listed(late)));
    else this.acts.say(words.saved);
  }

  /**
   * The placement as it is then, also where somebody else was quicker.
   * @param {Placement} one
   * @param {string[]} flyers
   */
  async #put(one, flyers) {
    try {
      return { stored: await this.desk.api.call("PUT", `${DOOR}/${encodeURIComponent(one.code)}`, { ...one, flyers, retired: false }), late: false };
    } catch (error) {
      if (error instanceof Refused && error.code === "changed") return { stored: /** @type {Placement} */ (error.body.stored), late: true };
      throw error;
    }
  }
}
