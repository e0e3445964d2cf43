// @ts-check
/** The screen 「受付時間とお知らせ」: the notice for everybody, each desk's week, and the days on which they are shut. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { Poll } from "../../lib/poll.js";
import { AnnouncingForm } from "./announcing.js";
import { ClosedDaysList } from "./closed_days.js";
import { WeekEditor } from "./editor.js";
import { NoticeList } from "./notice_list.js";
import { dayList, openingText, weekTable } from "./week_view.js";
import { hours as words } from "./words.js";

/** @typedef {import("./spans.js").Week} Week */
/**
 * @typedef {object} Shown what the server tells
 * @property {Week[]} desks
 * @property {import("./closed_days.js").ClosedDays[]} closed_days
 * @property {import("./notice_list.js").Notice[]} notices
 * @property {string} notices_revision
 * @property {boolean} may_close
 */

const EVERY_MS = 15_000;

export class HoursPanel {
  #problem = byId("hours-problem", HTMLElement);
  #said = byId("hours-said", HTMLElement);
  #weeks = byId("weeks", HTMLElement);
  #poll = new Poll(() => this.#load(), EVERY_MS);
  #ticket = 0;
  /** What is on the page, as text: drawn anew only when it changed, so that nothing moves under somebody's hands. */
  #drawn = "";
  /** @type {WeekEditor | null} */
  #editor = null;
  /** @type {Shown | null} */
  #shown = null;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    const changed = async (/** @type {string} */ said) => this.#changed(said);
    this.notices = new NoticeList(desk, changed);
    this.announcing = new AnnouncingForm(desk, changed);
    this.closed = new ClosedDaysList(desk, changed);
  }

  show() {
    this.#poll.start();
  }

  /** Takes everything off the page. */
  hide() {
    this.#poll.stop();
    this.#ticket += 1;
    this.#editor?.close();
    this.#editor = this.#shown = null;
    this.#drawn = "";
    for (const part of [this.notices, this.announcing, this.closed]) part.clear();
    arrange(this.#weeks, []);
    for (const place of [this.#problem, this.#said]) setText(place, "");
  }

  async #load() {
    const ticket = (this.#ticket += 1);
    try {
      const shown = await this.desk.api.call("GET", "/console/hours");
      if (ticket !== this.#ticket) return;
      setText(this.#problem, "");
      this.#draw(shown);
    } catch (error) {
      if (ticket === this.#ticket) setText(this.#problem, words.failed);
      throw error;
    }
  }

  /** @param {string} said what was done; "" where somebody else says it */
  async #changed(said) {
    await this.#load().catch(() => undefined);
    setText(this.#said, said);
    if (said) byId("hours-heading", HTMLElement).focus();
  }

  /** @param {Shown} shown */
  #draw(shown) {
    this.#shown = shown;
    this.announcing.show(shown.desks, shown.may_close, shown.notices_revision);
    const drawn = JSON.stringify(shown);
    if (drawn === this.#drawn) return;
    this.#drawn = drawn;
    this.notices.show(shown.notices, shown.desks, shown.may_close);
    this.closed.show(shown.closed_days, shown.desks, shown.may_close);
    this.#drawWeeks();
  }

  #drawWeeks() {
    const edited = this.#editor?.week.id;
    const weeks = this.#shown?.desks ?? [];
    const active = document.activeElement, held = active instanceof HTMLElement ? active.closest("[data-desk]") : null;
    for (const week of weeks) if (week.id === edited) this.#editor?.seen(week);
    arrange(this.#weeks, weeks.map((week) => (week.id === edited && this.#editor ? this.#editor.element : this.#card(week))));
    if (held instanceof HTMLElement && !held.isConnected) this.#focus(held.dataset.desk ?? "");
  }

  /**
   * The button of a desk, which may have been drawn anew.
   * @param {string} id
   */
  #focus(id) {
    const button = this.#weeks.querySelector(`[data-desk="${CSS.escape(id)}"] button`);
    if (button instanceof HTMLElement) button.focus();
  }

  /** @param {Week} week */
  #card(week) {
    const now = this.desk.clock.now(), id = `week-${week.id}`;
    const card = make("section", { class: "panel-card", data: { desk: week.id }, attributes: { "aria-labelledby": id } },
      make("div", { class: "week-head" }, make("h2", { text: week.name, attributes: { id } }), this.#change(week)),
      make("p", { class: "week-opening", text: openingText(week.opening), data: { open: String(week.opening === null) } }),
      make("div", { class: "week-parts" },
        weekTable(week.rows, now),
        make("div", { class: "week-ahead" }, make("h3", { text: words.ahead }), dayList(week.days, now))));
    return card;
  }

  /** @param {Week} week */
  #change(week) {
    if (!week.mine) return make("p", { class: "field-hint", text: this.#shown?.may_close ? words.notMine : "" });
    const button = make("button", { class: "button button-secondary", text: words.change,
      attributes: { type: "button", "aria-label": words.changeOf(week.name) } });
    button.addEventListener("click", () => this.#edit(week));
    return button;
  }

  /** @param {Week} week */
  #edit(week) {
    this.#editor?.close();
    this.#editor = new WeekEditor(this.desk, week, (saved) => void this.#edited(week, saved));
    setText(this.#said, "");
    this.#drawWeeks();
    this.#editor.focus();
  }

  /**
   * @param {Week} week
   * @param {Week | null} saved
   */
  async #edited(week, saved) {
    this.#editor?.close();
    this.#editor = null;
    this.#drawn = "";
    if (saved && this.#shown) this.#shown.desks = this.#shown.desks.map((one) => (one.id === saved.id ? { ...one, ...saved } : one));
    this.#drawWeeks();
    this.#focus(week.id);
    setText(this.#said, saved ? words.saved(week.name) : "");
    await this.#load().catch(() => undefined);
  }
}
