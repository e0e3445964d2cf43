// @ts-check
/** The calendar's doors, and what they say when they refuse. */

import { listed } from "../../lib/punctuation.js";
import { Refused } from "../api.js";
import { problemWords } from "../problems.js";
import { dayBrief } from "./days.js";
import { booked, instead, problems } from "./words.js";

/** @typedef {import("./types.js").Frame} Frame */
/** @typedef {import("./types.js").Opened} Opened */
/** @typedef {import("./types.js").Booking} Booking */

const DOOR = "/console/visits";

/** What places and kinds are called. */
export class Names {
  #kinds;
  #places;

  /** @param {Frame} frame */
  constructor({ kinds, places, elsewhere }) {
    this.#kinds = new Map(kinds.map(({ id, name }) => [id, name]));
    this.#places = new Map([...places, ...elsewhere].map(({ id, name }) => [id, name]));
  }

  /** @param {string} id */
  kind(id) {
    return this.#kinds.get(id) ?? id;
  }

  /** @param {string} id */
  place(id) {
    return this.#places.get(id) ?? id;
  }
}

/** @param {string} place @param {string} first @param {string} [last] */
export const daysDoor = (place, first, last = first) => `${DOOR}/timetable?${new URLSearchParams({ place, first, last })}`;

export const poolDoor = `${DOOR}/pool`;

/**
 * Also tells how the open booking stands, which may be of another day by now.
 * @param {string} address
 * @param {string} open its id; "" for none
 */
export const besides = (address, open) => (open ? `${address}${address.includes("?") ? "&" : "?"}beside=${encodeURIComponent(open)}` : address);

export class Doors {
  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  /** @returns {Promise<Frame>} */
  frame() {
    return this.desk.api.call("GET", `${DOOR}/calendar`);
  }

  /**
   * @param {string} place
   * @param {string} day
   * @returns {Promise<import("./types.js").Slot[]>}
   */
  async slots(place, day) {
    const { days } = await this.desk.api.call("GET", daysDoor(place, day));
    return days[0].slots;
  }

  /** @param {string} code @returns {Promise<{ id: string, place: string }>} */
  find(code) {
    return this.desk.api.call("GET", `${DOOR}/bookings?${new URLSearchParams({ code })}`);
  }

  /** @param {string} id @returns {Promise<Opened>} */
  open(id) {
    return this.desk.api.call("GET", path(id));
  }

  /** @param {object} entry @returns {Promise<Opened>} */
  enter(entry) {
    return this.desk.api.call("POST", `${DOOR}/bookings`, entry);
  }

  /**
   * One step on a booking as this page saw it.
   * @param {Booking} booking
   * @param {"room" | "attendance" | "moves" | "handovers" | "cancellation" | "proposals"} noun
   * @param {object} [body]
   * @returns {Promise<Opened>}
   */
  act({ id, revision }, noun, body = {}) {
    const method = noun === "room" || noun === "attendance" ? "PUT" : "POST";
    return this.desk.api.call(method, `${path(id)}/${noun}`, { ...body, revision });
  }

  /** @param {string} place @param {number} at @param {number} capacity */
  capacity(place, at, capacity) {
    return this.desk.api.call("PUT", `${DOOR}/slots/${encodeURIComponent(place)}/${at}`, { capacity });
  }

  /** @param {string} place @param {string} day @returns {Promise<{ day: string, lines: { time: string, code: string }[] }>} */
  print(place, day) {
    return this.desk.api.call("POST", `${DOOR}/prints`, { place, day });
  }
}

/**
 * @param {unknown} error
 * @param {Names} names
 * @returns {string}
 */
export function problemOf(error, names) {
  if (!(error instanceof Refused)) return problemWords(error);
  if (error.code === "booked") return booked(Number(error.body.taken));
  const said = /** @type {Record<string, string>} */ (problems)[error.code] ?? (error.status === 404 ? problems.gone : problemWords(error));
  const openings = /** @type {{ place: string, day: string, time: string }[]} */ (error.body.openings ?? []);
  if (openings.length === 0) return said;
  return `${said} ${instead(listed(openings.map(({ place, day, time }) => `${names.place(place)} ${dayBrief(day)} ${time}`)))}`;
}

/** @param {string} id */
const path = (id) => `${DOOR}/bookings/${encodeURIComponent(id)}`;
