// @ts-check
/** Tells who sits at the desk that somebody writes: in the title, to screen readers and, if they wish, by notice and sound. */

import { byId, make, setText } from "../../lib/dom.js";
import { newlyWaiting } from "../ordering.js";
import { TITLE } from "../words.js";
import { wish } from "../wishes.js";
import { ring } from "./bell.js";
import { notifying as words } from "./words.js";

/** @typedef {import("../types.js").Consultation} Consultation */

const TAG = "hidamari";

export class Notifier {
  notice = wish("notice", false);
  sound = wish("sound", false);
  #status = make("p", { class: "visually-hidden", attributes: { role: "status" } });
  /** @type {readonly Consultation[] | null} */
  #before = null;
  /** @type {Notification | null} */
  #shown = null;

  constructor() {
    byId("inbox-heading", HTMLElement).after(this.#status);
    document.addEventListener("visibilitychange", () => !document.hidden && this.#shown?.close());
  }

  /** Whether the page should go on asking, slowly, while it is hidden. */
  get awake() {
    return this.sound.get() || (this.notice.get() && permission() === "granted");
  }

  /**
   * @param {readonly Consultation[]} consultations
   * @param {number} waiting how many wait for this person or for anybody
   */
  hear(consultations, waiting) {
    document.title = waiting > 0 ? `(${waiting}) ${TITLE}` : TITLE;
    const news = this.#before !== null && newlyWaiting(this.#before, consultations);
    this.#before = consultations;
    if (!news) return;
    setText(this.#status, words.news(waiting));
    if (this.sound.get()) ring();
    if (this.notice.get() && !document.hasFocus()) this.#tell();
  }

  /** Nobody is here any more. */
  leave() {
    this.#before = null;
    this.#shown?.close();
    document.title = TITLE;
    setText(this.#status, "");
  }

  #tell() {
    if (permission() !== "granted") return;
    this.#shown?.close();
    this.#shown = new Notification(words.told, { tag: TAG, silent: true, icon: "/static/img/icon.svg" });
    this.#shown.addEventListener("click", () => {
      focus();
      this.#shown?.close();
    });
  }
}

/** "denied" also where there are no notifications. */
export const permission = () => (typeof Notification === "undefined" ? "denied" : Notification.permission);
