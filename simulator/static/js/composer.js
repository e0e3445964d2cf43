// @ts-check
import { find } from "./dom.js";

/** @type {Map<string, string>} what somebody began to write, on whichever phone they do */
const drafts = new Map();

/** Where the resident writes. */
export class Composer {
  /**
   * @param {HTMLElement} phone
   * @param {(text: string) => Promise<unknown>} write called with each text that is sent; it is put back when it could not be
   */
  constructor(phone, write) {
    this.form = /** @type {HTMLFormElement} */ (find("[data-composer]", phone));
    this.box = /** @type {HTMLTextAreaElement} */ (find("textarea", this.form));
    this.send = /** @type {HTMLButtonElement} */ (find(".send", this.form));
    this.owner = "";
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#write(write);
    });
    this.box.addEventListener("input", () => this.#fit());
    this.box.addEventListener("keydown", (event) => {
      // Enter also ends a conversion of the Japanese input method: that one must not send (229 is Safari's sign).
      if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      this.form.requestSubmit();
    });
  }

  /**
   * Changes whose draft is in the box.
   * @param {string} resident
   */
  writeAs(resident) {
    if (resident === this.owner) return;
    if (this.owner) drafts.set(this.owner, this.box.value);
    this.owner = resident;
    this.fill(drafts.get(resident) ?? "");
  }

  /** @param {boolean} shown */
  show(shown) {
    this.form.hidden = !shown;
  }

  /** @param {string} text */
  fill(text) {
    this.box.value = text;
    this.#fit();
  }

  /** @param {(text: string) => Promise<unknown>} write */
  async #write(write) {
    const text = this.box.value;
    if (!text.trim()) return;
    this.fill("");
    try {
      await write(text);
    } catch {
      if (!this.box.value) this.fill(text);
    }
  }

  #fit() {
    this.box.style.height = "auto";
    this.box.style.height = `${this.box.scrollHeight + 2}px`;
    this.send.disabled = !this.box.value.trim();
  }
}
