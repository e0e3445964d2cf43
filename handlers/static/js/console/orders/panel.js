// @ts-check
/** The screen 「資料の取り寄せ」: what organisations ordered, live while somebody looks. */

import { arrange, byId, make, setText } from "../../lib/dom.js";
import { Poll } from "../../lib/poll.js";
import { Refused } from "../api.js";
import { line, notice } from "../fields.js";
import { Ended, Talk } from "../talk.js";
import { keepFocus } from "../visits/drawing.js";
import { orderCard } from "./card.js";
import { label, orderPaper, slip } from "./printing.js";
import { orders as words } from "./words.js";

/** @typedef {import("./types.js").Order} Order */
/** @typedef {import("./types.js").State} State */
/** @typedef {"coming" | "ended" | "all"} Filter */

const DOOR = "/console/orders";
const EVERY_MS = 3000;
const FILTERS = /** @type {const} */ (["coming", "ended", "all"]);

export class OrdersPanel {
  #problem = byId("orders-problem", HTMLElement);
  #said = byId("orders-said", HTMLElement);
  #list = byId("orders-list", HTMLElement);
  #poll = new Poll(() => this.#load(), EVERY_MS);
  #paper = orderPaper();
  /** Whose details are unfolded. @type {Set<string>} */
  #open = new Set();
  /** @type {Order[] | null} */
  #orders = null;
  /** @type {string | null} */
  #mark = null;
  /** @type {Filter} */
  #filter = "coming";
  /** @type {Talk | null} */
  #talk = null;
  #ticket = 0;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    /** @type {import("./types.js").Acts} */
    this.acts = {
      mark: (order, state) => void this.#turn(order, state),
      print: (order, what) => this.#paper.print(what === "label" ? label(order) : slip(order)),
      erase: (order) => void this.#erase(order),
      unfold: (order, open) => void (open ? this.#open.add(order.id) : this.#open.delete(order.id)),
    };
    arrange(byId("orders-filters", HTMLElement), FILTERS.map((name) => this.#filterButton(name)));
  }

  show() {
    this.#paper.start();
    this.#poll.start();
  }

  /** Takes everything off the page. */
  hide() {
    this.#poll.stop();
    this.#paper.stop();
    this.#talk?.end();
    this.#ticket += 1;
    this.#orders = this.#mark = null;
    this.#filter = "coming";
    this.#open.clear();
    arrange(this.#list, []);
    arrange(this.#said, []);
    for (const one of FILTERS) setText(byId(`orders-count-${one}`, HTMLElement), "");
    for (const place of [this.#problem, byId("orders-none", HTMLElement)]) setText(place, "");
  }

  async #load() {
    const ticket = (this.#ticket += 1);
    try {
      const news = await this.desk.api.news(DOOR, this.#orders ? this.#mark : null);
      if (ticket !== this.#ticket) return;
      setText(this.#problem, "");
      if (!news) return;
      this.#mark = news.mark;
      this.#orders = news.orders;
      this.desk.clock.set(news.now);
      this.#draw();
    } catch (error) {
      if (ticket === this.#ticket) setText(this.#problem, words.failed);
      throw error;
    }
  }

  #draw() {
    if (!this.#orders) return;
    const now = this.desk.clock.now();
    for (const name of FILTERS) {
      byId(`orders-filter-${name}`, HTMLElement).setAttribute("aria-pressed", String(name === this.#filter));
      setText(byId(`orders-count-${name}`, HTMLElement), words.count(this.#orders.filter((one) => fits(one, name)).length));
    }
    const shown = this.#orders.filter((one) => fits(one, this.#filter));
    setText(byId("orders-none", HTMLElement), shown.length > 0 ? "" : words.none[this.#orders.length > 0 ? this.#filter : "all"]);
    keepFocus(this.#list, () => arrange(this.#list, shown.map((one) => orderCard(one, now, this.#open.has(one.id), this.acts))));
  }

  /** @param {Filter} name */
  #filterButton(name) {
    const button = make("button", { class: "orders-filter", attributes: { type: "button", id: `orders-filter-${name}`, "aria-pressed": "false" } },
      make("span", { text: words.filters[name] }), make("span", { class: "orders-count", attributes: { id: `orders-count-${name}` } }));
    button.addEventListener("click", () => {
      this.#filter = name;
      this.#draw();
    });
    return button;
  }

  /**
   * @param {Order} order
   * @param {State} state
   * @param {boolean} [back] whether it takes back what was pressed by mistake
   */
  async #turn(order, state, back = false) {
    setText(this.#problem, "");
    try {
      /** @type {{ order: Order }} */
      const { order: after } = await this.desk.api.call("PUT", path(order), { state, revision: order.revision });
      this.#put(after);
      const text = (back ? words.undone : words.marked)(after.code, words.states[after.state]);
      this.#say(text, back ? null : () => void this.#turn(after, order.state, true));
    } catch (error) {
      this.#refused(error, order);
    }
  }

  /** @param {Order} order */
  async #erase(order) {
    if (this.#talk) return;
    const talk = (this.#talk = new Talk("orders-dialog")), { erasing } = words;
    const waiting = order.state === "new" || order.state === "packed" ? [notice(erasing.waiting, "caution")] : [];
    try {
      const answer = await talk.ask({ heading: erasing.heading(order.code), body: [line(order.name), line(erasing.lead), ...waiting],
        choices: [{ value: "", text: erasing.back }, { value: "erase", text: erasing.confirm, tone: "danger" }] });
      if (answer === "") return;
      await this.desk.api.call("DELETE", path(order));
      this.#put(order, true);
      this.#say(erasing.done(order.code), null);
    } catch (error) {
      if (!(error instanceof Ended)) this.#refused(error, order);
    } finally {
      this.#talk = null;
      talk.end();
    }
  }

  /**
   * Shows an order as it is by now, before the next question to the server.
   * @param {Order} order
   * @param {boolean} [gone]
   */
  #put(order, gone = false) {
    this.#ticket += 1;
    this.#mark = null;
    this.#orders = (this.#orders ?? []).flatMap((one) => (one.id !== order.id ? [one] : gone ? [] : [order]));
    this.#draw();
  }

  /**
   * @param {unknown} error
   * @param {Order} order
   */
  #refused(error, order) {
    if (error instanceof Refused && error.code === "stale") {
      this.#put(/** @type {Order} */ (error.body.order));
      setText(this.#problem, words.stale);
    } else if (error instanceof Refused && error.status === 404) {
      this.#put(order, true);
      setText(this.#problem, words.missing);
    } else setText(this.#problem, words.unsaved);
    byId("orders-heading", HTMLElement).focus();
  }

  /**
   * @param {string} text
   * @param {(() => void) | null} undo
   */
  #say(text, undo) {
    const parts = [make("p", { text })];
    if (undo) {
      const button = make("button", { class: "button button-secondary", text: words.undo, attributes: { type: "button", id: "orders-undo" } });
      button.addEventListener("click", undo);
      arrange(this.#said, [...parts, button]);
      button.focus();
    } else {
      arrange(this.#said, parts);
      byId("orders-heading", HTMLElement).focus();
    }
  }
}

/**
 * @param {Order} order
 * @param {Filter} filter
 */
const fits = ({ state }, filter) => filter === "all" || (filter === "coming") === (state === "new" || state === "packed");

/** @param {Order} order */
const path = ({ id }) => `${DOOR}/${encodeURIComponent(id)}`;
