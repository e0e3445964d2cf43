// @ts-check
/** Which screen stands on the page: the one that the view calls for, and what was opened over it. */

import { byId } from "../../lib/dom.js";
import { Bar } from "./bar.js";
import { whenLeaving } from "./exit.js";
import { build as urgent } from "./screens/urgent.js";
import { arriving, away, stateScreen } from "./states.js";
import { Veil } from "./veil.js";
import { welcome } from "./welcome.js";
import { screenWordsIn, wordsIn } from "./words.js";

/** @typedef {import("./house.js").House} House */
/** @typedef {import("./house.js").Screen} Screen */
/** @typedef {import("./house.js").ScreenName} ScreenName */
/** @typedef {import("./house.js").View} View */
/** @typedef {import("./house.js").Language} Language */

/** Fetched when they are wanted, or when there is time. @type {Record<Exclude<ScreenName, "urgent" | "welcome">, () => Promise<{ build: import("./house.js").Build }>>} */
const LATER = {
  menu: () => import("./screens/menu.js"),
  language: () => import("./screens/language.js"),
  number: () => import("./screens/number.js"),
  resume: () => import("./screens/resume.js"),
  knock: () => import("./screens/knock.js"),
  agreed: () => import("./screens/agreed.js"),
  erase: () => import("./screens/erase.js"),
  forget: () => import("./screens/forget.js"),
  forgotten: () => import("./screens/forgotten.js"),
  end: () => import("./screens/end.js"),
  survey: () => import("./screens/survey.js"),
  more: () => import("./screens/more.js"),
  attach: () => import("./screens/attach.js"),
};
/** Here from the beginning, with their words. */
const HERE = { urgent, welcome };
const FETCH_REST_AFTER_MS = 10_000;
/** Once there is a talk; the line is free by then. */
const FETCH_REST_SOON_MS = 1000;
const AGAIN_MS = 3000;

export class Face {
  #stage = byId("stage", HTMLElement);
  #veil = new Veil(byId("app", HTMLElement));
  #bar = new Bar();
  /** @type {import("./house.js").Wishes} */
  #wishes = { topic: null, seen: null };
  /** @type {House | null} */
  #house = null;
  /** The screen that the view calls for, and its name. @type {{ name: string, screen: Screen } | null} */
  #ground = null;
  /** What lies over it. @type {{ name: ScreenName, screen: Screen }[]} */
  #over = [];
  /** @type {Language | null} */
  #fetching = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #again;
  /** What was being written when all was taken down to be built anew. */
  #written = "";
  /** Once it is here, so that a talk stands at once. @type {import("./house.js").Build | null} */
  #talk = null;

  /** @param {import("../engine.js").Engine} engine */
  constructor(engine) {
    this.engine = engine;
    whenLeaving(() => engine.stop());
    addEventListener("pagehide", (event) => event.persisted || engine.stop());
    this.#fetchRestAfter(FETCH_REST_AFTER_MS);
  }

  /** @param {View} view */
  render(view) {
    if (this.#house?.language !== view.language) return void this.#speak(view.language);
    this.#show(this.#house, view);
  }

  /** All is built anew in the other language; what was being written stays. @param {Language} language */
  async #speak(language) {
    if (this.#fetching === language) return;
    this.#fetching = language;
    const words = await wordsIn(language).catch(() => null);
    this.#fetching = null;
    if (!words) return this.#tryAgain();
    if (this.#ground) this.#written = this.#ground.screen.element.querySelector("textarea")?.value ?? "";
    this.#house = this.#houseIn(language, words);
    this.#veil.speak(words.veil);
    this.#bar.speak(this.#house);
    this.#drop();
    this.#show(this.#house, this.engine.view);
  }

  /**
   * @param {Language} language
   * @param {import("./words.js").FirstWords} words
   * @returns {House}
   */
  #houseIn(language, words) {
    return {
      engine: this.engine, language, words: /** @type {House["words"]} */ ({ ...words }), now: () => this.engine.parts.clock.now(),
      open: (name) => void this.#open(name),
      back: () => this.#back(),
      home: () => this.#home(),
      cover: () => this.#veil.cover(),
      wishes: () => this.#wishes,
    };
  }

  /**
   * @param {House} house
   * @param {View} view
   */
  #show(house, view) {
    const name = view.deletion ? "gone" : view.phase;
    if (view.kept && !this.#talk) void this.#groundOf(house, "open").catch(() => null);
    if (this.#ground?.name !== name) void this.#settle(house, name);
    this.#ground?.screen.update?.(view);
    for (const { screen } of this.#over) screen.update?.(view);
    this.#bar.update(view);
  }

  /**
   * @param {House} house
   * @param {string} name
   */
  async #settle(house, name) {
    const first = this.#ground === null;
    const build = await this.#groundOf(house, name).catch(() => null);
    if (this.#house !== house || this.#ground?.name === name) return;
    if (!build) return this.#tryAgain();
    this.#drop();
    const screen = build(house);
    this.#ground = { name, screen };
    screen.update?.(this.engine.view);
    this.#place(screen, !first);
    this.#restore(screen);
    if (name === "open") this.#fetchRestAfter(FETCH_REST_SOON_MS);
  }

  /**
   * Rejects when it can't be fetched.
   * @param {House} house
   * @param {string} name
   * @returns {Promise<import("./house.js").Build>}
   */
  async #groundOf(house, name) {
    if (name === "arriving") return arriving;
    if (name === "welcome") return welcome;
    if (name === "open") return (this.#talk ??= (await import("./talk.js")).talk);
    if (name === "resume") return this.#later(house, name);
    if (name !== "refused") await complete(house);
    return () => stateScreen(house, name);
  }

  /**
   * @param {House} house
   * @param {ScreenName} name
   */
  async #later(house, name) {
    if (name === "urgent" || name === "welcome") return HERE[name];
    const [{ build }] = await Promise.all([LATER[name](), complete(house)]);
    return build;
  }

  /** @param {ScreenName} name */
  async #open(name) {
    const house = this.#house;
    if (!house) return;
    // Without a line it may not have been fetched yet.
    const build = await this.#later(house, name).catch(() => away);
    // A second press on what is open, or on its way, lays nothing over it that must be taken off again.
    if (this.#house !== house || this.#over[this.#over.length - 1]?.name === name) return;
    const screen = build(house);
    this.#over.push({ name, screen });
    screen.update?.(this.engine.view);
    this.#place(screen, true);
  }

  #back() {
    this.#over.pop()?.screen.leave?.();
    const { screen } = this.#over[this.#over.length - 1] ?? this.#ground ?? {};
    if (screen) this.#place(screen, true);
  }

  #home() {
    for (const { screen } of this.#over.splice(1)) screen.leave?.();
    if (this.#over.length) this.#back();
  }

  #drop() {
    for (const { screen } of this.#over.splice(0)) screen.leave?.();
    this.#ground?.screen.leave?.();
    this.#ground = null;
  }

  /**
   * @param {Screen} screen
   * @param {boolean} focus
   */
  #place(screen, focus) {
    this.#stage.replaceChildren(screen.element);
    this.#stage.dataset.over = String(this.#over.length > 0);
    scrollTo(0, 0);
    screen.shown?.();
    const start = screen.element.querySelector("h1");
    if (focus && start) start.focus({ preventScroll: true });
  }

  /** @param {Screen} screen */
  #restore({ element }) {
    const field = element.querySelector("textarea");
    if (field && this.#written) {
      field.value = this.#written;
      field.dispatchEvent(new Event("input"));
    }
    this.#written = "";
  }

  /** What could not be fetched is asked for again. */
  #tryAgain() {
    clearTimeout(this.#again);
    this.#again = setTimeout(() => this.render(this.engine.view), AGAIN_MS);
  }

  /** So that all of it works when the line breaks off. @param {number} pause ms */
  #fetchRestAfter(pause) {
    setTimeout(() => {
      const house = this.#house;
      void Promise.allSettled([...Object.values(LATER).map((fetch) => fetch()), house && complete(house)]);
    }, pause);
  }
}

/** With the sentences of all screens. Rejects when they can't be fetched. @param {House} house */
async function complete(house) {
  Object.assign(house.words, await screenWordsIn(house.language));
}
