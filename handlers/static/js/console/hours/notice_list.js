// @ts-check
/** The notices that residents are told now or later, and the press that takes one back. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { dateWords, dayNumber, timeWords } from "../../lib/jst.js";
import { listed } from "../../lib/punctuation.js";
import { Refused } from "../api.js";
import { daysText, deskText } from "./closed_days.js";
import { closed, notice as words } from "./notice_words.js";

/**
 * @typedef {object} Notice times in ms
 * @property {number} id
 * @property {string} revision
 * @property {number} shown_from
 * @property {number} shown_until
 * @property {string} ja
 * @property {string} easy
 * @property {string} en
 * @property {import("./closed_days.js").ClosedDays[]} closed what was shut in the same step
 */

export class NoticeList {
  #list = byId("notices", HTMLElement);
  #problem = byId("notices-problem", HTMLElement);

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {(said: string) => Promise<void>} onChanged
   */
  constructor(desk, onChanged) {
    this.desk = desk;
    this.onChanged = onChanged;
  }

  /**
   * @param {Notice[]} notices
   * @param {{ id: string, name: string }[]} desks
   * @param {boolean} mayClose
   */
  show(notices, desks, mayClose) {
    const now = this.desk.clock.now();
    const running = notices.filter(({ shown_from: from }) => from <= now);
    const told = Math.max(-1, ...running.map(({ id }) => id));
    byId("notices-none", HTMLElement).hidden = notices.length > 0;
    arrange(this.#list, notices.map((one) => this.#item(one, told, desks, mayClose)));
  }

  clear() {
    arrange(this.#list, []);
    setText(this.#problem, "");
  }

  /**
   * @param {Notice} one
   * @param {number} told the id of the one that is told at present
   * @param {{ id: string, name: string }[]} desks
   * @param {boolean} mayClose
   */
  #item(one, told, desks, mayClose) {
    const now = this.desk.clock.now(), at = (/** @type {number} */ time) => moment(time, now);
    const since = one.shown_from > now ? words.later(...at(one.shown_from)) : one.id === told ? "" : words.older;
    const item = make("li", { class: "notice", data: { tone: one.id === told ? "caution" : "plain" } },
      make("p", { class: "notice-when", text: since + words.until(...at(one.shown_until)) }),
      make("dl", { class: "notice-texts" }, ...["ja", "easy", "en"].flatMap((language) => [
        make("dt", { text: words.languages[language] ?? language }),
        make("dd", { text: /** @type {Record<string, any>} */ (one)[language], attributes: { lang: language === "en" ? "en" : "ja" } }),
      ])));
    if (one.closed.length > 0) {
      const shut = one.closed.map((closure) => `${deskText(closure.desk, desks)} ${daysText(closure, now)}`);
      item.append(make("p", { text: words.together(listed(shut)) }));
    }
    if (mayClose) item.append(this.#buttons(one));
    return item;
  }

  /** @param {Notice} one */
  #buttons(one) {
    if (one.closed.length === 0) return this.#row(this.#button("button-secondary", words.backOnly, one, false));
    return this.#row(this.#button("button-secondary", words.backAll, one, true), this.#button("button-quiet", words.backWords, one, false));
  }

  /** @param {...HTMLElement} buttons */
  #row(...buttons) {
    return make("div", { class: "edit-buttons" }, ...buttons);
  }

  /**
   * @param {string} tone
   * @param {string} text
   * @param {Notice} one
   * @param {boolean} reopen
   */
  #button(tone, text, one, reopen) {
    const button = make("button", { class: `button ${tone}`, text, attributes: { type: "button" } });
    button.addEventListener("click", () => void this.#takeBack(one, reopen));
    return button;
  }

  /**
   * @param {Notice} one
   * @param {boolean} reopen whether what was shut with it opens again
   */
  async #takeBack({ id, revision }, reopen) {
    setText(this.#problem, "");
    let said = reopen ? words.takenAll : words.taken;
    try {
      await this.desk.api.call("DELETE", `/console/announcements/${id}`, { revision, reopen });
    } catch (error) {
      if (!(error instanceof Refused) || (error.status !== 404 && error.code !== "changed")) {
        setText(this.#problem, closed.unsaved);
        return;
      }
      said = error.status === 404 ? words.gone : closed.changed;
    }
    await this.onChanged(said);
  }
}

/**
 * Day and time; midnight is the end of the day before it.
 * @param {number} at
 * @param {number} now
 * @returns {[string, string]}
 */
const moment = (at, now) => (isMidnight(at) ? [dateWords(at - 1, now), "24:00"] : [dateWords(at, now), timeWords(at)]);

/** @param {number} at */
const isMidnight = (at) => dayNumber(at) > dayNumber(at - 1);
