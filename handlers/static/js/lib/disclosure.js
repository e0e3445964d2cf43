// @ts-check
/** A button that shows and hides what it names in aria-controls. Escape, leaving and a press elsewhere hide it again. */

export class Disclosure {
  /**
   * @param {HTMLButtonElement} button
   * @param {HTMLElement} content what it shows; the style sheet hides it while the button says aria-expanded="false"
   */
  constructor(button, content) {
    this.button = button;
    this.content = content;
    this.close();
    button.addEventListener("click", () => this.#set(!this.open));
    for (const part of [button, content]) {
      part.addEventListener("keydown", (event) => this.#escape(event));
      part.addEventListener("focusout", (event) => this.#left(event.relatedTarget));
    }
    document.addEventListener("pointerdown", (event) => this.#pressed(event.target));
  }

  get open() {
    return this.button.getAttribute("aria-expanded") === "true";
  }

  close() {
    this.#set(false);
  }

  /** @param {boolean} open */
  #set(open) {
    this.button.setAttribute("aria-expanded", String(open));
  }

  /** @param {KeyboardEvent} event */
  #escape(event) {
    if (event.key !== "Escape" || !this.open) return;
    event.stopPropagation();
    this.close();
    this.button.focus();
  }

  /** @param {EventTarget | null} to null when the focus went nowhere, as when the window loses it */
  #left(to) {
    if (to instanceof Node && !this.#holds(to)) this.close();
  }

  /** @param {EventTarget | null} on */
  #pressed(on) {
    if (on instanceof Node && !this.#holds(on)) this.close();
  }

  /** @param {Node} node */
  #holds(node) {
    return this.button.contains(node) || this.content.contains(node);
  }
}
