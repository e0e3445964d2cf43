// @ts-check
/** 「災害・臨時のお知らせ」: one form that closes what is chosen and tells everybody. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { dayNumber } from "../../lib/jst.js";
import { Refused } from "../api.js";
import { held } from "../held.js";
import { closed, notice as words } from "./notice_words.js";

const LANGUAGES = /** @type {const} */ (["ja", "easy", "en"]);
const DAY_MS = 24 * 3600 * 1000;

export class AnnouncingForm {
  #open = byId("announce-open", HTMLButtonElement);
  #form = byId("announce-form", HTMLFormElement);
  #reason = byId("announce-reason", HTMLSelectElement);
  #desks = byId("announce-desks", HTMLElement);
  #first = byId("announce-first", HTMLInputElement);
  #last = byId("announce-last", HTMLInputElement);
  #problem = byId("announce-problem", HTMLElement);
  #send = byId("announce-send", HTMLButtonElement);
  #texts = LANGUAGES.map((language) => byId(`announce-${language}`, HTMLTextAreaElement));
  /** Whether somebody has put other words in the place of ours. */
  #edited = false;
  #ticket = 0;
  #revision = "";

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {(said: string) => Promise<void>} onChanged
   */
  constructor(desk, onChanged) {
    this.desk = desk;
    this.onChanged = onChanged;
    this.#open.addEventListener("click", () => this.#start());
    byId("announce-cancel", HTMLButtonElement).addEventListener("click", () => this.#stop());
    byId("announce-again", HTMLButtonElement).addEventListener("click", () => void this.#draft(true));
    for (const text of this.#texts) text.addEventListener("input", () => (this.#edited = true));
    this.#form.addEventListener("change", (event) => {
      if (!(event.target instanceof HTMLTextAreaElement)) this.#follow();
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#tell();
    });
  }

  /**
   * @param {{ id: string, name: string }[]} desks
   * @param {boolean} mayClose
   * @param {string} revision what this page knows of notices
   */
  show(desks, mayClose, revision) {
    this.#revision = revision;
    this.#open.hidden = !mayClose || !this.#form.hidden;
    if (this.#desks.childElementCount === desks.length) return;
    arrange(this.#desks, desks.map(({ id, name }) => {
      const box = make("input", { attributes: { type: "checkbox", name: "desk", value: id } });
      box.checked = true;
      return make("label", { class: "check" }, box, make("span", { text: name }));
    }));
  }

  clear() {
    this.#form.hidden = true;
    this.#open.hidden = true;
    this.#reset();
    arrange(this.#desks, []);
  }

  #start() {
    this.#reset();
    const today = isoDay(this.desk.clock.now());
    this.#first.value = this.#last.value = today;
    this.#open.hidden = true;
    this.#form.hidden = false;
    this.#follow();
    this.#reason.focus();
  }

  #stop() {
    this.#form.hidden = true;
    this.#open.hidden = false;
    this.#reset();
    this.#open.focus();
  }

  #reset() {
    this.#ticket += 1;
    this.#edited = false;
    this.#form.reset();
    for (const box of this.#boxes()) box.checked = true;
    for (const text of this.#texts) text.value = "";
    this.#say({});
  }

  get #closes() {
    return this.#form.elements.namedItem("kind") instanceof RadioNodeList
      && /** @type {RadioNodeList} */ (this.#form.elements.namedItem("kind")).value === "close";
  }

  /** What follows from the choices: which fields there are, and our words for them. */
  #follow() {
    for (const part of this.#form.querySelectorAll("[data-closing]")) /** @type {HTMLElement} */ (part).hidden = !this.#closes;
    setText(this.#send, this.#closes ? words.close : words.tell);
    if (this.#last.value < this.#first.value) this.#last.value = this.#first.value;
    void this.#draft(false);
  }

  /** @param {boolean} anyway also over words of one's own */
  async #draft(anyway) {
    const again = byId("announce-again", HTMLButtonElement);
    again.hidden = !this.#edited;
    if (this.#edited && !anyway) return;
    const ticket = (this.#ticket += 1);
    const wanted = new URLSearchParams({ reason: this.#reason.value });
    if (this.#closes) {
      wanted.set("first_day", this.#first.value);
      wanted.set("last_day", this.#last.value);
    }
    const found = await this.desk.api.call("GET", `/console/announcements/draft?${wanted}`).catch(() => null);
    if (ticket !== this.#ticket || found === null) return;
    for (const [place, language] of LANGUAGES.entries()) /** @type {HTMLTextAreaElement} */ (this.#texts[place]).value = found[language];
    this.#edited = false;
    again.hidden = true;
  }

  async #tell() {
    this.#say({});
    const chosen = this.#boxes().filter((box) => box.checked).map((box) => box.value);
    const texts = Object.fromEntries(LANGUAGES.map((language, place) => [language, this.#texts[place]?.value ?? ""]));
    const first = this.#closes ? this.#first.value : isoDay(this.desk.clock.now());
    const closes = this.#closes ? { closes: chosen.length === this.#boxes().length ? null : chosen } : {};
    try {
      const body = { revision: this.#revision, ...texts, first_day: first, last_day: this.#last.value, ...closes };
      await held(this.#form, () => this.desk.api.call("POST", "/console/announcements", body));
    } catch (error) {
      await this.#refused(error);
      return;
    }
    this.#stop();
    await this.onChanged(words.shown);
  }

  /** @param {unknown} error */
  async #refused(error) {
    if (!(error instanceof Refused)) return this.#say({ whole: closed.unsaved });
    const { why, word } = /** @type {{ why?: string, word?: string }} */ (error.body);
    const place = LANGUAGES.findIndex((language) => language === error.code);
    if (place >= 0) {
      const said = why === "telling" ? words.telling(word ?? "") : why === "long" ? words.long : words.empty;
      this.#say({ [error.code]: said });
      return this.#texts[place]?.focus();
    }
    const sentences = { first_day: closed.first, last_day: why === "long" ? words.farther : closed.last, closes: words.closes, changed: words.changed };
    this.#say({ whole: sentences[/** @type {keyof typeof sentences} */ (error.code)] ?? closed.unsaved });
    if (error.code === "changed") await this.onChanged("");
    if (error.code === "last_day") this.#last.focus();
  }

  /** @param {Record<string, string>} problems by language; "whole" for the form */
  #say(problems) {
    setText(this.#problem, problems.whole ?? "");
    for (const [place, language] of LANGUAGES.entries()) {
      setText(byId(`announce-${language}-problem`, HTMLElement), problems[language] ?? "");
      this.#texts[place]?.setAttribute("aria-invalid", String(Boolean(problems[language])));
    }
  }

  /** @returns {HTMLInputElement[]} */
  #boxes() {
    return [...this.#desks.querySelectorAll("input")];
  }
}

/** The calendar day in Japan, as a date field has it. @param {number} at */
const isoDay = (at) => new Date(dayNumber(at) * DAY_MS).toISOString().slice(0, 10);
