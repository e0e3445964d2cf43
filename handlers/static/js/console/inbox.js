// @ts-check
/**
 * The list of consultations: who waits, how long, and who answers. Of thousands only so many stand on the page as somebody has
 * scrolled or gone to.
 */

import { arrange, byId, make, setText } from "../lib/dom.js";
import { InboxLine } from "./inbox_line.js";
import { inbox as words } from "./inbox_words.js";
import { belongs, byNeed, FILTERS } from "./ordering.js";

/** @typedef {import("./types.js").Consultation} Consultation */
/** @typedef {import("./ordering.js").Filter} Filter */

const PAGE = 80;
/** Before the end comes into sight, whether the column scrolls or, on a low screen, the page does. */
const SOON = /** @type {IntersectionObserverInit} */ ({ rootMargin: "1200px 0px", scrollMargin: "1200px 0px" });

export class Inbox {
  /** @type {readonly Consultation[]} */
  #known = [];
  /** @type {Filter} */
  #filter = "all";
  /** @type {Map<string, InboxLine>} */
  #lines = new Map();
  /** What belongs into the list, from above. @type {readonly Consultation[]} */
  #order = [];
  /** How many of them stand on the page. */
  #room = PAGE;
  #column = /** @type {HTMLElement} */ (byId("inbox", HTMLElement).closest(".inbox-column"));
  #end = make("li", { class: "inbox-end", attributes: { "aria-hidden": "true" } });
  /** @type {Map<Filter, HTMLElement>} */
  #counts = new Map();
  #open = "";
  #now = Date.now();
  /** The one line that Tab comes to; arrows lead to the others. */
  #stop = "";

  /**
   * @param {import("./drafts.js").Drafts} drafts
   * @param {(id: string) => void} onOpen
   */
  constructor(drafts, onOpen) {
    this.drafts = drafts;
    this.onOpen = onOpen;
    this.list = byId("inbox", HTMLUListElement);
    this.empty = byId("inbox-empty", HTMLElement);
    byId("filters", HTMLFieldSetElement).append(...FILTERS.map((filter) => this.#choice(filter)));
    this.list.addEventListener("keydown", (event) => this.#pressed(event));
    new IntersectionObserver((seen) => seen.at(-1)?.isIntersecting && this.#grow(this.#room + PAGE), SOON).observe(this.#end);
    this.list.addEventListener("focusin", (event) => this.#focused(event.target));
  }

  /**
   * @param {readonly Consultation[]} consultations
   * @param {number} now
   */
  show(consultations, now) {
    this.#known = consultations;
    this.#now = now;
    this.#forget(new Set(consultations.map(({ id }) => id)));
    for (const [filter, place] of this.#counts) {
      setText(place, String(consultations.reduce((count, one) => count + Number(belongs(one, filter)), 0)));
    }
    this.#order = byNeed(consultations.filter((one) => belongs(one, this.#filter)));
    this.#draw();
    this.#settleStop();
    this.#teach(this.#order.length === 0);
  }

  #draw() {
    const focused = this.list.contains(document.activeElement) ? document.activeElement : null;
    const lines = this.#order.slice(0, this.#room).map((one) => this.#line(one, this.#now).element);
    arrange(this.list, lines.length < this.#order.length ? [...lines, this.#end] : lines);
    // A line that moves loses the focus on the way.
    if (focused instanceof HTMLElement && focused !== document.activeElement && focused.isConnected) focused.focus();
  }

  /** @param {number} room */
  #grow(room) {
    if (room <= this.#room || this.#room >= this.#order.length) return;
    const more = this.#order.slice(this.#room, room).map((one) => this.#line(one, this.#now).element);
    this.#room = room;
    this.#end.before(...more);
    if (room >= this.#order.length) this.#end.remove();
  }

  /** @param {string} id the consultation now open; none when empty */
  mark(id) {
    this.#lines.get(this.#open)?.mark(false);
    this.#open = id;
    this.#lines.get(id)?.mark(true);
    this.#settleStop();
  }

  /** Nothing is open any more: the focus goes back to the line that was. */
  back() {
    const id = this.#open;
    this.mark("");
    this.#focus(id);
  }

  /**
   * Goes up or down the list from where the focus is, or from the line that is open.
   * @param {number} by lines
   */
  step(by) {
    const active = document.activeElement;
    const from = active instanceof HTMLElement && this.list.contains(active) ? active.dataset.consultation : this.#open;
    const place = this.#placeOf(from ?? "");
    const wanted = place < 0 ? 0 : Math.min(Math.max(place + by, 0), this.#order.length - 1);
    this.#focus(this.#order[wanted]?.id ?? "");
  }

  /** @param {string} id */
  #focus(id) {
    this.#grow(this.#placeOf(id) + PAGE);
    this.#lines.get(id)?.button.focus();
  }

  clear() {
    this.#known = [];
    this.#order = [];
    this.#room = PAGE;
    this.#lines.clear();
    this.#open = this.#stop = "";
    this.empty.hidden = true;
    arrange(this.list, []);
  }

  /** @param {Filter} filter */
  #choice(filter) {
    const input = make("input", { attributes: { type: "radio", name: "filter", value: filter } });
    input.checked = filter === this.#filter;
    input.addEventListener("change", () => {
      this.#filter = filter;
      this.#room = PAGE;
      // All at once: taking thousands of lines off one by one would be felt.
      this.list.replaceChildren();
      this.#column.scrollTop = 0;
      this.show(this.#known, this.#now);
    });
    const count = make("span", { class: "filter-count", text: "0" });
    this.#counts.set(filter, count);
    const label = make("span", { text: words.filters[filter] });
    return make("label", { class: "filter" }, input, make("span", { class: "filter-face" }, label, count));
  }

  /**
   * @param {Consultation} one
   * @param {number} now
   */
  #line(one, now) {
    let line = this.#lines.get(one.id);
    if (!line) {
      line = new InboxLine(one.id, this.onOpen);
      line.mark(one.id === this.#open);
      this.#lines.set(one.id, line);
    }
    line.show(one, now, this.drafts.get(one.id) !== "");
    return line;
  }

  /** @param {ReadonlySet<string>} present */
  #forget(present) {
    for (const id of [...this.#lines.keys()]) if (!present.has(id)) this.#lines.delete(id);
  }

  /** @param {EventTarget | null} target */
  #focused(target) {
    if (target instanceof HTMLElement && target.dataset.consultation) this.#stopAt(target.dataset.consultation);
  }

  #settleStop() {
    const here = [this.#stop, this.#open].find((id) => this.#lines.get(id)?.element.isConnected);
    this.#stopAt(here ?? this.#order[0]?.id ?? "");
  }

  /** @param {string} id */
  #placeOf(id) {
    return this.#order.findIndex((one) => one.id === id);
  }

  /** @param {string} id */
  #stopAt(id) {
    const before = this.#lines.get(this.#stop);
    if (before) before.button.tabIndex = -1;
    this.#stop = id;
    const line = this.#lines.get(id);
    if (line) line.button.tabIndex = 0;
  }

  /** @param {KeyboardEvent} event */
  #pressed(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const steps = new Map([["ArrowDown", 1], ["ArrowUp", -1], ["Home", -Infinity], ["End", Infinity]]);
    const by = steps.get(event.key);
    if (by === undefined) return;
    event.preventDefault();
    this.step(by);
  }

  /** @param {boolean} empty */
  #teach(empty) {
    this.empty.hidden = !empty;
    const { headline, more } = words.empty[this.#filter];
    if (this.empty.firstElementChild?.textContent === headline) return;
    arrange(this.empty, [make("p", { class: "empty-headline", text: headline }), make("p", { text: more })]);
  }
}
