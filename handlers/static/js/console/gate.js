// @ts-check
/** The way in: name and passphrase, and an honest picture of what happens while the key is opened. */

import { Rejected } from "../crypto/rejected.js";
import { byId, setText } from "../lib/dom.js";
import { problemWords } from "./problems.js";
import { showWarning } from "./warning.js";
import { gate as words } from "./words.js";

export class Gate {
  #page = byId("gate", HTMLElement);
  #form = byId("sign-in", HTMLFormElement);
  #name = byId("name", HTMLInputElement);
  #passphrase = byId("passphrase", HTMLInputElement);
  #reveal = byId("reveal", HTMLInputElement);
  #problem = byId("sign-in-problem", HTMLElement);
  #note = byId("gate-note", HTMLElement);
  #bar = byId("unlocking-bar", HTMLProgressElement);
  #progress = byId("unlocking-text", HTMLElement);
  #warning = byId("gate-warning", HTMLElement);
  #button = /** @type {HTMLButtonElement} */ (this.#form.querySelector("button[type=submit]"));
  #busy = false;

  /** @param {(name: string, passphrase: string) => Promise<void>} onSignIn */
  constructor(onSignIn) {
    this.onSignIn = onSignIn;
    this.#reveal.addEventListener("change", () => this.#showWords(this.#reveal.checked));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
  }

  /**
   * @param {{ note?: string, name?: string }} [state] why it is shown, and who was here
   */
  open({ note = "", name = "" } = {}) {
    this.#page.hidden = false;
    this.#note.hidden = note === "";
    setText(this.#note, note);
    setText(this.#button, name ? words.unlock : words.signIn);
    setText(this.#problem, "");
    showWarning(this.#warning, null);
    this.#name.value = name;
    this.#passphrase.value = "";
    this.#showWords(false);
    (name ? this.#passphrase : this.#name).focus();
  }

  close() {
    this.#page.hidden = true;
    this.#passphrase.value = "";
  }

  async #submit() {
    const name = this.#name.value.trim();
    const passphrase = this.#passphrase.value;
    if (this.#busy) return;
    if (name === "") return this.#complain(words.nameMissing, this.#name);
    if (passphrase.trim() === "") return this.#complain(words.passphraseMissing, this.#passphrase);
    this.#showWords(false);
    this.#setBusy(true);
    try {
      await this.onSignIn(name, passphrase);
    } catch (error) {
      this.#refuse(error);
    } finally {
      this.#setBusy(false);
    }
  }

  /** @param {unknown} error */
  #refuse(error) {
    if (error instanceof Rejected) {
      showWarning(this.#warning, error.code);
      this.#warning.scrollIntoView({ block: "nearest" });
    } else this.#complain(problemWords(error), this.#passphrase);
  }

  /**
   * @param {string} problem
   * @param {HTMLInputElement} field
   */
  #complain(problem, field) {
    setText(this.#problem, problem);
    field.focus();
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    this.#bar.hidden = !busy;
    setText(this.#progress, busy ? words.opening : "");
    this.#button.disabled = busy;
    this.#name.readOnly = busy;
    this.#passphrase.readOnly = busy;
    this.#form.setAttribute("aria-busy", String(busy));
    if (busy) {
      this.#note.hidden = true;
      setText(this.#problem, "");
      showWarning(this.#warning, null);
    }
  }

  /** @param {boolean} visible */
  #showWords(visible) {
    this.#reveal.checked = visible;
    this.#passphrase.type = visible ? "text" : "password";
  }
}
