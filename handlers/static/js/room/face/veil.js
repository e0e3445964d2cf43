// @ts-check
/**
 * Hides the page after a minute without a touch, and whenever it was out of sight. What is hidden is not in the document any
 * more: nothing to see, to read aloud, to find, or to put on a picture of the list of open apps.
 */

import { make } from "../../lib/dom.js";
import { Idle } from "../../lib/idle.js";

const LIMIT_MS = 60_000;

export class Veil {
  #scrolled = 0;
  /** @type {Element | null} */
  #focused = null;
  #lift = make("button", { class: "veil-lift", attributes: { type: "button" } });
  #idle = new Idle({ limitMs: LIMIT_MS, warnMs: 0, now: Date.now }, {
    onWarn: () => {}, onReturn: () => {}, onIdle: () => this.cover(),
  });

  /** @param {HTMLElement} app what is hidden */
  constructor(app) {
    this.app = app;
    this.element = make("div", { class: "veil" }, make("p", { class: "veil-title", text: document.title }), this.#lift);
    this.#lift.addEventListener("click", () => this.lift());
    document.addEventListener("visibilitychange", () => document.hidden && this.cover());
    addEventListener("pagehide", () => this.cover());
    this.#idle.start();
  }

  get covered() {
    return this.element.isConnected;
  }

  /** @param {string} words on the button that lifts it */
  speak(words) {
    this.#lift.textContent = words;
  }

  /** At once: when this returns, no word is in the document. */
  cover() {
    if (this.covered || !this.app.isConnected) return;
    this.#scrolled = scrollY;
    this.#focused = document.activeElement;
    this.#idle.stop();
    document.body.dataset.covered = "";
    this.app.replaceWith(this.element);
    this.#lift.focus();
  }

  lift() {
    if (!this.covered) return;
    this.element.replaceWith(this.app);
    delete document.body.dataset.covered;
    this.#idle.start();
    scrollTo(0, this.#scrolled);
    if (this.#focused instanceof HTMLElement) this.#focused.focus({ preventScroll: true });
  }
}
