// @ts-check
/** The screen 「資料」: the list, or one flyer that is open. */

import { arrange, byId, setText } from "../../lib/dom.js";
import { problemWords } from "../problems.js";
import { Ended, Talk } from "../talk.js";
import { keepFocus } from "../visits/drawing.js";
import { DOOR } from "./doors.js";
import { Kept } from "./kept.js";
import { flyerList, flyerOrder } from "./list.js";
import { Opened } from "./opened.js";
import { screen as words } from "./words.js";

/** @typedef {import("./types.js").Flyer} Flyer */

export class FlyersPanel {
  #problem = byId("flyers-problem", HTMLElement);
  #said = byId("flyers-said", HTMLElement);
  #heading = byId("flyers-heading", HTMLElement);
  #body = byId("flyers-body", HTMLElement);
  /** @type {Flyer[]} */
  #flyers = [];
  /** @type {Record<string, number>} */
  #longest = {};
  /** @type {Opened | null} */
  #opened = null;
  /** @type {Talk | null} */
  #talk = null;
  #ticket = 0;
  #sorting = false;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  show() {
    void this.#load();
  }

  /** Takes everything off the page; what is typed and not saved stays with the drafts. */
  hide() {
    this.#ticket += 1;
    this.#talk?.end();
    this.#close();
    this.#sorting = false;
    this.#flyers = [];
    arrange(this.#body, []);
    for (const place of [this.#problem, this.#said]) setText(place, "");
  }

  async #load() {
    const ticket = (this.#ticket += 1);
    try {
      const { flyers, longest } = await this.desk.api.call("GET", DOOR);
      if (ticket !== this.#ticket) return;
      this.#flyers = flyers;
      this.#longest = longest;
      setText(this.#problem, "");
      if (!this.#opened && !this.#sorting) this.#list();
    } catch {
      if (ticket === this.#ticket) setText(this.#problem, words.failed);
    }
  }

  #list() {
    keepFocus(this.#body, () => arrange(this.#body, flyerList(this.#flyers, {
      now: this.desk.clock.now(), drafted: (flyer) => new Kept(this.desk.drafts, `words ${flyer.id}`).typed !== null,
      open: (flyer) => this.#open(flyer), add: () => this.#open(null), sort: () => this.#sort(),
    })));
  }

  #sort() {
    setText(this.#said, "");
    this.#sorting = true;
    const back = () => {
      this.#sorting = false;
      this.#list();
      byId("flyers-sort", HTMLElement).focus();
      void this.#load();
    };
    arrange(this.#body, flyerOrder(this.#flyers, { back, save: async (seen, wanted) => {
      const { flyers } = await this.desk.api.call("PUT", `${DOOR}/order`, { seen, wanted });
      return (this.#flyers = flyers);
    } }));
    byId("flyers-sort-heading", HTMLElement).focus();
  }

  /** @param {Flyer | null} flyer none: a new one */
  #open(flyer) {
    this.#close();
    setText(this.#said, "");
    const opened = (this.#opened = new Opened(this.desk, flyer, this.#longest, {
      say: (said) => this.#say(said),
      quiet: () => setText(this.#said, ""),
      stored: (after) => this.#put(after),
      removed: (gone, said) => this.#removed(gone, said),
      back: () => this.#back(),
      ask: (run) => this.#ask(run),
    }));
    arrange(this.#body, [opened.element]);
    void opened.turn(flyer && flyer.versions.length > 0 ? "shown" : flyer ? "file" : "words");
    opened.focus();
  }

  #close() {
    this.#opened?.leave();
    this.#opened = null;
  }

  #back() {
    const id = this.#opened?.flyer?.id ?? "";
    this.#close();
    setText(this.#said, "");
    this.#list();
    const place = this.#body.querySelector(`[data-flyer="${CSS.escape(id)}"]`);
    (place instanceof HTMLElement ? place : this.#heading).focus();
    void this.#load();
  }

  /** @param {Flyer} after */
  #put(after) {
    const known = this.#flyers.some(({ id }) => id === after.id);
    this.#flyers = known ? this.#flyers.map((one) => (one.id === after.id ? after : one)) : [...this.#flyers, after];
  }

  /**
   * @param {Flyer} gone
   * @param {string} said
   */
  #removed(gone, said) {
    this.#flyers = this.#flyers.filter(({ id }) => id !== gone.id);
    new Kept(this.desk.drafts, `words ${gone.id}`).forget();
    for (const { number } of gone.versions) new Kept(this.desk.drafts, `pages ${gone.id} ${number}`).forget();
    this.#back();
    this.#say(said);
  }

  /** @param {string} said */
  #say(said) {
    setText(this.#problem, "");
    setText(this.#said, said);
    this.#heading.focus();
  }

  /**
   * @template T
   * @param {(talk: Talk) => Promise<T>} run
   * @returns {Promise<T | null>}
   */
  async #ask(run) {
    if (this.#talk) return null;
    const from = document.activeElement, talk = (this.#talk = new Talk("flyers-dialog"));
    try {
      return await run(talk);
    } catch (error) {
      if (!(error instanceof Ended)) setText(this.#problem, problemWords(error));
      return null;
    } finally {
      this.#talk = null;
      talk.end();
      if (document.activeElement === document.body && from instanceof HTMLElement && from.isConnected) from.focus();
    }
  }
}
