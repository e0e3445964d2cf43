// @ts-check
/** Where somebody chooses how to hear of news. Everything is off until they do. */

import { arrange, make, setText } from "../../lib/dom.js";
import { ring } from "./bell.js";
import { permission } from "./notifier.js";
import { notifying as words } from "./words.js";

export class NotifyingDialog {
  #problem = make("p", { class: "field-problem", attributes: { role: "alert" } });
  #dialog = make("dialog", { class: "dialog", attributes: { "aria-labelledby": "notifying-heading" } });

  /** @param {import("./notifier.js").Notifier} notifier */
  constructor(notifier) {
    this.notifier = notifier;
    arrange(this.#dialog, [this.#content()]);
    document.body.append(this.#dialog);
  }

  show() {
    setText(this.#problem, "");
    if (!this.#dialog.open) this.#dialog.showModal();
  }

  hide() {
    this.#dialog.close();
  }

  #content() {
    const { notice, sound } = this.notifier;
    const noticeBox = this.#box("notifying-notice", words.notice, words.noticeHint, notice.get() && permission() === "granted");
    const soundBox = this.#box("notifying-sound", words.sound, words.soundHint, sound.get());
    noticeBox.input.addEventListener("change", () => void this.#choose(noticeBox.input));
    soundBox.input.addEventListener("change", () => {
      sound.set(soundBox.input.checked);
      if (soundBox.input.checked) ring();
    });
    const close = make("button", { class: "button button-primary", text: words.close, attributes: { value: "cancel", autofocus: "" } });
    return make("form", { attributes: { method: "dialog" } },
      make("h2", { text: words.heading, attributes: { id: "notifying-heading" } }),
      noticeBox.element, this.#problem, soundBox.element,
      make("div", { class: "dialog-buttons" }, close));
  }

  /**
   * The browser asks its own question, and may have been told no before.
   * @param {HTMLInputElement} input
   */
  async #choose(input) {
    setText(this.#problem, "");
    const wanted = input.checked;
    const allowed = wanted && (permission() === "granted" || (await Notification.requestPermission()) === "granted");
    if (wanted && !allowed) setText(this.#problem, words.refused);
    input.checked = allowed;
    this.notifier.notice.set(allowed);
  }

  /**
   * @param {string} id
   * @param {string} text
   * @param {string} hint
   * @param {boolean} checked
   */
  #box(id, text, hint, checked) {
    const input = make("input", { attributes: { type: "checkbox", id, "aria-describedby": `${id}-hint` } });
    input.checked = checked;
    const element = make("div", { class: "field" },
      make("label", { class: "check" }, input, make("span", { text })),
      make("p", { class: "field-hint", text: hint, attributes: { id: `${id}-hint` } }));
    return { element, input };
  }
}
