// @ts-check
/** The screen 「置き場所とQR」: where paper lies, its QR code, and what it led to. */

import { arrange, byId, setText } from "../../lib/dom.js";
import { detailOf } from "./detail.js";
import { listOf } from "./list.js";
import { words } from "./words.js";

/** @typedef {import("./types.js").Placement} Placement */

const DOOR = "/console/placements";

export class PlacementsPanel {
  #problem = byId("placements-problem", HTMLElement);
  #said = byId("placements-said", HTMLElement);
  #head = byId("placements-head", HTMLElement);
  #body = byId("placements-body", HTMLElement);
  /** @type {import("./types.js").House | null} */
  #house = null;
  /** @type {import("./types.js").Counted} */
  #counted = { months: [], figures: {} };
  #ticket = 0;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    byId("placements-add", HTMLButtonElement).addEventListener("click", () => this.#open(null));
  }

  show() {
    void this.#load();
  }

  /** Takes everything off the page. */
  hide() {
    this.#ticket += 1;
    this.#house = null;
    this.#head.hidden = true;
    arrange(this.#body, []);
    for (const part of [this.#problem, this.#said]) setText(part, "");
  }

  async #load() {
    const ticket = (this.#ticket += 1);
    try {
      const [house, counted] = await Promise.all([this.desk.api.call("GET", DOOR), this.desk.api.call("GET", `${DOOR}/figures`)]);
      if (ticket !== this.#ticket) return;
      this.#house = house;
      this.#counted = counted;
      setText(this.#problem, "");
      this.#list();
    } catch {
      if (ticket === this.#ticket) setText(this.#problem, words.failed);
    }
  }

  /** @param {string} [from] the code of the placement that was open */
  #list(from) {
    if (!this.#house) return;
    this.#head.hidden = false;
    arrange(this.#body, listOf(this.#house, this.#counted, (placement) => this.#open(placement)));
    if (from !== undefined) (document.getElementById(`placement-open-${from}`) ?? byId("placements-add", HTMLElement)).focus();
  }

  /**
   * @param {Placement | null} placement
   * @param {string} [said] what has just happened
   */
  #open(placement, said = "") {
    const house = this.#house;
    if (!house) return;
    setText(this.#said, said);
    this.#head.hidden = true;
    const acts = {
      stored: (/** @type {Placement} */ after, /** @type {string} */ told) => this.#stored(after, told),
      back: () => {
        setText(this.#said, "");
        this.#list(placement?.code ?? "");
      },
    };
    arrange(this.#body, detailOf(this.desk, house, this.#counted, placement, acts));
    byId("placement-heading", HTMLElement).focus();
    byId("placement-heading", HTMLElement).scrollIntoView({ block: "nearest" });
  }

  /** @param {Placement} after @param {string} said */
  #stored(after, said) {
    const house = this.#house;
    if (!house) return;
    const known = house.placements.some(({ code }) => code === after.code);
    const placements = known ? house.placements.map((one) => (one.code === after.code ? after : one)) : [...house.placements, after];
    this.#house = { ...house, placements };
    this.#open(after, said);
  }
}
