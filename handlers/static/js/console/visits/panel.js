// @ts-check
/** The screen 「予約」: the calendar of a place, who waits, and the booking that is open. Live while somebody looks. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { Poll } from "../../lib/poll.js";
import { Keys } from "../keys/keys.js";
import { Ended, Talk } from "../talk.js";
import { askEntry } from "./entering.js";
import { addDays, addMonths } from "./days.js";
import { besides, daysDoor, Doors, Names, poolDoor, problemOf } from "./doors.js";
import { askCapacity } from "./capacity.js";
import { along, bookingsOf, drawCalendar, keepFocus, noPlaces, offer, viewButton, whenWords } from "./drawing.js";
import { FindForm } from "./finding.js";
import { OpenBooking } from "./open_booking.js";
import { dayOnPaper, visitPaper } from "./printing.js";
import { spanOf, VIEWS } from "./span.js";
import { keys as keyWords, said, visits as words } from "./words.js";

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Slot} Slot */
/** @typedef {{ today?: string, days?: import("./types.js").Day[], next?: string | null, bookings?: import("./types.js").Booking[], beside?: import("./types.js").Booking | null, awaiting: number }} Told */

const EVERY_MS = 3000;
/** What the history of the page calls a booking that is open. */
const VISIT = "visit";

export class VisitsPanel {
  #problem = byId("visits-problem", HTMLElement);
  #trouble = byId("visits-trouble", HTMLElement);
  #narrow = matchMedia("(max-width: 69.99rem)");
  #said = byId("visits-said", HTMLElement);
  #place = byId("visits-place", HTMLSelectElement);
  #calendar = byId("visits-calendar", HTMLElement);
  #poll = new Poll(() => this.#load(), EVERY_MS);
  #paper = visitPaper();
  #ticket = 0;
  /** @type {import("./types.js").Frame | null} */
  #frame = null;
  /** @type {View} */
  #view = "day";
  #day = "";
  #mark = { address: "", mark: "" };
  /** What stands on the page, and what it was asked for. @type {{ address: string, told: Told } | null} */
  #shown = null;
  /** @type {Talk | null} */
  #talk = null;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.doors = new Doors(desk);
    this.names = new Names({ now: 0, places: [], elsewhere: [], kinds: [] });
    this.open = new OpenBooking(this.doors, {
      ask: (run) => this.#ask(run), changed: (text) => this.#changed(text), closed: () => this.#back(), failed: (text) => setText(this.#trouble, text),
    });
    this.find = new FindForm(this.doors, { found: (id) => this.#found(id), failed: (text) => setText(this.#trouble, text), names: () => this.names });
    this.keys = new Keys(this.#acts(), { panel: "panel-visits", id: "visits-keys-list", list: keyWords });
    this.#listen();
  }

  show() {
    this.#paper.start();
    this.keys.start();
    this.#poll.start();
  }

  /** Takes everything off the page. */
  hide() {
    this.#poll.stop();
    this.#paper.stop();
    this.keys.stop();
    this.#talk?.end();
    this.#ticket += 1;
    this.#frame = this.#shown = null;
    this.#view = "day";
    this.#day = "";
    this.open.hide();
    this.find.clear();
    offer(false);
    for (const place of [this.#calendar, this.#place]) arrange(place, []);
    for (const place of [this.#problem, this.#trouble, this.#said, byId("visits-when", HTMLElement)]) setText(place, "");
  }

  #listen() {
    byId("visits-before", HTMLButtonElement).addEventListener("click", () => this.#step(-1));
    byId("visits-after", HTMLButtonElement).addEventListener("click", () => this.#step(1));
    byId("visits-today", HTMLButtonElement).addEventListener("click", () => this.#go(this.#view === "pool" ? "day" : this.#view, this.#today));
    byId("visits-print", HTMLButtonElement).addEventListener("click", () => void this.#print());
    byId("visits-keys", HTMLButtonElement).addEventListener("click", () => this.keys.show());
    byId("visits-enter", HTMLButtonElement).addEventListener("click", () => void this.#enter(0));
    addEventListener("popstate", () => this.#closed());
    this.#place.addEventListener("change", () => {
      this.open.hide();
      this.#go(this.#view === "pool" ? "day" : this.#view, this.#day);
    });
    arrange(byId("visits-views", HTMLElement), VIEWS.map((view) => viewButton(view, () => this.#go(view, this.#day))));
  }

  get #today() {
    const known = this.#frame?.places.find(({ id }) => id === this.#place.value)?.today ?? "";
    return this.#shown?.told.today ?? known;
  }

  #address() {
    if (this.#view === "pool") return poolDoor;
    const { first, last } = spanOf(this.#view, this.#day);
    return daysDoor(this.#place.value, first, last);
  }

  async #load() {
    const ticket = (this.#ticket += 1);
    try {
      if (!this.#frame) await this.#begin(ticket);
      if (ticket !== this.#ticket || !this.#frame?.places.length) return;
      const address = this.#address(), asked = besides(address, this.open.id);
      const mark = this.#mark.address === asked && this.#shown ? this.#mark.mark : null;
      const news = await this.desk.api.news(asked, mark);
      if (ticket !== this.#ticket) return;
      setText(this.#problem, "");
      if (!news) return;
      this.#mark = { address: asked, mark: news.mark };
      this.desk.clock.set(news.now);
      this.#shown = { address, told: news };
      this.#draw();
      await this.open.follow(bookingsOf(news));
    } catch (error) {
      if (ticket === this.#ticket) setText(this.#problem, words.failed);
      throw error;
    }
  }

  /** @param {number} ticket */
  async #begin(ticket) {
    const frame = await this.doors.frame();
    if (ticket !== this.#ticket) return;
    this.#frame = frame;
    this.names = new Names(frame);
    this.open.begin(frame, this.names);
    arrange(this.#place, frame.places.map(({ id, name }) => make("option", { text: name, attributes: { value: id } })));
    this.#day = frame.places[0]?.today ?? "";
    offer(frame.places.length > 0);
    if (frame.places.length === 0) arrange(this.#calendar, [noPlaces(this.desk.session.role === "supervisor")]);
    this.#drawBar();
  }

  #draw() {
    if (!this.#shown || this.#shown.address !== this.#address()) return;
    const { told } = this.#shown;
    this.#drawBar();
    keepFocus(this.#calendar, () => arrange(this.#calendar, drawCalendar(this.#view, told, {
      names: this.names, opened: this.open.id, today: this.#today, month: this.#day.slice(0, 7),
      open: (id) => void this.#open(id), goTo: (day) => this.#go("day", day),
      enter: (slot) => void this.#enter(slot.at), capacity: (slot) => void this.#capacity(slot),
      // Nobody else is offered a time where it could not be opened.
      propose: (one) => void this.#open(one.id).then(() => (this.open.id === one.id ? this.open.act("propose") : undefined)),
    })));
  }

  #drawBar() {
    for (const view of VIEWS) byId(`visits-view-${view}`, HTMLElement).setAttribute("aria-pressed", String(view === this.#view));
    const count = this.#shown?.told.awaiting ?? 0, badge = byId("visits-awaiting", HTMLElement);
    setText(badge, count > 0 ? String(count) : "");
    const pool = this.#view === "pool", view = this.#view === "pool" ? "day" : this.#view;
    for (const id of ["visits-before", "visits-after"]) byId(id, HTMLButtonElement).hidden = pool;
    byId("visits-before", HTMLButtonElement).setAttribute("aria-label", words.before[view]);
    byId("visits-after", HTMLButtonElement).setAttribute("aria-label", words.after[view]);
    byId("visits-place-field", HTMLElement).hidden = pool || (this.#frame?.places.length ?? 0) < 2;
    byId("visits-print", HTMLButtonElement).hidden = this.#view !== "day";
    setText(byId("visits-when", HTMLElement), whenWords(this.#view, this.#day));
  }

  /**
   * @param {View} view
   * @param {string} day
   */
  #go(view, day) {
    if (!this.#frame) return;
    this.#view = view;
    this.#day = day;
    setText(this.#trouble, "");
    this.#drawBar();
    void this.#load().catch(() => undefined);
  }

  /** @param {-1 | 1} by */
  #step(by) {
    if (this.#view === "pool" || !this.#day) return;
    const next = this.#view === "month" ? addMonths(this.#day, by) : addDays(this.#day, this.#view === "week" ? by * 7 : by);
    this.#go(this.#view, next);
  }

  /** @param {string} id */
  async #open(id) {
    for (const place of [this.#said, this.#trouble]) setText(place, "");
    if (this.#narrow.matches && history.state?.view !== VISIT) history.pushState({ view: VISIT }, "");
    await this.open.show(id);
    this.#draw();
  }

  /** The phone's own back button and ours do the same. */
  #back() {
    if (history.state?.view === VISIT) history.back();
    else this.#closed();
  }

  #closed() {
    if (!this.open.id) return;
    const id = this.open.id;
    this.open.hide();
    this.#draw();
    const line = this.#calendar.querySelector(`[data-booking="${CSS.escape(id)}"]`);
    (line instanceof HTMLElement ? line : byId("visits-heading", HTMLElement)).focus();
  }

  /** @param {string} id what was found by its code */
  async #found(id) {
    await this.#open(id);
    const found = this.open.booking;
    if (found?.id !== id) return;
    if (found.place) this.#place.value = found.place;
    this.#go(found.begins ? "day" : "pool", found.begins?.day ?? this.#day);
  }

  /** @param {number} at the slot from which it was asked; none when 0 */
  async #enter(at) {
    await this.#ask(async (stage) => {
      const made = await askEntry(stage, at);
      if (!made) return;
      this.#place.value = made.booking.place;
      this.#go("day", made.booking.begins?.day ?? this.#day);
      await this.#open(made.booking.id);
    });
  }

  /** @param {Slot} slot */
  async #capacity(slot) {
    await this.#ask(async (stage) => {
      const capacity = await askCapacity(stage, slot);
      if (capacity === null) return;
      await this.#changed(said.capacity(capacity));
    });
    const again = this.#calendar.querySelector(`[data-key="capacity-${slot.at}"]`);
    if (again instanceof HTMLElement) again.focus();
  }

  async #print() {
    try {
      this.#paper.print(dayOnPaper(await this.doors.print(this.#place.value, this.#day)));
    } catch (error) {
      setText(this.#trouble, problemOf(error, this.names));
    }
  }

  /** @param {string} text what was done */
  async #changed(text) {
    setText(this.#trouble, "");
    setText(this.#said, text);
    await this.#load().catch(() => undefined);
    this.#draw();
  }

  /** @param {(stage: import("./asking.js").Stage) => Promise<void>} run */
  async #ask(run) {
    if (!this.#frame || this.#talk) return;
    for (const place of [this.#said, this.#trouble]) setText(place, "");
    const talk = (this.#talk = new Talk("visits-dialog"));
    const stage = { talk, doors: this.doors, frame: this.#frame, names: this.names, place: this.#place.value, day: this.#day };
    try {
      await run(stage);
    } catch (error) {
      if (!(error instanceof Ended)) setText(this.#trouble, problemOf(error, this.names));
    } finally {
      this.#talk = null;
      talk.end();
    }
  }

  /** @returns {import("../keys/keys.js").Acts} */
  #acts() {
    return {
      ArrowLeft: () => this.#step(-1),
      ArrowRight: () => this.#step(1),
      ArrowUp: () => along(this.#calendar, this.open.id, -1),
      ArrowDown: () => along(this.#calendar, this.open.id, 1),
      k: () => along(this.#calendar, this.open.id, -1),
      j: () => along(this.#calendar, this.open.id, 1),
      t: () => this.#go(this.#view === "pool" ? "day" : this.#view, this.#today),
      d: () => this.#go("day", this.#day),
      w: () => this.#go("week", this.#day),
      m: () => this.#go("month", this.#day),
      p: () => this.#go("pool", this.#day),
      n: () => void this.#enter(0),
      "/": () => this.find.focus(),
      Escape: () => this.open.id && this.#back(),
    };
  }
}
