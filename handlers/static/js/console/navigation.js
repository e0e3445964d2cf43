// @ts-check
/** Which screen of the console is shown. A screen that a role has no use for is not offered; the server decides again. */

import { arrange, byId, make } from "../lib/dom.js";
import { navigation as words } from "./words.js";

/** @typedef {"consultations" | "people" | "retention" | "mine"} Screen */
/** @typedef {{ show(): void, hide(): void }} Panel */

/** @type {Record<Screen, readonly string[]>} */
const ROLES = {
  consultations: ["counselor", "supervisor"],
  people: ["supervisor"],
  retention: ["supervisor", "auditor"],
  mine: ["counselor", "supervisor", "clerk", "auditor"],
};

export class Navigation {
  #bar = byId("navigation", HTMLElement);
  /** @type {Screen} */
  #shown = "consultations";

  /** @param {Partial<Record<Screen, Panel>>} panels */
  constructor(panels) {
    this.panels = panels;
  }

  /** @param {string} role */
  start(role) {
    const known = /** @type {Screen[]} */ (Object.keys(ROLES)).filter((screen) => ROLES[screen].includes(role));
    const screens = known.filter((screen) => screen === "consultations" || this.panels[screen]);
    this.#bar.hidden = screens.length < 2;
    arrange(this.#bar, screens.map((screen) => this.#button(screen)));
    this.#turn(screens[0] ?? "mine");
  }

  /** Takes every screen's content off the page. */
  stop() {
    this.panels[this.#shown]?.hide();
    this.#shown = "consultations";
    arrange(this.#bar, []);
  }

  /** @param {Screen} screen */
  #button(screen) {
    const button = make("button", { text: words[screen], attributes: { type: "button", id: `screen-${screen}` } });
    button.addEventListener("click", () => this.go(screen));
    return button;
  }

  /** @param {Screen} screen */
  go(screen) {
    this.#turn(screen);
    byId(screen === "consultations" ? "inbox-heading" : `${screen}-heading`, HTMLElement).focus();
  }

  /** @param {Screen} screen */
  #turn(screen) {
    if (screen !== this.#shown) this.panels[this.#shown]?.hide();
    this.#shown = screen;
    for (const name of Object.keys(ROLES)) {
      byId(`panel-${name}`, HTMLElement).hidden = name !== screen;
      const button = this.#bar.querySelector(`#screen-${name}`);
      if (name === screen) button?.setAttribute("aria-current", "page");
      else button?.removeAttribute("aria-current");
    }
    this.panels[screen]?.show();
  }
}
