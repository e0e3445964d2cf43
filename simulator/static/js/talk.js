// @ts-check
import { bubble } from "./bubbles.js";
import { dayOf, timeOf } from "./dates.js";
import { button, find, make } from "./dom.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").View} View */
/** @typedef {{tap: import("./types.js").Tap, menu: (entry: Entry) => void}} On */

const NEAR = 60;
/** Messages that are wider than a bubble: what stands beside others stands below them. */
const WIDE = ["flex", "template"];

/** The lines of one talk. */
export class Talk {
  /** @param {HTMLElement} phone @param {On} on */
  constructor(phone, on) {
    this.list = find("[data-talk]", phone);
    this.scroll = find("[data-scroll]", phone);
    this.newer = find("[data-newer]", phone);
    this.on = on;
    /** @type {Map<string, {as: string, nodes: HTMLElement[]}>} */
    this.drawn = new Map();
    this.owner = "";
    this.newer.addEventListener("click", () => this.toEnd());
    this.scroll.addEventListener("scroll", () => {
      if (this.atEnd()) this.newer.hidden = true;
    });
  }

  /**
   * Draws what changed, and nothing else.
   * @param {View} view
   */
  draw(view) {
    const other = this.owner !== view.resident.id;
    const stay = this.atEnd() || other;
    if (other) this.#clear(view.resident.id);
    const before = this.drawn.size;
    const current = new Map();
    view.entries.forEach((entry, place) => {
      const previous = view.entries[place - 1];
      const as = JSON.stringify([entry, previous && [previous.at, previous.author]]);
      const known = this.drawn.get(entry.id);
      const nodes = known?.as === as ? known.nodes : line(view, entry, previous, this.on);
      if (known && known.nodes !== nodes) known.nodes[0]?.before(...nodes);
      if (known && known.nodes !== nodes) known.nodes.forEach((node) => node.remove());
      if (!known) this.list.append(...nodes);
      current.set(entry.id, { as, nodes });
    });
    this.drawn = current;
    const last = view.entries.at(-1);
    if (this.drawn.size > before && (stay || last?.author === "resident")) this.toEnd();
    else if (this.drawn.size > before) this.newer.hidden = false;
  }

  /** Brings the newest line into sight. */
  toEnd() {
    this.scroll.scrollTop = this.scroll.scrollHeight;
    this.newer.hidden = true;
  }

  atEnd() {
    return this.scroll.scrollHeight - this.scroll.scrollTop - this.scroll.clientHeight < NEAR;
  }

  /** @param {string} resident */
  #clear(resident) {
    this.list.replaceChildren();
    this.drawn = new Map();
    this.owner = resident;
    this.newer.hidden = true;
  }
}

/**
 * @param {View} view
 * @param {Entry} entry
 * @param {Entry | undefined} previous
 * @param {On} on
 * @returns {HTMLElement[]}
 */
function line(view, entry, previous, on) {
  const newDay = !previous || dayOf(previous.at) !== dayOf(entry.at);
  const day = newDay ? [make("li", { className: "day-mark" }, dayOf(entry.at))] : [];
  if (entry.unsent) return [...day, make("li", { className: "unsent" }, "送信を取り消しました")];
  const together = previous?.author === entry.author && !previous.unsent && entry.at - previous.at < 60_000;
  const looks = [entry.author, !newDay && together ? "follows" : "", WIDE.includes(entry.message.type) ? "wide" : ""];
  const row = make("li", { className: `entry ${looks.join(" ")}` });
  const content = bubble(entry, view.resident.id, (action) => on.tap(entry, action));
  const what = make("div", { className: "what" }, content);
  if (entry.author === "office") {
    what.prepend(make("p", { className: "who" }, entry.message.sender?.name ?? view.account));
    row.append(make("img", { className: "face", src: "static/sun.svg", alt: "" }));
  }
  row.append(what, beside(entry, on.menu));
  if (entry.author === "resident") onLongPress(what, () => on.menu(entry));
  return [...day, row];
}

/** @param {Entry} entry @param {(entry: Entry) => void} menu */
function beside(entry, menu) {
  const made = make("div", { className: "beside" });
  if (entry.author === "resident") {
    const more = button("more", () => menu(entry), "•••");
    more.setAttribute("aria-label", "このメッセージのメニュー");
    made.append(more, make("span", {}, entry.arrived ? "既読" : "送信中"));
  }
  if (entry.edited) made.append(make("span", {}, "編集ずみ"));
  if (entry.silent) made.append(make("span", { className: "silent", title: "ロック画面に出ずに届きました" }, "通知なし"));
  made.append(make("time", { dateTime: new Date(entry.at).toISOString() }, timeOf(entry.at)));
  return made;
}

/** @param {HTMLElement} element @param {() => void} then */
function onLongPress(element, then) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const stop = () => clearTimeout(timer);
  element.addEventListener("touchstart", () => (timer = setTimeout(then, 500)), { passive: true });
  for (const end of ["touchend", "touchmove", "touchcancel"]) {
    element.addEventListener(end, stop, { passive: true });
  }
  element.addEventListener("contextmenu", (event) => {
    event.preventDefault();
    stop();
    then();
  });
}
