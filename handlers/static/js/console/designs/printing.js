// @ts-check
/** The part 「印刷用のPDF」: for which placement, and how it is to be cut. */

import { arrange, make, setText } from "../../lib/dom.js";
import { select } from "../fields.js";
import { tick } from "../visit_setup/form.js";
import { designs as words, problemSentence } from "./words.js";

/** @typedef {import("./types.js").Problem} Problem */
/** @typedef {{ placement: string | null, bleed: boolean, sheet: boolean }} Wish */

export class Printing {
  #bleed = tick(words.bleed, false, "design-bleed");
  #sheet = tick(words.sheet, false, "design-sheet");
  #sheetPart = make("div", {}, this.#sheet.field, make("p", { class: "field-hint", text: words.sheetHint }));
  #bleedPart = make("div", {}, this.#bleed.field, make("p", { class: "field-hint", text: words.bleedHint }));
  #said = make("p", { class: "designs-made", attributes: { role: "status" } });
  #problem = make("p", { class: "field-problem", attributes: { role: "alert" } });
  #make = make("button", { class: "button button-primary", text: words.make, attributes: { type: "button", id: "designs-make" } });
  #where;

  /**
   * @param {readonly import("./types.js").Placement[]} placements
   * @param {{ changed: () => void, make: (wish: Wish) => Promise<void> }} acts
   */
  constructor(placements, acts) {
    const options = [{ value: "", text: words.nowhere }, ...placements.map(({ code, name }) => ({ value: code, text: words.at(name, code) }))];
    this.#where = select(words.placement, "design-placement", options);
    this.#where.field.append(make("p", { class: "field-hint", text: placements.length > 0 ? words.placementHint : words.noPlacements }));
    this.#where.input.addEventListener("change", acts.changed);
    this.#sheet.box.addEventListener("change", () => this.#follow());
    this.#make.addEventListener("click", () => void this.#go(acts.make));
    this.element = make("section", { class: "designs-printing", attributes: { "aria-labelledby": "designs-paper" } },
      make("h2", { class: "designs-part", text: words.paper, attributes: { id: "designs-paper" } }), this.#where.field, this.#bleedPart,
      this.#sheetPart, this.#problem, make("div", { class: "designs-buttons" }, this.#make, make("span", { class: "field-hint", text: words.makeHint })),
      this.#said);
  }

  /** Ten on a sheet is for cards alone. @param {string} template */
  show(template) {
    this.#sheetPart.hidden = template !== "card";
    this.#follow();
  }

  /** A sheet of ten has marks of its own. */
  #follow() {
    this.#bleedPart.hidden = this.#ten;
  }

  get #ten() {
    return !this.#sheetPart.hidden && this.#sheet.box.checked;
  }

  /** @returns {Wish} */
  get wish() {
    return { placement: this.#where.input.value || null, bleed: this.#bleed.box.checked && !this.#ten, sheet: this.#ten };
  }

  /** @param {string} sentence @param {Problem[]} [problems] */
  refuse(sentence, problems = []) {
    const here = problems.find(({ field }) => field === "placement");
    setText(this.#problem, here ? problemSentence(here) : sentence);
  }

  /** @param {(wish: Wish) => Promise<void>} make */
  async #go(make) {
    setText(this.#problem, "");
    setText(this.#said, words.making);
    this.#make.disabled = true;
    try {
      await make(this.wish);
      setText(this.#said, words.made);
    } catch {
      // Whoever made it has said what is wrong, at its place.
      setText(this.#said, "");
    } finally {
      this.#make.disabled = false;
      this.#make.focus();
    }
  }

  clear() {
    arrange(this.#said, []);
    setText(this.#problem, "");
  }
}
