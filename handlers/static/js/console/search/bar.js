// @ts-check
/**
 * Search inside the opened consultation: what this page has decrypted and shows, and nothing else. Nothing is sent or kept.
 * Finds are painted over the text, which itself stays untouched.
 */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { matches } from "./matching.js";
import { search as words } from "./words.js";

const PAINTS = /** @type {const} */ (["found", "found-now"]);

export class SearchBar {
  #place = byId("search-bar", HTMLElement);
  #transcript = byId("transcript", HTMLElement);
  #field = make("input", { attributes: { type: "search", id: "search-field", autocomplete: "off", spellcheck: "false" } });
  #count = make("p", { class: "search-count", attributes: { role: "status" } });
  /** @type {Range[]} */
  #found = [];
  #now = 0;
  #watch = new MutationObserver(() => this.#seek(false));

  constructor() {
    this.#field.setAttribute("aria-label", words.label);
    this.#field.addEventListener("input", () => this.#seek(true));
    this.#field.addEventListener("keydown", (event) => this.#pressed(event));
    this.#place.classList.add("search-bar");
    this.#place.setAttribute("role", "search");
    this.#place.hidden = true;
    arrange(this.#place, [
      this.#field,
      this.#count,
      this.#button(words.previous, () => this.#step(-1)),
      this.#button(words.next, () => this.#step(1)),
      this.#button(words.close, () => this.close()),
    ]);
  }

  open() {
    this.#place.hidden = false;
    this.#watch.observe(this.#transcript, { childList: true, subtree: true, characterData: true });
    this.#field.focus();
    this.#field.select();
  }

  /** Takes the words that were looked for off the page. */
  close() {
    if (this.#place.hidden) return;
    const inside = this.#place.contains(document.activeElement);
    this.leave();
    if (inside) byId("scroller", HTMLElement).focus();
  }

  /** As `close`, when the consultation itself is left. */
  leave() {
    this.#watch.disconnect();
    this.#place.hidden = true;
    this.#field.value = "";
    this.#seek(true);
  }

  /** @param {boolean} anew whether to begin at the newest find */
  #seek(anew) {
    const wanted = this.#field.value;
    const bubbles = wanted.trim() === "" ? [] : [...this.#transcript.querySelectorAll(".bubble, .inside-text")];
    this.#found = bubbles.flatMap((bubble) => rangesIn(bubble, wanted));
    this.#now = anew ? this.#found.length - 1 : Math.min(Math.max(this.#now, 0), this.#found.length - 1);
    this.#paint(anew);
  }

  /** @param {number} by */
  #step(by) {
    if (this.#found.length === 0) return;
    this.#now = (this.#now + by + this.#found.length) % this.#found.length;
    this.#paint(true);
  }

  /** @param {boolean} go whether the page moves there */
  #paint(go) {
    const count = this.#found.length;
    const nothing = this.#field.value.trim() === "" ? "" : words.none;
    setText(this.#count, count > 0 ? words.count(this.#now + 1, count) : nothing);
    const now = this.#found[this.#now];
    paint({ "found": this.#found.filter((range) => range !== now), "found-now": now ? [now] : [] });
    if (go) now?.startContainer.parentElement?.scrollIntoView({ block: "center" });
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.isComposing || event.keyCode === 229) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.#step(event.shiftKey ? 1 : -1);
    } else if (event.key === "Escape") this.close();
  }

  /**
   * @param {string} text
   * @param {() => void} act
   */
  #button(text, act) {
    const button = make("button", { class: "button button-quiet", text, attributes: { type: "button" } });
    button.addEventListener("click", act);
    return button;
  }
}

/**
 * @param {Element} bubble
 * @param {string} wanted
 * @returns {Range[]}
 */
function rangesIn(bubble, wanted) {
  const texts = [...bubble.childNodes].filter((node) => node instanceof Text);
  return texts.flatMap((text) => matches(text.data, wanted).map(([start, end]) => {
    const range = new Range();
    range.setStart(text, start);
    range.setEnd(text, end);
    return range;
  }));
}

/**
 * Where the browser can't paint over text, the count and the moving page remain.
 * @param {Record<typeof PAINTS[number], Range[]>} ranges
 */
function paint(ranges) {
  if (typeof Highlight === "undefined") return;
  for (const name of PAINTS) CSS.highlights.set(name, new Highlight(...ranges[name]));
}
