// @ts-check
/** The screen 「紹介先」: places that may be named, after two people have looked at them. */

import { arrange, byId, setText } from "../../lib/dom.js";
import { Refused } from "../api.js";
import { facts, line } from "../fields.js";
import { problemWords } from "../problems.js";
import { Ended, Talk } from "../talk.js";
import { matching } from "../templates/wording.js";
import { referralCard } from "./card.js";
import { askReferral } from "./form.js";
import { referrals as words } from "./words.js";

/** @typedef {import("../templates/wording.js").Referral} Referral */

const DOOR = "/console/referrals";
const LISTS = /** @type {const} */ ({ proposed: "awaiting", expired: "late", live: "usable" });
const BY_CODE = new Map([["own", words.own], ["changed", words.changed]]);

export class ReferralsPanel {
  #problem = byId("referrals-problem", HTMLElement);
  #search = byId("referrals-search", HTMLInputElement);
  #add = byId("referrals-add", HTMLButtonElement);
  #said = byId("referrals-said", HTMLElement);
  /** @type {Referral[]} */
  #referrals = [];
  #today = "";
  /** @type {Talk | null} */
  #talk = null;
  #ticket = 0;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.#search.addEventListener("input", () => this.#draw());
    this.#add.addEventListener("click", () => void this.#write(null, this.#add));
  }

  show() {
    void this.#load();
  }

  /** Takes everything off the page. */
  hide() {
    this.#ticket += 1;
    this.#talk?.end();
    this.#referrals = [];
    this.#search.value = "";
    for (const name of Object.keys(LISTS)) arrange(byId(`referrals-${name}`, HTMLElement), []);
    setText(this.#problem, "");
    setText(this.#said, "");
  }

  async #load() {
    const ticket = (this.#ticket += 1);
    try {
      const { referrals, today } = await this.desk.api.call("GET", DOOR);
      if (ticket !== this.#ticket) return;
      this.#referrals = referrals;
      this.#today = today;
      setText(this.#problem, "");
      this.#draw();
    } catch {
      if (ticket === this.#ticket) setText(this.#problem, words.notLoaded);
    }
  }

  #draw() {
    const searched = (/** @type {Referral} */ one) =>
      [one.name, words.kinds[one.kind], one.phone, one.hours, one.place, ...Object.values(one.about)].join(" ");
    const found = matching(this.#referrals, searched, this.#search.value);
    setText(this.#said, found.length > 0 ? "" : this.#referrals.length > 0 ? words.none : words.empty);
    const now = this.desk.clock.now();
    for (const [state, section] of Object.entries(LISTS)) {
      const here = found.filter((one) => one.state === state);
      byId(`referrals-${section}`, HTMLElement).hidden = here.length === 0;
      arrange(byId(`referrals-${state}`, HTMLElement), here.map((one) =>
        referralCard(one, { now, act: (act, button) => void this.#act(act, one, button) })));
    }
  }

  /**
   * @param {import("./card.js").Act} act
   * @param {Referral} one
   * @param {HTMLButtonElement} button
   */
  #act(act, one, button) {
    if (act === "agree") return this.#agree(one);
    if (act === "withdraw") return this.#withdraw(one);
    return this.#write(one, button);
  }

  /**
   * @param {Referral | null} known
   * @param {HTMLElement} from where the focus returns to
   */
  async #write(known, from) {
    let late = false;
    const told = (/** @type {unknown} */ error) => {
      late = error instanceof Refused && error.code === "changed";
      throw error;
    };
    const save = (/** @type {object} */ body) =>
      known ? this.desk.api.call("PUT", path(known), { ...body, seen: known.added_at }).catch(told) : this.desk.api.add(DOOR, body);
    await this.#ask(async (talk) => {
      if (await askReferral(talk, known, this.#today, save)) await this.#done(words.saved);
      else if (late) await this.#load();
    });
    if (from.isConnected) from.focus();
  }

  /** @param {Referral} one */
  async #agree(one) {
    const { heading, lead, confirm } = words.agreeing;
    /** @type {[string, string][]} */
    const known = [[words.phone, one.phone ?? ""], [words.hours, one.hours ?? ""], [words.url, one.url ?? ""], [words.source, one.source]];
    const shown = facts(known.filter(([, value]) => value !== ""));
    await this.#confirm(heading(one.name), [line(lead), shown], { text: confirm, tone: "primary" }, async () => {
      await this.desk.api.call("POST", `${path(one)}/agreement`, { seen: one.added_at });
      await this.#done(words.agreed);
    });
  }

  /** @param {Referral} one */
  async #withdraw(one) {
    const { heading, lead, confirm } = words.withdrawing;
    await this.#confirm(heading(one.name), [line(lead)], { text: confirm, tone: "danger" }, async () => {
      await this.desk.api.call("DELETE", path(one));
      await this.#done(words.withdrawn);
    });
  }

  /**
   * @param {string} heading
   * @param {Node[]} body
   * @param {{ text: string, tone: "primary" | "danger" }} choice
   * @param {() => Promise<void>} act
   */
  async #confirm(heading, body, choice, act) {
    await this.#ask(async (talk) => {
      const choices = [{ value: "", text: words.form.back }, { value: "yes", ...choice }];
      if ((await talk.ask({ heading, body, choices })) === "") return;
      await act();
      byId("referrals-heading", HTMLElement).focus();
    });
  }

  /** @param {(talk: Talk) => Promise<void>} run */
  async #ask(run) {
    const talk = (this.#talk = new Talk("referrals-dialog"));
    try {
      await run(talk);
    } catch (error) {
      if (error instanceof Ended) return;
      await this.#load();
      setText(this.#problem, (error instanceof Refused && BY_CODE.get(error.code)) || problemWords(error));
    } finally {
      talk.end();
    }
  }

  /** @param {string} text */
  async #done(text) {
    await this.#load();
    setText(this.#said, text);
  }
}

/** @param {Referral} referral */
const path = ({ id }) => `${DOOR}/${encodeURIComponent(id)}`;
