// @ts-check
/** Which screen stands on the page. Each is built anew when it is gone back to: all that was chosen and typed lies in the draft. */

import { byId } from "../lib/dom.js";
import { Clock } from "../lib/clock.js";
import { Veil } from "../room/face/veil.js";
import { Refusal } from "./api.js";
import { Bar } from "./parts/bar.js";
import { draftOf, newDraft } from "./draft.js";
import { build as closed } from "./screens/closed.js";
import { build as home } from "./screens/home.js";
import { wordsIn } from "./words.js";

/** @typedef {import("./types.js").House} House */
/** @typedef {import("./types.js").ScreenName} ScreenName */
/** @typedef {import("./types.js").Build} Build */
/** @typedef {import("./types.js").Screen} Screen */

/** Fetched when they are wanted, or when there is time. @type {Record<Exclude<ScreenName, "home" | "closed">, () => Promise<{ build: Build }>>} */
const LATER = {
  places: () => import("./screens/places.js"),
  days: () => import("./screens/days.js"),
  times: () => import("./screens/times.js"),
  details: () => import("./screens/details.js"),
  check: () => import("./screens/check.js"),
  booking: () => import("./screens/booking.js"),
  cancel: () => import("./screens/cancel.js"),
  wishes: () => import("./screens/wishes.js"),
  waits: () => import("./screens/waits.js"),
  phones: () => import("./screens/phones.js"),
  language: () => import("./screens/language.js"),
};
const FETCH_REST_AFTER_MS = 3000;
/** The browser has nothing to show any more: its link is over, somebody else's, or was never there. */
const OVER = new Set(["over", "link", "claimed", "nobody"]);

/**
 * Whether something that was known is otherwise now.
 * @param {object} known
 * @param {object} now
 */
function differs(known, now) {
  const after = Object.fromEntries(Object.entries(now));
  if (Array.isArray(known) && Array.isArray(now) && known.length !== now.length) return true;
  return Object.entries(known).some(([name, value]) => JSON.stringify(value) !== JSON.stringify(after[name]));
}

export class Page {
  #stage = byId("stage", HTMLElement);
  #veil = new Veil(byId("app", HTMLElement));
  #bar = new Bar();
  #clock = new Clock();
  /** @type {ScreenName[]} */
  #way = [];
  /** @type {Screen | null} */
  #screen = null;
  /** @type {import("./types.js").Language | null} */
  #factsIn = null;
  /** @type {House} */
  #house;

  /** @param {import("./api.js").Api} api */
  constructor(api) {
    this.#house = {
      api, words: /** @type {House["words"]} */ ({}), language: "ja", facts: { places: [], kinds: [], days: 0, urgent: [] },
      draft: newDraft(), bookings: [], done: null, closed: null,
      now: () => this.#clock.now(),
      open: (name) => void this.#open(name),
      back: () => this.#back(),
      home: () => this.#home(),
      land: (name) => void this.#land(name),
      speak: (language) => void this.#respeak(language),
      failed: (error) => this.#failed(error),
    };
  }

  /** Whoever reads it is told all in this language from now on. @param {import("./types.js").Language} language */
  async speak(language) {
    const house = this.#house;
    house.words = await wordsIn(language);
    house.language = house.api.language = language;
    this.#factsIn = null;
    await this.#facts().catch(() => undefined);
    this.#veil.speak(house.words.veil);
    this.#bar.speak(house);
  }

  /** What everybody may know, in the language that is spoken now. Rejects when it can't be fetched. */
  async #facts() {
    const house = this.#house;
    if (this.#factsIn === house.language) return;
    house.facts = await house.api.facts();
    this.#factsIn = house.language;
  }

  /** Shows what there is, once the browser is known. */
  async begin() {
    await this.#home(false);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.#look();
    });
    setTimeout(() => void Promise.allSettled(Object.values(LATER).map((fetch) => fetch())), FETCH_REST_AFTER_MS);
  }

  /** @param {string} code why nothing can be done here */
  close(code) {
    this.#house.closed = code;
    this.#way = ["closed"];
    void this.#place("closed", true);
  }

  /** @param {import("./types.js").Language} language */
  async #respeak(language) {
    await this.speak(language).catch(() => undefined);
    if (this.#top === "language") this.#way.pop();
    await this.#place(this.#top, true);
  }

  /** @type {ScreenName} */
  get #top() {
    return this.#way[this.#way.length - 1] ?? "home";
  }

  async #home(focus = true) {
    const house = this.#house;
    try {
      await this.#facts();
      const { bookings, now } = await house.api.bookings();
      this.#clock.set(now);
      Object.assign(house, { bookings, draft: newDraft(), closed: null });
    } catch (error) {
      const { code } = this.#failed(error);
      if (!OVER.has(code)) this.close(code);
      return;
    }
    this.#way = ["home"];
    await this.#place("home", focus);
  }

  /** Whoever comes back to the page sees what has become of their bookings meanwhile. Without a line it stays as it is. */
  async #look() {
    const house = this.#house, known = house.draft.booking;
    try {
      if (this.#top === "home") {
        const { bookings, now } = await house.api.bookings();
        this.#clock.set(now);
        if (this.#top !== "home" || !differs(house.bookings, bookings)) return;
        house.bookings = bookings;
        await this.#place("home", false);
      } else if (this.#top === "booking" && known) {
        const now = await house.api.booking(known.id);
        if (this.#top !== "booking" || house.draft.booking !== known || !differs(known, now)) return;
        house.draft = draftOf(now, "change");
        await this.#place("booking", false);
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  /** @param {ScreenName} name */
  async #open(name) {
    if (this.#top !== name) this.#way.push(name);
    await this.#place(name, true);
  }

  /** @param {ScreenName} name */
  async #land(name) {
    this.#way = ["home", name];
    await this.#place(name, true);
  }

  #back() {
    this.#way.pop();
    if (this.#top === "home") return void this.#home();
    void this.#place(this.#top, true);
  }

  /**
   * @param {ScreenName} name
   * @param {boolean} focus
   */
  async #place(name, focus) {
    const built = name === "home" ? home : name === "closed" ? closed : await LATER[name]().then(({ build }) => build, () => null);
    // Without a line it may not have been fetched yet: what stands there stays.
    if (!built || this.#top !== name) return void (built || this.#way.pop());
    this.#screen?.leave?.();
    this.#screen = built(this.#house);
    this.#stage.replaceChildren(this.#screen.element);
    scrollTo(0, 0);
    const start = this.#stage.querySelector("h1");
    if (focus && start instanceof HTMLElement) start.focus({ preventScroll: true });
  }

  /** @param {unknown} error */
  #failed(error) {
    const refusal = error instanceof Refusal ? error : new Refusal("busy");
    if (OVER.has(refusal.code)) this.close(refusal.code);
    return refusal;
  }
}
