// @ts-check
/** A screen whose scripts come when it is first opened, or when there is time: nobody needs all of them on one day. */

import { byId, make } from "../lib/dom.js";
import { navigation as words } from "./words.js";

/** @typedef {{ show(): void, hide(): void }} Panel */

/** @template [Module=any] */
export class Later {
  #screen;
  #fetch;
  #build;
  /** @type {Panel | null} */
  #panel = null;
  /** @type {Promise<boolean> | null} */
  #coming = null;
  #wanted = false;
  #away = make("p", { class: "notice panel-away", text: words.away, data: { tone: "error" }, attributes: { role: "alert" } });

  /**
   * @param {string} screen
   * @param {() => Promise<Module>} fetch
   * @param {(module: Module) => Panel} build
   */
  constructor(screen, fetch, build) {
    this.#screen = screen;
    this.#fetch = fetch;
    this.#build = build;
  }

  show() {
    this.#wanted = true;
    if (this.#panel) this.#panel.show();
    else void this.ready();
  }

  hide() {
    this.#wanted = false;
    this.#panel?.hide();
  }

  /** Resolves to whether it is here; where it can't be fetched the screen says so, and the next time it is tried again. */
  ready() {
    this.#coming ??= this.#come();
    return this.#coming;
  }

  /** Until then nothing of the page's own can be pressed: a form without its script would put what is typed into an address. */
  async #come() {
    const place = byId(`panel-${this.#screen}`, HTMLElement);
    place.dataset.coming = "true";
    this.#away.remove();
    const module = await this.#fetch().catch(() => null);
    if (!module) {
      // Under the heading: what is not to be pressed yet keeps its room below.
      place.firstElementChild?.after(this.#away);
      this.#coming = null;
      return false;
    }
    this.#panel = this.#build(module);
    delete place.dataset.coming;
    if (this.#wanted) this.#panel.show();
    return true;
  }
}
