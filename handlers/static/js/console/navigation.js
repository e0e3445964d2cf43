// @ts-check
/** Which screen of the console is shown. A screen that a role has no use for is not offered; the server decides again. */

import { arrange, byId, make, setText } from "../lib/dom.js";
import { Disclosure } from "../lib/disclosure.js";
import { navigation as words } from "./words.js";

/** @typedef {"consultations" | "visits" | "statistics" | "templates" | "referrals" | "hours" | "setup" | "flyers" | "designs" | "placements" | "orders" | "line" | "rules" | "people" | "retention" | "mine"} Screen */
/** @typedef {import("./later.js").Later} Panel */

/** @type {Record<Screen, readonly string[]>} */
const ROLES = {
  consultations: ["counselor", "supervisor"],
  visits: ["supervisor", "clerk"],
  statistics: ["supervisor", "auditor"],
  templates: ["counselor", "supervisor"],
  referrals: ["counselor", "supervisor"],
  hours: ["counselor", "supervisor", "clerk"],
  setup: ["supervisor", "clerk"],
  flyers: ["supervisor", "clerk"],
  designs: ["supervisor", "clerk"],
  placements: ["supervisor", "clerk"],
  orders: ["supervisor", "clerk"],
  rules: ["supervisor"],
  line: ["counselor", "supervisor", "auditor"],
  people: ["supervisor"],
  retention: ["supervisor", "auditor"],
  mine: ["counselor", "supervisor", "clerk", "auditor"],
};

/** Screens that belong together, in the order of the bar. */
const GROUPS = /** @type {const} */ ({
  talks: ["consultations", "statistics"],
  wording: ["templates", "referrals"],
  visits: ["visits", "setup"],
  flyers: ["flyers", "designs", "placements", "orders"],
  desk: ["hours", "rules", "line"],
  office: ["people", "retention"],
  own: ["mine"],
});

const SCREENS = /** @type {Screen[]} */ (Object.keys(ROLES));
/** What may still be opened is fetched before the line breaks off or another version takes the place of this one. */
const FETCH_REST_AFTER_MS = 30_000;

export class Navigation {
  #bar = byId("navigation", HTMLElement);
  #groups = byId("navigation-groups", HTMLElement);
  #open = byId("navigation-open", HTMLButtonElement);
  #disclosure = new Disclosure(this.#open, this.#groups);
  /** @type {Screen} */
  #shown = "consultations";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #rest;

  /** @param {Partial<Record<Screen, Panel>>} panels */
  constructor(panels) {
    this.panels = panels;
  }

  /** @param {string} role */
  start(role) {
    const offered = SCREENS.filter((screen) => ROLES[screen].includes(role) && this.#exists(screen));
    this.#bar.hidden = offered.length < 2;
    const groups = /** @type {(keyof typeof GROUPS)[]} */ (Object.keys(GROUPS));
    arrange(this.#groups, groups.flatMap((group) => this.#group(group, GROUPS[group].filter((one) => offered.includes(one)))));
    this.#turn(offered[0] ?? "mine");
    this.#rest = setTimeout(() => void this.#fetchRest(offered), FETCH_REST_AFTER_MS);
  }

  /** One after the other, so that nothing that is wanted now waits behind it. @param {readonly Screen[]} screens */
  async #fetchRest(screens) {
    for (const screen of screens) await this.panels[screen]?.ready();
  }

  /** Takes every screen's content off the page. */
  stop() {
    clearTimeout(this.#rest);
    this.#disclosure.close();
    this.panels[this.#shown]?.hide();
    this.#shown = "consultations";
    delete document.body.dataset.screen;
    arrange(this.#groups, []);
  }

  /** @param {Screen} screen */
  #exists(screen) {
    return screen === "consultations" || this.panels[screen] !== undefined;
  }

  /**
   * @param {keyof typeof GROUPS} group
   * @param {readonly Screen[]} screens
   */
  #group(group, screens) {
    if (screens.length === 0) return [];
    const heading = make("p", { class: "navigation-heading", text: words.groups[group], attributes: { id: `screens-${group}` } });
    const attributes = { role: "group", "aria-labelledby": heading.id };
    return [make("div", { class: "navigation-group", attributes }, heading, ...screens.map((screen) => this.#button(screen)))];
  }

  /** @param {Screen} screen */
  #button(screen) {
    const button = make("button", { text: words.screens[screen], attributes: { type: "button", id: `screen-${screen}` } });
    button.addEventListener("click", () => this.go(screen));
    return button;
  }

  /** @param {Screen} screen */
  go(screen) {
    this.#disclosure.close();
    this.#turn(screen);
    byId(screen === "consultations" ? "inbox-heading" : `${screen}-heading`, HTMLElement).focus();
  }

  /** @param {Screen} screen */
  #turn(screen) {
    if (screen !== this.#shown) this.panels[this.#shown]?.hide();
    this.#shown = screen;
    document.body.dataset.screen = screen;
    setText(this.#open, words.screens[screen]);
    for (const name of SCREENS.filter((one) => this.#exists(one))) {
      byId(`panel-${name}`, HTMLElement).hidden = name !== screen;
      const button = this.#groups.querySelector(`#screen-${name}`);
      if (name === screen) button?.setAttribute("aria-current", "page");
      else button?.removeAttribute("aria-current");
    }
    this.panels[screen]?.show();
  }
}
