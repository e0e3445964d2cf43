// @ts-check
import { button, find, make } from "./dom.js";

/** @typedef {import("./types.js").Menu} Menu */
/** @typedef {import("./types.js").Action} Action */

/**
 * The rich menu at the foot of one phone: a picture with areas, its bar, and the way between it and the keys.
 *
 * As on LINE: while there is a menu, either its bar or the place to write is shown, not both.
 */
export class RichMenu {
  /** @param {HTMLElement} phone @param {(area: number, action: Action) => void} tap */
  constructor(phone, tap) {
    this.section = find("[data-rich-menu]", phone);
    this.name = find("[data-menu-name]", phone);
    this.picture = find("[data-menu-picture]", phone);
    this.back = find("[data-tiles]", phone);
    this.tap = tap;
    /** @type {Menu | null} */
    this.menu = null;
    this.open = false;
    this.writing = false;
  }

  /**
   * @param {Menu | null} menu
   * @returns {boolean} whether the place to write is shown
   */
  draw(menu) {
    if (menu && !this.menu) this.open = menu.selected;
    if (menu?.richMenuId !== this.menu?.richMenuId) this.picture.replaceChildren(...(menu ? this.#tiles(menu) : []));
    this.menu = menu;
    this.section.hidden = !menu || this.writing;
    this.picture.hidden = !this.open;
    this.back.hidden = !menu;
    this.name.textContent = menu ? `${menu.chatBarText} ${this.open ? "▾" : "▴"}` : "";
    this.name.setAttribute("aria-expanded", String(this.open));
    return !menu || this.writing;
  }

  fold() {
    this.open = !this.open;
  }

  /** @param {boolean} writing */
  write(writing) {
    this.writing = writing;
    this.open = !writing;
  }

  /** @param {Menu} menu */
  #tiles(menu) {
    const { width, height } = menu.size;
    const image = make("img", { src: menu.picture, alt: "" });
    image.style.aspectRatio = `${width} / ${height}`;
    const areas = menu.areas.map(({ bounds, action }, place) => {
      const one = button("tile", () => this.tap(place, action));
      one.setAttribute("aria-label", action.label ?? action.displayText ?? action.text ?? `${place + 1}`);
      one.style.left = `${(100 * bounds.x) / width}%`;
      one.style.top = `${(100 * bounds.y) / height}%`;
      one.style.width = `${(100 * bounds.width) / width}%`;
      one.style.height = `${(100 * bounds.height) / height}%`;
      return one;
    });
    return [image, ...areas];
  }
}
