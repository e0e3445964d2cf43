// @ts-check
/** What the nightly checks found, above everything else, for who can have it mended. */

import { arrange, byId, make } from "../lib/dom.js";
import { Poll } from "../lib/poll.js";
import { alarms as words } from "./retention/words.js";

const EVERY_MS = 60_000;
const ROLES = ["supervisor", "auditor", "counselor"];
/** The quota of messages: the furthest that was reached says it all. */
const QUOTA = ["quota-spent", "quota-95", "quota-80"];

export class Alarms {
  #place = byId("alarms", HTMLElement);
  #poll = new Poll(() => this.#turn(), EVERY_MS);

  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  /** @param {string} role */
  start(role) {
    if (ROLES.includes(role)) this.#poll.start();
  }

  stop() {
    this.#poll.stop();
    this.#show([]);
  }

  async #turn() {
    /** @type {{ code: string }[]} */
    const alarms = await this.desk.api.call("GET", "/console/alarms");
    if (this.#poll.running) this.#show(alarms.map(({ code }) => code));
  }

  /** @param {readonly string[]} codes */
  #show(codes) {
    this.#place.hidden = codes.length === 0;
    if (this.#place.dataset.codes === codes.join(" ")) return;
    this.#place.dataset.codes = codes.join(" ");
    const faults = codes.filter((code) => !QUOTA.includes(code));
    const quota = QUOTA.find((code) => codes.includes(code));
    arrange(this.#place, [...(faults.length ? [faultNotice(faults)] : []), ...(quota ? [quotaNotice(quota)] : [])]);
  }
}

/** @param {readonly string[]} codes */
function faultNotice(codes) {
  const told = codes.map((code) => make("li", { text: words.titles[code] ?? words.other }));
  return make("section", { class: "notice", data: { tone: "error" } },
    make("h3", { text: words.heading }), make("ul", {}, ...told), make("p", { text: words.whom }));
}

/**
 * Nothing is broken, and nothing is lost: whoever writes should only know it.
 * @param {string} code
 */
function quotaNotice(code) {
  const { title, more } = words.quota[code] ?? { title: words.other, more: "" };
  return make("section", { class: "notice quota", data: { tone: "caution", code } },
    make("h3", { text: title }), make("p", { text: more }));
}
