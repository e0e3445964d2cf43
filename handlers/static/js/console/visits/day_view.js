// @ts-check
/** One day of a place: its slots in their order, who comes at each, and what is still free. */

import { make } from "../../lib/dom.js";
import { listed } from "../../lib/punctuation.js";
import { dayWords as dayShort } from "./days.js";
import { bookingLine } from "./line.js";
import { days as dayWords, slot as words } from "./words.js";

/** @typedef {import("./types.js").Day} Day */
/** @typedef {import("./types.js").Slot} Slot */
/**
 * @typedef {import("./line.js").Scene & { enter: (slot: Slot) => void, goTo: (day: string) => void, capacity: (slot: Slot) => void }} DayScene
 */

/**
 * @param {Day} day
 * @param {DayScene} scene
 * @param {string | null} [next] the next day with a free time
 * @returns {HTMLElement[]}
 */
export function dayView(day, scene, next = null) {
  const slots = day.slots ?? [];
  const lead = dayNotes(day).map((text) => make("p", { class: "notice", data: { tone: "caution" }, text }));
  if (slots.length === 0) {
    const none = empty(day.closed === null ? dayWords.empty : dayWords.emptyClosed, dayWords.emptyMore);
    if (next) none.append(button("next-day", dayWords.next(dayShort(next)), () => scene.goTo(next)));
    return [...lead, none];
  }
  const same = slots.every(({ kinds }) => kinds?.join() === slots[0]?.kinds?.join());
  const list = make("ol", { class: "visit-slots" }, ...slots.map((slot) => slotItem(slot, scene, !same)));
  if (same) lead.push(...kindsLine(slots[0]?.kinds ?? null, scene, "field-hint"));
  const none = slots.every(({ bookings }) => bookings.length === 0);
  return [...lead, ...(none ? [empty(dayWords.noBookings, dayWords.noBookingsMore)] : []), list];
}

/**
 * The holiday's name, and why the place is closed.
 * @param {Day} day
 */
export function dayNotes({ holiday, closed }) {
  const shut = closed === null ? [] : [closed ? dayWords.closedFor(closed) : dayWords.closed];
  return [...(holiday ? [holiday] : []), ...shut];
}

/** @param {string} headline @param {string} more */
export const empty = (headline, more) =>
  make("div", { class: "visit-empty" }, make("p", { class: "empty-headline", text: headline }), make("p", { text: more }));

/**
 * Which kinds of visit are taken, where it is not all of them.
 * @param {string[] | null} kinds
 * @param {DayScene} scene
 * @param {string} kind of element, as its class
 */
const kindsLine = (kinds, { names }, kind) =>
  (kinds ? [make("p", { class: kind, text: `${words.only}: ${listed(kinds.map((one) => names.kind(one)))}` })] : []);

/**
 * @param {Slot} slot
 * @param {DayScene} scene
 * @param {boolean} differs whether the slots of this day take different kinds
 */
function slotItem(slot, scene, differs) {
  const time = make("h3", { class: "slot-time" },
    make("span", { text: slot.time }), make("span", { class: "slot-until", text: `–${slot.until}` }));
  const bookings = make("ul", { class: "slot-bookings" }, ...slot.bookings.map((one) => make("li", {}, bookingLine(one, scene))));
  const body = make("div", { class: "slot-body" }, slotHead(slot, scene), ...(differs ? kindsLine(slot.kinds, scene, "slot-only") : []));
  if (slot.bookings.length > 0) body.append(bookings);
  return make("li", { class: "slot", data: { past: String(slot.past) } }, time, body);
}

/**
 * @param {Slot} slot
 * @param {DayScene} scene
 */
function slotHead(slot, scene) {
  const told = make("p", { class: "slot-told" }), head = make("div", { class: "slot-head" }, told);
  if (slot.capacity === 0 && slot.bookings.length > 0) {
    told.append(make("span", { class: "slot-count", text: words.gone }));
    return head;
  }
  const free = slot.capacity - slot.taken;
  told.append(make("span", { class: "slot-count", text: words.count(slot.taken, slot.capacity) }));
  if (!slot.past) told.append(make("span", { class: "slot-free", data: { full: String(free <= 0) }, text: free > 0 ? words.left(free) : words.full }));
  if (slot.choosing > 0) told.append(make("span", { class: "slot-choosing", text: words.choosing(slot.choosing) }));
  if (slot.past) return head;
  const tools = make("span", { class: "slot-tools" });
  if (free > 0) tools.append(tool(`enter-${slot.at}`, words.enter, words.enterAt(slot.time), () => scene.enter(slot)));
  tools.append(tool(`capacity-${slot.at}`, words.capacity, words.capacityOf(slot.time), () => scene.capacity(slot)));
  head.append(tools);
  return head;
}

/**
 * @param {string} key
 * @param {string} text
 * @param {() => void} act
 */
function button(key, text, act) {
  const made = make("button", { class: "button button-secondary", text, data: { key }, attributes: { type: "button" } });
  made.addEventListener("click", act);
  return made;
}

/**
 * @param {string} key
 * @param {string} text
 * @param {string} label
 * @param {() => void} act
 */
function tool(key, text, label, act) {
  const button = make("button", { class: "button button-quiet", text, data: { key }, attributes: { type: "button", "aria-label": label } });
  button.addEventListener("click", act);
  return button;
}
