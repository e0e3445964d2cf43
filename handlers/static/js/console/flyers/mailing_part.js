// @ts-check
/** The part 「おしらせ」: telling those who asked for it, once, within the month's messages; how far it is, live. */

import { arrange, make, setText } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { Poll } from "../../lib/poll.js";
import { Refused } from "../api.js";
import { facts, line } from "../fields.js";
import { button } from "../visit_setup/form.js";
import { keepFocus } from "../visits/drawing.js";
import { DOOR, pathOf } from "./doors.js";
import { MailingProgress } from "./mailing_progress.js";
import { screen } from "./words.js";
import { mailing as words } from "./words_mailing.js";

/** @typedef {import("./types.js").Flyer} Flyer */
/** @typedef {import("./mailing_progress.js").Mailing} Mailing */
/** @typedef {{ mailings: Mailing[], subscribers: number, month: { left: number | null, reserve: number | null } | null, now: number }} Told */

const MAILINGS = `${DOOR}/mailings`;
const EVERY_MS = 3000;

export class MailingPart {
  #problem = make("p", { class: "field-problem", attributes: { role: "alert" } });
  #body = make("div", { class: "flyer-mailing" });
  #heading = make("h2", { text: screen.parts.mailing, attributes: { id: "flyer-mailing-heading", tabindex: "-1" } });
  #poll = new Poll(() => this.#load(), EVERY_MS);
  #progress = new MailingProgress({ turn: (one, state, done) => void this.#turn(one, state, done), end: (one) => void this.#end(one) });
  /** @type {Told | null} */
  #told = null;
  #ticket = 0;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {Flyer} flyer
   * @param {import("./types.js").Acts} acts
   */
  constructor(desk, flyer, acts) {
    this.desk = desk;
    this.acts = acts;
    this.flyer = flyer;
    const text = make("div", { class: "flyer-notice" }, make("h3", { text: words.message }), make("p", { class: "talk-text", text: words.text }), make("p", { class: "field-hint", text: words.textHint }));
    this.element = make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "flyer-mailing-heading" } },
      this.#heading, make("p", { class: "panel-lead", text: words.lead }), text, this.#problem, this.#body);
  }

  /** @param {Flyer} flyer */
  put(flyer) {
    this.flyer = flyer;
    this.#draw();
  }

  load() {
    this.#poll.start();
  }

  leave() {
    this.#poll.stop();
    this.#ticket += 1;
  }

  async #load() {
    const ticket = (this.#ticket += 1);
    try {
      const told = await this.desk.api.call("GET", MAILINGS);
      if (ticket !== this.#ticket) return;
      if (this.#problem.textContent === words.failedToLoad) setText(this.#problem, "");
      this.desk.clock.set(told.now);
      this.#told = told;
      this.#draw();
    } catch (error) {
      if (ticket === this.#ticket) setText(this.#problem, words.failedToLoad);
      throw error;
    }
  }

  #draw() {
    if (!this.#told) return;
    const mine = this.#told.mailings.filter(({ flyer }) => flyer === this.flyer.id);
    const open = mine.find(({ state }) => state !== "done"), ended = mine.filter(({ state }) => state === "done");
    const now = this.desk.clock.now();
    const earlier = ended.length === 0 ? [] : [make("h3", { text: words.earlier }), make("ul", { class: "flyer-earlier" },
      ...ended.map((one) => make("li", { text: words.was(dateWords(one.begun_at, now), one.sent, one.wanted) })))];
    keepFocus(this.#body, () => arrange(this.#body, [...(open ? [this.#progress.show(open), this.#figures()] : [this.#figures(), ...this.#offer()]), ...earlier]));
  }

  #figures() {
    const { subscribers, month } = /** @type {Told} */ (this.#told);
    const pushes = (/** @type {number | null} */ count) => (count === null ? words.unlimited : words.pushes(count));
    /** @type {[string, string][]} */
    const rows = [[words.figures.subscribers, words.people(subscribers)], [words.figures.left, month ? pushes(month.left) : words.unknown]];
    if (month && month.reserve !== null) rows.push([words.figures.reserve, words.pushes(month.reserve)]);
    const list = facts(rows);
    list.classList.add("flyer-figures");
    return make("div", {}, list, ...(rows.length > 2 ? [make("p", { class: "field-hint", text: words.reserveHint })] : []));
  }

  /** What can be sent, and the button that asks once more. */
  #offer() {
    const { subscribers, month } = /** @type {Told} */ (this.#told);
    if (this.flyer.state !== "shown") return [make("p", { text: words.hidden }), button("button-secondary", screen.parts.shown, () => this.acts.turn("shown"))];
    if (subscribers === 0) return [make("p", { text: words.nobody })];
    const left = month?.left ?? null, partly = left !== null && left < subscribers ? words.partly(left, subscribers - left) : "";
    const begin = button("button-primary", words.beginTo(subscribers), () => void this.#begin(subscribers, partly));
    begin.dataset.key = "mailing-begin";
    return [...(partly ? [make("p", { class: "notice", text: partly, data: { tone: "caution" } })] : []), make("div", {}, begin), make("p", { class: "field-hint", text: words.night })];
  }

  /** @param {number} count @param {string} partly */
  async #begin(count, partly) {
    const { asking } = words;
    const answer = await this.acts.ask((talk) => talk.ask({ heading: asking.heading(count), body: [line(asking.lead), ...(partly ? [line(partly)] : []), line(words.night)],
      choices: [{ value: "", text: asking.back }, { value: "send", text: asking.confirm(count), tone: "primary" }] }));
    if (answer !== "send") return;
    await this.#do(() => this.desk.api.call("POST", pathOf(this.flyer, "/mailings")), words.begun);
  }

  /**
   * @param {Mailing} one
   * @param {Mailing["state"]} state
   * @param {string} done
   */
  #turn(one, state, done) {
    return this.#do(() => this.desk.api.call("PUT", `${MAILINGS}/${encodeURIComponent(one.id)}`, { state, revision: one.revision }), done);
  }

  /** @param {Mailing} one */
  async #end(one) {
    const { ending } = words;
    const answer = await this.acts.ask((talk) => talk.ask({ heading: ending.heading, body: [line(ending.lead(one.waiting))],
      choices: [{ value: "", text: ending.back }, { value: "end", text: ending.confirm, tone: "danger" }] }));
    if (answer === "end") await this.#turn(one, "done", ending.done);
  }

  /**
   * @param {() => Promise<Mailing>} act
   * @param {string} done
   */
  async #do(act, done) {
    setText(this.#problem, "");
    try {
      this.#put(await act());
      this.acts.say(done);
    } catch (error) {
      const stored = error instanceof Refused ? /** @type {Mailing | undefined} */ (error.body.stored) : undefined;
      if (stored) this.#put(stored);
      setText(this.#problem, problemOf(error));
    }
  }

  /** @param {Mailing} after */
  #put(after) {
    if (!this.#told) return;
    this.#ticket += 1;
    this.#told = { ...this.#told, mailings: [after, ...this.#told.mailings.filter(({ id }) => id !== after.id)] };
    this.#draw();
  }
}

/** @param {unknown} error */
function problemOf(error) {
  const said = /** @type {Record<string, string>} */ ({ changed: words.changed, going: words.going, hidden: words.hidden, nobody: words.nobody });
  return (error instanceof Refused && said[error.code]) || words.unsaved;
}
