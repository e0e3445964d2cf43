// @ts-check
/** 「そのほか」: a button that shows what else can be done with the open consultation. */

import { arrange, make, setText } from "../../lib/dom.js";
import { canBeDone } from "../practice/desk.js";
import { actions } from "./actions.js";
import { menu as words } from "./words.js";

/** @typedef {import("./actions.js").Action} Action */
/** @typedef {import("../types.js").Opened} Opened */

export class Menu {
  #button = make("button", { class: "button button-secondary menu-button", text: words.open,
    attributes: { type: "button", id: "more", "aria-expanded": "false", "aria-controls": "more-list" } });
  #list = make("ul", { class: "menu-list", attributes: { id: "more-list", "aria-label": words.label } });
  /** @type {Map<string, { row: HTMLLIElement, button: HTMLButtonElement }>} */
  #rows = new Map();

  /** @param {(action: Action) => void} run */
  constructor(run) {
    this.run = run;
    this.element = make("div", { class: "menu" }, this.#button, this.#list);
    this.#list.hidden = true;
    this.#button.addEventListener("click", () => this.#open(this.#list.hidden !== false));
    this.element.addEventListener("keydown", (event) => this.#pressed(event));
    this.element.addEventListener("focusout", (event) => {
      if (event.relatedTarget instanceof Node && !this.element.contains(event.relatedTarget)) this.#open(false);
    });
    document.addEventListener("pointerdown", (event) => {
      if (event.target instanceof Node && !this.element.contains(event.target)) this.#open(false);
    });
  }

  /**
   * @param {Opened | null} opened
   * @param {import("../desk.js").Desk} desk
   */
  suit(opened, desk) {
    const here = actions.filter((action) => opened !== null && canBeDone(opened, action));
    const shown = opened ? here.filter((action) => action.shown(opened.consultation, opened, desk)) : [];
    arrange(this.#list, shown.map((action) => this.#row(action, opened)));
    this.element.hidden = shown.length === 0;
    if (shown.length === 0) this.#open(false);
  }

  /** @param {boolean} busy */
  setBusy(busy) {
    // Not disabled: that would take the focus away from who works with the keyboard.
    this.#button.setAttribute("aria-disabled", String(busy));
    if (busy) this.#open(false);
  }

  focus() {
    this.#button.focus();
  }

  close() {
    this.#open(false);
  }

  /**
   * @param {Action} action
   * @param {Opened | null} opened
   */
  #row(action, opened) {
    let known = this.#rows.get(action.id);
    if (!known) {
      const attributes = { type: "button", id: `action-${action.id}` };
      const button = make("button", { class: "menu-item", data: { tone: action.tone ?? "plain" }, attributes });
      button.addEventListener("click", () => {
        this.#open(false);
        this.#button.focus();
        this.run(action);
      });
      known = { row: make("li", {}, button), button };
      this.#rows.set(action.id, known);
    }
    if (opened) setText(known.button, action.label(opened.consultation, opened));
    return known.row;
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.key === "Escape" && !this.#list.hidden) {
      event.stopPropagation();
      this.#open(false);
      return this.#button.focus();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    this.#open(true);
    const items = [...this.#list.querySelectorAll("button")];
    const at = items.findIndex((item) => item === document.activeElement);
    const next = at < 0 ? (step > 0 ? 0 : items.length - 1) : (at + step + items.length) % items.length;
    items[next]?.focus();
  }

  /** @param {boolean} wanted */
  #open(wanted) {
    const open = wanted && this.#button.getAttribute("aria-disabled") !== "true";
    this.#list.hidden = !open;
    this.#button.setAttribute("aria-expanded", String(open));
  }
}
