// @ts-check
/** Why something was not done, and what could be had instead, as buttons. Nothing that was typed is lost. */

import { make } from "../../lib/dom.js";
import { button, say, saying } from "../../room/face/say.js";
import { Refusal } from "../api.js";
import { momentWords, placeName, placeOf } from "./names.js";
import { phoneLink } from "./phone.js";

/** @typedef {import("../types.js").House} House */
/** @typedef {import("../types.js").Opening} Opening */

const BY_PHONE = new Set(["too-late", "not-here", "limit"]);

export class Trouble {
  #words = make("p", { class: "problem", attributes: { role: "alert" } });
  #offers = make("div", { class: "offers" });
  element = make("div", { class: "trouble" }, this.#words, this.#offers);

  /**
   * @param {House} house
   * @param {(opening: Opening) => void} [choose] what is done with one that can be had instead
   */
  constructor(house, choose) {
    this.house = house;
    this.choose = choose;
  }

  clear() {
    saying(this.#words, "");
    this.#offers.replaceChildren();
  }

  /** @param {string} words */
  say(words) {
    this.clear();
    saying(this.#words, words);
  }

  /** @param {unknown} error */
  tell(error) {
    const { house, choose } = this;
    const { code, words, openings } = house.failed(error);
    this.say(words || (code === "offline" ? house.words.trouble.offline : house.words.trouble.busy));
    if (choose && openings.length) {
      this.#offers.append(say("h2", house.words.trouble.instead),
        ...openings.map((one) => button(`${momentWords(house, one)} ${placeName(house, one.place)}`, () => choose(one), "wide")));
    }
    const place = placeOf(house, house.draft.place || (house.draft.booking?.place ?? ""));
    if (BY_PHONE.has(code) && place) this.#offers.append(phoneLink(house, place));
    this.element.scrollIntoView({ block: "nearest" });
  }
}

/**
 * Runs a step once at a time, with its button saying that it is on its way.
 * @param {HTMLButtonElement} pressed
 * @param {Trouble} trouble
 * @param {() => Promise<void>} step
 */
export async function once(pressed, trouble, step) {
  if (pressed.getAttribute("aria-disabled") === "true") return;
  trouble.clear();
  pressed.setAttribute("aria-disabled", "true");
  try {
    await step();
  } catch (error) {
    trouble.tell(error instanceof Refusal ? error : new Refusal("busy"));
  } finally {
    pressed.removeAttribute("aria-disabled");
  }
}
