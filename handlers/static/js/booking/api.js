// @ts-check
/** The doors for visits. No name, time or kind of visit is ever in an address; no cookie goes along; nothing is kept. */

import { ALWAYS } from "../room/wish.js";

/**
 * @typedef {import("./types.js").Booking} Booking
 * @typedef {import("./types.js").Opening} Opening
 * @typedef {import("./types.js").Language} Language
 * @typedef {Booking & { now: number }} Told
 */

const PATIENCE_MS = 20_000;
/** How the page says in which language it is read. @type {Record<Language, string>} */
const TAGS = { ja: "ja", easy: "ja-x-easy", en: "en" };

/** Why something was not done: the server's word and sentence; "offline" without one, when it is not known whether it was done. */
export class Refusal extends Error {
  /**
   * @param {string} code
   * @param {string} [words] for whoever sits there
   * @param {Opening[]} [openings] what could be had instead
   */
  constructor(code, words = "", openings = []) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.words = words;
    this.openings = openings;
  }
}

export class Api {
  /** @type {Language} */
  language = "ja";
  /** The secret of this browser, base64url. @type {string | null} */
  access = null;

  /** @returns {Promise<import("./types.js").Facts>} */
  facts() {
    return this.#call("GET", `facts?language=${this.language}`);
  }

  /** @param {string} link base64url @returns {Promise<{ language: Language }>} */
  claim(link) {
    return this.#call("POST", "claims", { link });
  }

  /** Even while the page goes away. */
  leave() {
    if (this.access) void this.#fetch("DELETE", "claims", undefined, { keepalive: true }).catch(() => undefined);
    this.access = null;
  }

  /**
   * @param {string} place
   * @param {string} kind
   * @returns {Promise<{ days: Record<string, number>, first: string, last: string }>}
   */
  days(place, kind) {
    return this.#call("POST", "searches", { place, kind });
  }

  /**
   * @param {string} place
   * @param {string} kind
   * @param {string} day
   * @returns {Promise<{ openings: Opening[] }>}
   */
  times(place, kind, day) {
    return this.#call("POST", "searches", { place, kind, day });
  }

  /** @returns {Promise<{ bookings: Booking[], now: number }>} */
  bookings() {
    return this.#call("GET", "bookings");
  }

  /** @param {string} id @returns {Promise<Told>} */
  booking(id) {
    return this.#call("GET", `bookings/${id}`);
  }

  /** @param {object} hold @returns {Promise<Told>} */
  hold(hold) {
    return this.#call("POST", "holds", hold);
  }

  /** @param {string} id @param {object} wanted @returns {Promise<Told>} */
  confirm(id, wanted) {
    return this.#call("POST", `bookings/${id}/confirmation`, wanted);
  }

  /** @param {string} id @param {Opening} to @returns {Promise<Told>} */
  move(id, { place, starts_at }) {
    return this.#call("POST", `bookings/${id}/move`, { place, starts_at });
  }

  /** @param {string} id @param {object} wanted @returns {Promise<Told>} */
  change(id, wanted) {
    return this.#call("POST", `bookings/${id}/change`, wanted);
  }

  /** @param {string} id @param {boolean} forget @returns {Promise<Told>} */
  cancel(id, forget) {
    return this.#call("POST", `bookings/${id}/cancellation`, { forget });
  }

  /** @param {object} wish @returns {Promise<Told>} */
  wish(wish) {
    return this.#call("POST", "wishes", wish);
  }

  /** @param {object} wait @returns {Promise<Told>} */
  wait(wait) {
    return this.#call("POST", "waits", wait);
  }

  /** @param {string} id @param {boolean} accept @returns {Promise<Told>} */
  answer(id, accept) {
    return this.#call("POST", `bookings/${id}/answer`, { accept });
  }

  /** @param {string} id @returns {Promise<Blob>} */
  async calendar(id) {
    return (await this.#fetch("GET", `bookings/${id}/calendar`)).blob();
  }

  /**
   * @param {string} method
   * @param {string} door below /booking/
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async #call(method, door, body) {
    const response = await this.#fetch(method, door, body);
    return response.json().catch(offline);
  }

  /**
   * @param {string} method
   * @param {string} door
   * @param {object} [body]
   * @param {RequestInit} [more]
   */
  async #fetch(method, door, body, more = {}) {
    const aborting = new AbortController();
    const timer = setTimeout(() => aborting.abort(), PATIENCE_MS);
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json", "Accept-Language": TAGS[this.language] };
    if (this.access) headers.Authorization = `Bearer ${this.access}`;
    if (body) headers["Content-Type"] = "application/json";
    /** @type {RequestInit} */
    const wish = { ...ALWAYS, ...more, method, headers, signal: aborting.signal };
    if (body) wish.body = JSON.stringify(body);
    try {
      const response = await fetch(`/booking/${door}`, wish).catch(offline);
      if (!response.ok) throw await refusal(response);
      return response;
    } finally {
      clearTimeout(timer);
    }
  }
}

/** @param {Response} response */
async function refusal(response) {
  const told = await response.json().catch(() => ({}));
  if (response.status >= 500 || typeof told.error !== "string") return new Refusal("busy");
  return new Refusal(told.error, told.message, told.openings);
}

/** @returns {never} */
function offline() {
  throw new Refusal("offline");
}
