// @ts-check
/** What is to be known about the talk at this moment, under its last line. */

import { arrange, make } from "../../lib/dom.js";
import { familyInTalk } from "./refusals.js";
import { button, paragraphs, say } from "./say.js";
import { dayWords, daysUntil } from "./times.js";

/** @typedef {import("./house.js").House} House */
/** @typedef {import("./house.js").View} View */

export class Notices {
  /** Each notice is built anew only when what it says changes. @type {Map<string, { face: string, element: HTMLElement }>} */
  #shown = new Map();

  /** @param {House} house */
  constructor(house) {
    this.house = house;
    this.element = make("div", { class: "notices" });
  }

  /** @param {View} view */
  update(view) {
    const wanted = [
      this.#failure(view), this.#closed(view), this.#waiting(view), this.#news(view), this.#contested(view), this.#blocked(view),
      this.#silence(view), this.#keep(view), this.#typing(view),
    ];
    arrange(this.element, wanted.flatMap((one) => (one ? [one] : [])));
  }

  /**
   * @param {string} name
   * @param {unknown} about
   * @param {() => HTMLElement} build
   */
  #kept(name, about, build) {
    const face = JSON.stringify(about);
    const before = this.#shown.get(name);
    if (before?.face === face) return before.element;
    const element = build();
    this.#shown.set(name, { face, element });
    return element;
  }

  /** A visible band where words are missing. @param {View} view */
  #failure({ failure }) {
    if (!failure) return null;
    const { refused } = this.house.words;
    const said = refused[familyInTalk(failure.code)];
    return this.#kept("failure", failure, () => make("section", { class: "notice failure stack", attributes: { role: "alert" } },
      say("h2", said.heading), say("p", said.what),
      ...(failure.unopened > 0 ? [say("p", refused.unopened(failure.unopened))] : []),
      say("p", said.not, { class: "warning" }), say("p", refused.call),
      make("p", { class: "quiet" }, say("span", refused.code), make("code", { class: "code", text: failure.code }))));
  }

  /** @param {View} view */
  #closed({ room, survey }) {
    if (room?.state !== "closed") return null;
    const { words: { closed, notice }, language, now, open } = this.house;
    const about = [room.dueAt, room.heldUntil, room.pausedAt, room.eraseOnClose, survey?.next, room.dueAt && daysUntil(room.dueAt, now())];
    return this.#kept("closed", about, () => {
      const lines = [closed.body];
      if (room.heldUntil) lines.push(notice.held(dayWords(room.heldUntil, language)));
      else if (room.eraseOnClose) lines.push(closed.now);
      else if (room.dueAt) lines.push(closed.due(dayWords(room.dueAt, language), Math.max(0, daysUntil(room.dueAt, now()))));
      if (room.pausedAt) lines.push(notice.paused);
      const acts = survey?.next ? [button(closed.survey, () => open("survey"), "plain")] : [];
      return make("section", { class: "notice calm stack", attributes: { role: "status" } },
        say("h2", closed.heading), ...paragraphs(lines),
        make("div", { class: "pair" }, ...acts, button(closed.erase, () => open("erase"), "plain")));
    });
  }

  /** What somebody may expect who has written and not been answered. @param {View} view */
  #waiting({ entries, facts, room }) {
    const last = entries[entries.length - 1];
    if (!last?.mine || last.state !== "arrived" || room?.state !== "open" || room.blockedUntil) return null;
    const replied = entries.some(({ mine }) => !mine);
    const { talk } = this.house.words;
    const lines = [...(replied ? [] : [talk.first]), ...(facts ? [answerWords(facts.answer, talk)] : [])];
    return this.#kept("waiting", lines, () => make("div", { class: "notice soft", attributes: { role: "status" } }, ...paragraphs(lines)));
  }

  /** @param {View} view */
  #news({ facts }) {
    const text = facts?.notice;
    return text ? this.#kept("news", text, () => make("div", { class: "notice" }, say("p", text))) : null;
  }

  /** @param {View} view */
  #contested({ room }) {
    if (!room?.contestedAt) return null;
    const { contested } = this.house.words.notice;
    return this.#kept("contested", 0, () => make("div", { class: "notice caution", attributes: { role: "alert" } }, say("p", contested)));
  }

  /** @param {View} view */
  #blocked({ room }) {
    if (!room?.blockedUntil) return null;
    const { words: { notice: { blocked }, bar }, language, open } = this.house;
    const day = dayWords(room.blockedUntil, language);
    return this.#kept("blocked", day, () => make("section", { class: "notice stack", attributes: { role: "status" } },
      say("h2", blocked.heading), say("p", blocked.body(day)), button(bar.urgent, () => open("urgent"), "plain")));
  }

  /** @param {View} view */
  #silence({ room }) {
    if (!room?.silenceEndsAt || room.state !== "open") return null;
    const { words: { notice }, language } = this.house;
    const day = dayWords(room.silenceEndsAt, language);
    return this.#kept("silence", day, () => make("div", { class: "notice" }, say("p", notice.silence(day))));
  }

  /** @param {View} view */
  #keep({ kept, entries }) {
    if (kept || !entries.some(({ mine, state }) => mine && state === "arrived")) return null;
    const { words: { notice }, open } = this.house;
    return this.#kept("keep", 0, () => make("div", { class: "notice caution stack" },
      say("p", notice.keep), button(notice.keepButton, () => open("number"), "plain")));
  }

  /** @param {View} view */
  #typing({ room }) {
    const typing = room?.typing ?? false;
    return this.#kept("typing", typing, () =>
      say("p", typing ? this.house.words.talk.typing : "", { class: "typing", attributes: { role: "status" } }));
  }
}

/**
 * When somebody answers.
 * @param {import("../types.js").Facts["answer"]} answer
 * @param {import("./house.js").Words["talk"]} talk
 */
export const answerWords = ({ now, words }, { answer }) => (now ? answer.now : words ? answer.from(words) : answer.unknown);
