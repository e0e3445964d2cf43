// @ts-check
/** One line of the talk: who wrote, by which way it came, how far it got, and what can be done with it. */

import { arrange, make } from "../../lib/dom.js";
import { AttachmentCard } from "./attachment.js";
import { button, plain, say, saying } from "./say.js";
import { timeWords } from "./times.js";

/** @typedef {import("./house.js").House} House */
/** @typedef {import("./house.js").Words} Words */
/** @typedef {import("../types.js").Entry} Entry */

/** What a line is built from; while it stays the same, the line is only updated. @param {Entry} entry */
export const faceOf = ({ payload, attachment, state, lane }) =>
  JSON.stringify([payload, attachment?.state, attachment?.type, attachment?.name, state === "erased", lane]);

export class EntryItem {
  #state = make("span", { class: "entry-state" });
  #time = make("time", { class: "entry-time" });
  #foot = make("div", { class: "entry-foot" });
  #acts = make("div", { class: "entry-acts" });
  /** Made when it is wanted: hundreds of lines have none. @type {HTMLButtonElement | null} */
  #more = null;
  /** @type {AttachmentCard | null} */
  #card = null;
  #asked = false;
  /** What it was last drawn from. */
  #standing = "";

  /**
   * @param {Entry} entry
   * @param {House} house
   */
  constructor(entry, house) {
    this.house = house;
    this.key = entry.key;
    this.face = faceOf(entry);
    const talk = house.words.talk;
    this.element = make("li", { class: "entry", data: { mine: String(entry.mine), kind: entry.payload?.kind ?? "erased" } });
    const who = say("span", `${plain(entry.mine ? talk.me : talk.them)}：`, { class: "visually-hidden" });
    this.element.append(who, this.#inside(entry), this.#foot);
  }

  /** @param {Entry} entry */
  update(entry) {
    const { talk } = this.house.words;
    this.entry = entry;
    this.#card?.update(entry);
    const standing = [entry.at, entry.state, entry.reason, entry.lane, entry.position, this.#asked].join();
    if (standing === this.#standing) return;
    this.#standing = standing;
    this.element.dataset.state = entry.state;
    saying(this.#time, timeWords(entry.at));
    this.#time.dateTime = new Date(entry.at).toISOString();
    saying(this.#state, entry.state === "erased" ? "" : talk.state[entry.state]);
    const way = entry.lane === "line" ? [say("span", talk.line, { class: "entry-lane" })] : entry.mine ? [this.#state] : [];
    arrange(this.#foot, [this.#time, ...way, ...(this.#erasable(entry) && !this.#asked ? [this.#moreButton()] : [])]);
    const wanted = this.#wanted(entry);
    if (wanted.length && !this.#acts.parentNode) this.element.append(this.#acts);
    arrange(this.#acts, wanted);
  }

  /** @param {Entry} entry */
  #erasable = ({ mine, lane, state, position }) => mine && lane === "room" && state === "arrived" && position !== null;

  #moreButton() {
    if (this.#more) return this.#more;
    this.#more = button("⋯", () => this.#ask(true), "more");
    this.#more.setAttribute("aria-label", plain(this.house.words.talk.options));
    return this.#more;
  }

  leave() {
    this.#card?.leave();
  }

  /** @param {Entry} entry */
  #inside(entry) {
    const { talk } = this.house.words;
    if (entry.payload && entry.attachment) {
      this.#card = new AttachmentCard(entry, this.house);
      return this.#card.element;
    }
    const gone = entry.mine && entry.lane === "room" ? talk.erased : talk.erasedTheirs;
    return entry.payload?.kind === "text"
      ? make("p", { class: "bubble", text: entry.payload.text ?? "" })
      : say("p", entry.payload ? toldWords(entry.payload, this.house.words) : gone, { class: "bubble" });
  }

  /** The buttons under a line, made once. @type {{ state: string, nodes: HTMLElement[] }} */
  #made = { state: "", nodes: [] };

  /** @param {Entry} entry */
  #wanted(entry) {
    const state = `${entry.state} ${entry.mine} ${entry.lane} ${entry.reason} ${entry.position} ${this.#asked}`;
    if (this.#made.state !== state) this.#made = { state, nodes: this.#buttons(entry) };
    return this.#made.nodes;
  }

  /** @param {Entry} entry @returns {HTMLElement[]} */
  #buttons(entry) {
    const { state, mine, lane, reason } = entry;
    const { words: { talk }, engine } = this.house;
    if (!mine || lane !== "room") return [];
    if (state === "failed") return [
      say("p", talk.reason[/** @type {keyof Words["talk"]["reason"]} */ (reason ?? "other")] ?? talk.reason.other, { class: "entry-why" }),
      button(talk.again, () => this.#try(engine.retry(this.key)), "small"),
      button(talk.discard, () => this.#try(engine.discard(this.key)), "small"),
    ];
    return this.#asked && this.#erasable(entry) ? this.#question() : [];
  }

  #question() {
    const { words: { talk }, engine } = this.house;
    return [
      say("p", `${talk.erase} — ${talk.eraseAsk}`, { class: "entry-why" }),
      button(talk.eraseYes, () => this.#try(engine.erase(this.key)), "small"),
      button(talk.eraseNo, () => this.#ask(false), "small"),
    ];
  }

  /** @param {Promise<void>} act */
  #try(act) {
    const { talk } = this.house.words;
    act.catch(() => arrange(this.#acts, [...this.#made.nodes, say("p", talk.notNow, { class: "entry-why", attributes: { role: "alert" } })]));
  }

  /** @param {boolean} asked */
  #ask(asked) {
    this.#asked = asked;
    if (this.entry) this.update(this.entry);
    (this.#acts.querySelector("button") ?? this.#moreButton()).focus();
  }
}

/**
 * What is not words. What was chosen or agreed is not repeated: somebody may read along.
 * @param {import("../types.js").Payload} payload
 * @param {Words} words
 */
function toldWords({ kind }, { talk }) {
  if (kind === "topic") return talk.topic;
  if (kind === "safety") return talk.safety;
  if (kind === "words") return talk.agreed;
  if (kind === "sticker") return talk.sticker;
  return kind === "location" ? talk.location : talk.other;
}
