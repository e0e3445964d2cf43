// @ts-check
/** The way in: name and passphrase or a passkey, and an honest picture of what happens while the key is opened. */

import { Rejected } from "../crypto/rejected.js";
import { digits } from "../lib/digits.js";
import { byId, setText } from "../lib/dom.js";
import { NoPasskey, supported } from "../lib/webauthn.js";
import { Refused } from "./api.js";
import { GateSecond } from "./gate_second.js";
import { problemWords } from "./problems.js";
import { showWarning } from "./warning.js";
import { gate as words } from "./words.js";

export class Gate {
  #page = byId("gate", HTMLElement);
  #form = byId("sign-in", HTMLFormElement);
  #nameField = byId("name-field", HTMLElement);
  #name = byId("name", HTMLInputElement);
  #passphrase = byId("passphrase", HTMLInputElement);
  #reveal = byId("reveal", HTMLInputElement);
  #codeField = byId("code-field", HTMLElement);
  #code = byId("code", HTMLInputElement);
  #problem = byId("sign-in-problem", HTMLElement);
  #note = byId("gate-note", HTMLElement);
  #bar = byId("unlocking-bar", HTMLProgressElement);
  #progress = byId("unlocking-text", HTMLElement);
  #warning = byId("gate-warning", HTMLElement);
  #passkey = byId("gate-passkey", HTMLElement);
  #passkeyButton = byId("passkey-open", HTMLButtonElement);
  #restart = byId("gate-restart", HTMLButtonElement);
  #button = /** @type {HTMLButtonElement} */ (this.#form.querySelector("button[type=submit]"));
  #busy = false;
  #loading = true;

  /**
   * @param {import("./entrance.js").Entrance} entrance
   * @param {(entered: import("./entrance.js").Entered) => void} onEnter
   */
  constructor(entrance, onEnter) {
    this.entrance = entrance;
    this.onEnter = onEnter;
    this.second = new GateSecond(entrance, {
      onReady: () => void this.#goOn(),
      onLeave: (idle) => this.open({ note: idle ? words.idle : words.signedOut }),
    });
    this.#reveal.addEventListener("change", () => this.#showWords(this.#reveal.checked));
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.#name.addEventListener("input", () => this.#forgetCode());
    this.#passkeyButton.addEventListener("click", () => void this.#byPasskey());
    this.#restart.addEventListener("click", () => this.open());
  }

  /**
   * @param {{ note?: string, name?: string }} [state] why it is shown, and who was here
   */
  open({ note = "", name = "" } = {}) {
    void this.entrance.leave();
    // On a slow line somebody has typed before the page was all there.
    const begun = this.#loading && this.#name.value + this.#passphrase.value !== "";
    this.#loading = false;
    this.#page.hidden = false;
    this.second.close();
    this.#form.hidden = false;
    this.#say(note);
    setText(this.#button, name ? words.unlock : words.signIn);
    setText(this.#problem, "");
    showWarning(this.#warning, null);
    if (!begun) {
      this.#name.value = name;
      this.#empty();
    }
    this.#showWords(false);
    this.#showParts(false);
    if (!begun) (name ? this.#passphrase : this.#name).focus();
  }

  close() {
    this.#page.hidden = true;
    this.second.close();
    this.#empty();
  }

  async #submit() {
    const [name, passphrase, code] = [this.#name.value.trim(), this.#passphrase.value, digits(this.#code.value)];
    if (this.#busy) return;
    if (!this.entrance.half && name === "") return this.#complain(words.nameMissing, this.#name);
    if (passphrase.trim() === "") return this.#complain(words.passphraseMissing, this.#passphrase);
    if (!this.#codeField.hidden && code === "") return this.#complain(words.codeMissing, this.#code);
    this.#showWords(false);
    await this.#try(words.opening, async () => {
      const { entrance } = this;
      if (entrance.half) return this.onEnter(await entrance.unlock(passphrase));
      const { session } = await entrance.byPassphrase(name, passphrase, code);
      if (session) return this.onEnter({ session, name });
      this.#empty();
      this.#form.hidden = this.#passkey.hidden = true;
    });
    if (this.entrance.short) this.second.open();
  }

  /** A second factor is set up. Whatever goes wrong now, the way in begins anew and asks for it. */
  async #goOn() {
    this.second.close();
    this.#form.hidden = false;
    this.#showParts(false);
    await this.#try(words.opening, async () => this.onEnter(await this.entrance.goOn()));
  }

  async #byPasskey() {
    await this.#try(words.askingPasskey, async () => {
      const { name, session } = await this.entrance.byPasskey();
      if (session) return this.onEnter({ session, name });
      this.#name.value = name;
      this.#say(words.half(name));
      setText(this.#button, words.open);
      this.#showParts(true);
    });
    if (this.entrance.half) this.#passphrase.focus();
  }

  /**
   * @param {string} doing what is shown meanwhile
   * @param {() => Promise<void>} enter
   */
  async #try(doing, enter) {
    if (this.#busy) return;
    this.#setBusy(doing);
    await enter().finally(() => this.#setBusy("")).catch((error) => this.#refuse(error));
  }

  /** @param {unknown} error */
  #refuse(error) {
    if (!this.entrance.half) this.#giveUpHalf();
    if (error instanceof NoPasskey) return this.#complain(words.passkeyDeclined, this.#passkeyButton);
    if (error instanceof Refused && error.code === "passkey") return this.#complain(words.passkeyUnknown, this.#name);
    if (error instanceof Refused && error.code === "passkey-wanted") return this.#complain(words.passkeyWanted, this.#passkeyButton);
    if (error instanceof Refused && error.code === "totp") return this.#askForCode();
    if (error instanceof Rejected && this.entrance.half && error.code === "wrong-secret") {
      return this.#complain(words.passphraseWrong, this.#passphrase);
    }
    if (error instanceof Rejected) {
      showWarning(this.#warning, error.code);
      this.#warning.scrollIntoView({ block: "nearest" });
    } else this.#complain(problemWords(error), this.#passphrase);
  }

  /** After a passkey the server did not let us go on: everything is asked for again. */
  #giveUpHalf() {
    if (this.#restart.hidden) return;
    this.#say("");
    setText(this.#button, words.signIn);
    this.#showParts(false);
  }

  /** A second step: what was typed stays. */
  #askForCode() {
    const first = this.#codeField.hidden;
    this.#codeField.hidden = false;
    this.#passkey.hidden = true;
    this.#code.value = "";
    this.#complain(first ? "" : words.codeWrong, this.#code);
  }

  /**
   * @param {string} problem
   * @param {HTMLElement} field
   */
  #complain(problem, field) {
    setText(this.#problem, problem);
    field.focus();
  }

  /** @param {string} note */
  #say(note) {
    this.#note.hidden = note === "";
    setText(this.#note, note);
  }

  /** @param {string} doing nothing when it is over */
  #setBusy(doing) {
    const busy = doing !== "";
    this.#busy = busy;
    this.#bar.hidden = !busy;
    setText(this.#progress, doing);
    for (const button of [this.#button, this.#passkeyButton, this.#restart]) button.disabled = busy;
    for (const input of [this.#name, this.#passphrase, this.#code]) input.readOnly = busy;
    this.#form.setAttribute("aria-busy", String(busy));
    if (busy) {
      if (!this.entrance.half) this.#note.hidden = true;
      setText(this.#problem, "");
      showWarning(this.#warning, null);
    }
  }

  /** @param {boolean} half whether only the passphrase is still to be asked for */
  #showParts(half) {
    this.#nameField.hidden = half;
    this.#passkey.hidden = half || !supported();
    this.#restart.hidden = !half;
    if (half) this.#forgetCode();
  }

  #empty() {
    this.#passphrase.value = "";
    this.#forgetCode();
  }

  /** It is asked for again by whoever has one. */
  #forgetCode() {
    this.#code.value = "";
    this.#codeField.hidden = true;
  }

  /** @param {boolean} visible */
  #showWords(visible) {
    this.#reveal.checked = visible;
    this.#passphrase.type = visible ? "text" : "password";
  }
}
