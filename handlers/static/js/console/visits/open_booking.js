// @ts-check
/** The booking that is open beside the calendar: fetched when asked for, followed while it changes, and what is done with it. */

import { arrange, byId } from "../../lib/dom.js";
import { Refused } from "../api.js";
import { askCancel, askHandover, askMove, askProposal, askRoom, otherPlaces } from "./asking.js";
import { bookingCard } from "./card.js";
import { Names, problemOf } from "./doors.js";
import { keepFocus } from "./drawing.js";
import { moment } from "./pool_view.js";
import { asking, open as words, said } from "./words.js";

/** @typedef {import("./types.js").Opened} Opened */
/** @typedef {import("./card.js").Act} Act */
/** @typedef {import("./asking.js").Stage} Stage */
/**
 * @typedef {object} Told
 * @property {(run: (stage: Stage) => Promise<void>) => Promise<void>} ask
 * @property {(said: string) => Promise<void>} changed
 * @property {() => void} closed
 * @property {(problem: string) => void} failed
 */

export class OpenBooking {
  #place = byId("visit-open", HTMLElement);
  #ticket = 0;
  /** Which one was asked for and has not come yet. */
  #wanted = "";
  /** @type {Opened | null} */
  #opened = null;
  /** @type {import("./types.js").Frame} */
  #frame = { now: 0, places: [], elsewhere: [], kinds: [] };
  #names = new Names(this.#frame);

  /**
   * @param {import("./doors.js").Doors} doors
   * @param {Told} told
   */
  constructor(doors, told) {
    this.doors = doors;
    this.told = told;
  }

  /** Empty while none is. */
  get id() {
    return this.#opened?.booking.id ?? "";
  }

  get booking() {
    return this.#opened?.booking ?? null;
  }

  /**
   * @param {import("./types.js").Frame} frame
   * @param {Names} names
   */
  begin(frame, names) {
    this.#frame = frame;
    this.#names = names;
  }

  /** Takes it off the page. */
  hide() {
    this.#ticket += 1;
    this.#opened = null;
    this.#place.hidden = true;
    delete this.#columns.dataset.open;
    arrange(this.#place, []);
  }

  /** @param {string} id */
  async show(id) {
    this.#wanted = id;
    const shown = await this.#fetch(id);
    if (this.#wanted === id) this.#wanted = "";
    if (shown) byId("visit-open-heading", HTMLElement).focus();
  }

  /**
   * Looks at it anew when the calendar no longer shows it as it is open; not while another one is on its way to take its place.
   * @param {readonly import("./types.js").Booking[]} bookings on the page now
   */
  async follow(bookings) {
    const known = this.#opened?.booking;
    if (!known || !this.#stands(known.id)) return;
    const now = bookings.find(({ id }) => id === known.id);
    if (!now || now.revision !== known.revision || now.state !== known.state) await this.#fetch(known.id);
  }

  /** @param {Act} act */
  async act(act) {
    const booking = this.booking;
    if (!booking) return;
    if (act === "attended" || act === "missed" || act === "booked") return this.#mark(act);
    await this.told.ask(async (stage) => {
      const done = await ASKED[act](stage, booking);
      if (done) await this.#done(done, act);
      else if (this.#stands(booking.id)) await this.#fetch(booking.id);
    });
    this.#focus();
  }

  /** @param {"attended" | "missed" | "booked"} state */
  async #mark(state) {
    const booking = this.booking;
    if (!booking) return;
    try {
      const marked = await this.doors.act(booking, "attendance", { state });
      if (this.#stands(booking.id)) this.#draw(marked);
      await this.told.changed(said[state]);
    } catch (error) {
      const problem = problemOf(error, this.#names);
      if (this.#stands(booking.id)) await this.#fetch(booking.id);
      this.told.failed(problem);
    }
    this.#focus();
  }

  /**
   * @param {Opened} opened
   * @param {keyof typeof ASKED} act
   */
  async #done(opened, act) {
    const { booking } = opened, { begins, room, place } = booking;
    const theirs = place === "" || this.#frame.places.some(({ id }) => id === place);
    if (this.#stands(booking.id)) {
      if (theirs) this.#draw(opened);
      else this.hide();
    }
    const when = begins ? moment(begins) : "";
    const text = { room: said.room(room ?? ""), move: said.moved(when), settle: said.settled(when), handover: asking.handover.done(this.#names.place(place)), cancel: said.cancelled, propose: said.offered };
    await this.told.changed(text[act]);
  }

  /**
   * Whether it is open, and no other was asked for meanwhile: what was done with one may be told only after the next was opened.
   * @param {string} id
   */
  #stands(id) {
    return this.id === id && (this.#wanted === "" || this.#wanted === id);
  }

  /**
   * Whether it is on the page now.
   * @param {string} id
   */
  async #fetch(id) {
    const ticket = (this.#ticket += 1);
    try {
      const opened = await this.doors.open(id);
      if (ticket !== this.#ticket) return false;
      this.#draw(opened);
      return true;
    } catch (error) {
      if (ticket !== this.#ticket) return false;
      const gone = error instanceof Refused && error.status === 404;
      if (gone) this.hide();
      this.told.failed(gone ? words.gone : problemOf(error, this.#names));
      return false;
    }
  }

  /** @param {Opened} opened */
  #draw(opened) {
    const { booking } = opened;
    this.#opened = opened;
    const today = this.#frame.places.find(({ id }) => id === booking.place)?.today ?? "";
    this.#place.hidden = false;
    this.#columns.dataset.open = "true";
    keepFocus(this.#place, () => arrange(this.#place, bookingCard(opened, {
      names: this.#names, today, elsewhere: otherPlaces(this.#frame, booking).length > 0,
      act: (act) => void this.act(act), close: this.told.closed,
    })));
  }

  #focus() {
    if (this.#place.hidden || this.#place.contains(document.activeElement)) return;
    byId("visit-open-heading", HTMLElement).focus();
  }

  get #columns() {
    return /** @type {HTMLElement} */ (this.#place.parentElement);
  }
}

/** @param {Stage} stage @param {import("./types.js").Booking} booking */
const askSettled = (stage, booking) => askMove(stage, booking, "settle");

const ASKED = { room: askRoom, move: askMove, settle: askSettled, handover: askHandover, cancel: askCancel, propose: askProposal };
