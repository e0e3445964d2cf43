// @ts-check
import { bubble } from "./bubbles.js";
import { dayOf, timeOf } from "./dates.js";
import { button, find, make } from "./dom.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").View} View */

const list = find("[data-talk]");
const scroll = find("[data-scroll]");
const newer = find("[data-newer]");
/** @type {Map<string, {as: string, nodes: HTMLElement[]}>} */
let drawn = new Map();
let owner = "";

newer.addEventListener("click", toEnd);
scroll.addEventListener("scroll", () => {
  if (atEnd()) newer.hidden = true;
});

/**
 * Draws what changed, and nothing else.
 * @param {View} view
 * @param {{tap: import("./types.js").Tap, menu: (entry: Entry) => void}} on
 */
export function drawTalk(view, on) {
  const other = owner !== view.resident.id;
  const stay = atEnd() || other;
  if (other) clear(view.resident.id);
  const before = drawn.size;
  const current = new Map();
  view.entries.forEach((entry, place) => {
    const previous = view.entries[place - 1];
    const as = JSON.stringify([entry, previous && [previous.at, previous.author]]);
    const known = drawn.get(entry.id);
    const nodes = known?.as === as ? known.nodes : line(view, entry, previous, on);
    if (known && known.nodes !== nodes) known.nodes[0]?.before(...nodes);
    if (known && known.nodes !== nodes) known.nodes.forEach((node) => node.remove());
    if (!known) list.append(...nodes);
    current.set(entry.id, { as, nodes });
  });
  drawn = current;
  const last = view.entries.at(-1);
  if (drawn.size > before && (stay || last?.author === "resident")) toEnd();
  else if (drawn.size > before) newer.hidden = false;
}

/** @param {string} resident */
function clear(resident) {
  list.replaceChildren();
  drawn = new Map();
  owner = resident;
  newer.hidden = true;
}

/** Brings the newest line into sight. */
export function toEnd() {
  scroll.scrollTop = scroll.scrollHeight;
  newer.hidden = true;
}

export function atEnd() {
  return scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 60;
}

/**
 * @param {View} view
 * @param {Entry} entry
 * @param {Entry | undefined} previous
 * @param {{tap: import("./types.js").Tap, menu: (entry: Entry) => void}} on
 * @returns {HTMLElement[]}
 */
function line(view, entry, previous, on) {
  const newDay = !previous || dayOf(previous.at) !== dayOf(entry.at);
  const day = newDay ? [make("li", { className: "day-mark" }, dayOf(entry.at))] : [];
  if (entry.unsent) return [...day, make("li", { className: "unsent" }, "送信を取り消しました")];
  const together = previous?.author === entry.author && !previous.unsent && entry.at - previous.at < 60_000;
  const follows = !newDay && together;
  const row = make("li", { className: `entry ${entry.author}${follows ? " follows" : ""}` });
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
