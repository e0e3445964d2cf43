// @ts-check
import { button, find, inertBeside, make } from "./dom.js";

/** @typedef {{label: string, danger?: boolean, press: () => void}} Choice */

/** What slides up over one phone, and the short words at its foot. */
export class Sheet {
  /** @param {HTMLElement} phone */
  constructor(phone) {
    this.sheet = /** @type {HTMLDialogElement} */ (find("[data-sheet]", phone));
    this.veil = find("[data-veil]", phone);
    this.toast = find("[data-toast]", phone);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.fading = undefined;
    /** @type {Element | null} */
    this.opener = null;
    // Not modal: a modal dialog would cover the desk, too. The rest of the phone is made inert instead.
    this.veil.addEventListener("click", () => this.close());
    this.sheet.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.close();
    });
  }

  /**
   * Slides up with these things in it.
   * @param {string} label what the sheet is for
   * @param {...Node} contents
   */
  open(label, ...contents) {
    const closing = make("section", {}, make("h3"), button("quiet", () => this.close(), "とじる"));
    this.sheet.setAttribute("aria-label", label);
    this.sheet.replaceChildren(...contents, closing);
    this.opener = document.activeElement;
    this.veil.hidden = false;
    inertBeside(this.sheet, true, this.veil, this.toast);
    this.sheet.show();
  }

  close() {
    this.sheet.close();
    this.veil.hidden = true;
    inertBeside(this.sheet, false);
    if (this.opener instanceof HTMLElement) this.opener.focus();
  }

  /**
   * A heading and buttons under each other; a button closes the sheet.
   * @param {string} heading
   * @param {Choice[]} choices
   */
  choices(heading, choices) {
    const buttons = choices.map((choice) =>
      button(choice.danger ? "quiet danger" : "quiet", this.closingThen(choice.press), choice.label),
    );
    return make("section", {}, make("h3", {}, heading), make("div", { className: "list" }, ...buttons));
  }

  /** @param {() => void} press */
  closingThen(press) {
    return () => {
      this.close();
      press();
    };
  }

  /**
   * A short word that goes by itself.
   * @param {string} words
   */
  say(words) {
    clearTimeout(this.fading);
    this.toast.textContent = words;
    this.toast.hidden = false;
    this.fading = setTimeout(() => (this.toast.hidden = true), 3_200);
  }
}
