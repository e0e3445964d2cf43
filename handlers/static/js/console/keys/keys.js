// @ts-check
/**
 * Keys of one letter, while nobody types and no question is open. They can be switched off in the list that "?" shows
 * (WCAG 2.1.4): speech input and shaking hands press letters by mistake.
 */

import { arrange, byId, make } from "../../lib/dom.js";
import { wish } from "../wishes.js";
import { keys as words } from "./words.js";

/** @typedef {Partial<Record<string, () => void>>} Acts by key */

const TYPING = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";

/** One wish for all panels. */
const on = wish("keys", true);

export class Keys {
  #dialog;
  #working = false;

  /**
   * @param {Acts} acts what each key does; "?" is known already
   * @param {{ panel?: string, id?: string, list?: readonly (readonly string[])[] }} [at] the panel on which they work, and what
   *   the list says of them
   */
  constructor(acts, { panel = "panel-consultations", id = "keys", list = words.list } = {}) {
    this.panel = panel;
    this.id = id;
    this.list = list;
    this.#dialog = make("dialog", { class: "dialog keys-dialog", attributes: { "aria-labelledby": `${id}-heading` } });
    /** @type {Acts} */
    this.acts = { ...acts, "?": () => this.show() };
    arrange(this.#dialog, [this.#content()]);
    document.body.append(this.#dialog);
    document.addEventListener("keydown", (event) => this.#pressed(event));
  }

  start() {
    this.#working = true;
  }

  stop() {
    this.#working = false;
    this.#dialog.close();
  }

  show() {
    const box = this.#dialog.querySelector("input");
    if (box) box.checked = on.get();
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (!this.#working || !on.get() || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (byId(this.panel, HTMLElement).hidden) return;
    if (document.querySelector("dialog[open]") || (event.target instanceof Element && event.target.matches(TYPING))) return;
    const act = this.acts[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  }

  #content() {
    const rows = this.list.map(([key = "", does = ""]) =>
      make("div", { class: "keys-row" }, make("dt", {}, make("kbd", { text: key })), make("dd", { text: does })));
    const box = make("input", { attributes: { type: "checkbox", id: `${this.id}-on` } });
    box.checked = on.get();
    box.addEventListener("change", () => on.set(box.checked));
    const close = make("button", { class: "button button-primary", text: words.close, attributes: { value: "cancel", autofocus: "" } });
    return make("form", { attributes: { method: "dialog" } },
      make("h2", { text: words.heading, attributes: { id: `${this.id}-heading` } }),
      make("dl", { class: "keys-list" }, ...rows),
      make("p", { class: "field-hint", text: words.hint }),
      make("label", { class: "check" }, box, make("span", { text: words.on })),
      make("div", { class: "dialog-buttons" }, close));
  }
}
