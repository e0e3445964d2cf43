// @ts-check
/** The page as a row of steps, and where in it somebody is. */

import { arrange, byId, make } from "../lib/dom.js";
import { Talk } from "../console/talk.js";
import { STEPS } from "./words.js";

export class Stage {
  #steps = byId("enrol-steps", HTMLOListElement);
  talk = new Talk("enrol");
  #warn = (/** @type {BeforeUnloadEvent} */ event) => event.preventDefault();

  /** @param {number} step from 1 */
  at(step) {
    arrange(this.#steps, STEPS.map((text, index) => stepLine(text, index + 1, step)));
    document.body.dataset.step = String(step);
  }

  /** @param {boolean} asked whether leaving the page is asked about first */
  guard(asked) {
    if (asked) addEventListener("beforeunload", this.#warn);
    else removeEventListener("beforeunload", this.#warn);
  }
}

/**
 * @param {string} text
 * @param {number} number
 * @param {number} now
 */
function stepLine(text, number, now) {
  const state = number < now ? "done" : number === now ? "now" : "next";
  const line = make("li", { class: "enrol-step", data: { state } },
    make("span", { class: "enrol-step-number", text: `${number}` }), make("span", { text }));
  if (state === "now") line.setAttribute("aria-current", "step");
  return line;
}
