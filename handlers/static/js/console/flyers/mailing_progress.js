// @ts-check
/** A mailing on its way: how many have been told, what it waits for, and the buttons that stop it and go on. */

import { arrange, make, setText } from "../../lib/dom.js";
import { button } from "../visit_setup/form.js";
import { mailing as words } from "./words_mailing.js";

/**
 * @typedef {object} Mailing people are counted
 * @property {string} id
 * @property {string} flyer
 * @property {"going" | "stopped" | "done"} state
 * @property {number} revision
 * @property {number} wanted who is told in all
 * @property {number} sent accepted by LINE
 * @property {number} failed refused by LINE for that one person
 * @property {number} waiting
 * @property {number} begun_at ms
 * @property {number | null} ended_at ms
 * @property {"hours" | "quota" | "figures" | "flyer" | "day" | null} waits_for
 *
 * @typedef {{ turn: (one: Mailing, state: Mailing["state"], done: string) => void, end: (one: Mailing) => void }} Acts
 */

/** One element for as long as the part is looked at, so that nothing is told twice and the focus stays. */
export class MailingProgress {
  #state = make("p", { class: "flyer-mailing-state", attributes: { role: "status" } });
  #bar = make("progress", { class: "talk-bar", attributes: { "aria-label": words.progress } });
  #said = make("p", { class: "flyer-mailing-said" });
  #why = make("p", { class: "notice", data: { tone: "calm" }, attributes: { role: "status" } });
  #buttons = make("div", { class: "edit-buttons" });
  #element = make("section", { class: "flyer-progress", attributes: { "aria-label": words.progress } }, this.#state, this.#bar, this.#said, this.#why, this.#buttons);
  #shown = "";

  /** @param {Acts} acts */
  constructor(acts) {
    this.acts = acts;
  }

  /** @param {Mailing} one */
  show(one) {
    const { wanted, sent, failed, waiting } = one, why = one.waits_for ? words.waits[one.waits_for] : "";
    this.#element.dataset.state = one.state;
    setText(this.#state, words.states[one.state]);
    this.#bar.max = Math.max(1, wanted);
    this.#bar.value = sent + failed;
    const said = [words.sent(wanted, sent), ...(waiting > 0 ? [words.waiting(waiting)] : []), ...(failed > 0 ? [words.failed(failed)] : [])];
    setText(this.#said, said.join(" "));
    this.#bar.setAttribute("aria-valuetext", words.sent(wanted, sent));
    setText(this.#why, why);
    this.#why.hidden = why === "";
    this.#drawButtons(one);
    return this.#element;
  }

  /** @param {Mailing} one */
  #drawButtons(one) {
    const shown = `${one.id} ${one.revision}`;
    if (shown === this.#shown) return;
    this.#shown = shown;
    const held = this.#buttons.contains(document.activeElement);
    const stop = button("button-secondary", words.stop, () => this.acts.turn(one, "stopped", words.stopped));
    const goOn = button("button-primary", words.goOn, () => this.acts.turn(one, "going", words.wentOn));
    const end = button("button-quiet", words.end, () => this.acts.end(one));
    arrange(this.#buttons, one.state === "going" ? [stop] : [goOn, end]);
    if (held) /** @type {HTMLElement | null} */ (this.#buttons.firstElementChild)?.focus();
  }
}
