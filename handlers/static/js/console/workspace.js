// @ts-check
/** The signed-in page: the inbox, the open consultation, and the asking that keeps both true. */

import { byId, setText } from "../lib/dom.js";
import { Poll } from "../lib/poll.js";
import { ConsultationPanel } from "./consultation.js";
import { Inbox } from "./inbox.js";
import { countWaiting } from "./ordering.js";
import { session as words, TITLE } from "./words.js";

/** @typedef {import("./types.js").Consultation} Consultation */

const EVERY_MS = 1000;

export class Workspace {
  #page = byId("workspace", HTMLElement);
  #connection = byId("connection", HTMLElement);
  #narrow = matchMedia("(max-width: 59.99rem)");
  /** @type {readonly Consultation[]} */
  #list = [];
  /** @type {string | null} */
  #mark = null;
  #listed = false;

  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.panel = new ConsultationPanel(desk);
    this.inbox = new Inbox(desk.drafts, (id) => this.#open(id));
    this.poll = new Poll(() => this.#turn(), EVERY_MS);
    byId("back", HTMLButtonElement).addEventListener("click", () => this.#back());
    byId("skip", HTMLButtonElement).addEventListener("click", () => byId("consultation-heading", HTMLElement).focus());
    addEventListener("popstate", () => this.#showInbox());
  }

  /** @param {string} reopen the consultation to go on with; none when empty */
  start(reopen) {
    this.reopen = reopen;
    this.#page.hidden = false;
    setText(byId("staff-name", HTMLElement), words.staff(this.desk.session.displayName));
    byId("inbox-heading", HTMLElement).focus();
    this.poll.start();
  }

  /**
   * Takes everything off the page.
   * @returns {string} the consultation that was open; none when empty
   */
  stop() {
    const { id } = this.panel;
    this.poll.stop();
    this.panel.leave();
    this.inbox.clear();
    this.#list = [];
    this.#mark = null;
    this.#listed = false;
    this.#page.hidden = true;
    document.title = TITLE;
    document.body.dataset.view = "inbox";
    setText(byId("staff-name", HTMLElement), "");
    setText(this.#connection, "");
    return id;
  }

  async #turn() {
    const news = await this.desk.api.consultations(this.#mark).catch((error) => {
      if (this.poll.running) setText(this.#connection, words.offline);
      throw error;
    });
    if (!this.poll.running) return;
    if (news) {
      this.#mark = news.mark;
      this.#list = news.consultations;
      this.desk.clock.set(news.now);
    }
    setText(this.#connection, "");
    this.#show();
  }

  #show() {
    const waiting = countWaiting(this.#list);
    document.title = waiting > 0 ? `(${waiting}) ${TITLE}` : TITLE;
    this.inbox.show(this.#list, this.desk.clock.now());
    this.panel.follow(this.#list);
    if (!this.#listed && this.reopen) this.#open(this.reopen);
    this.#listed = true;
  }

  /** @param {string} id */
  #open(id) {
    const summary = this.#list.find((one) => one.id === id);
    if (!summary) return;
    if (this.#narrow.matches && document.body.dataset.view === "inbox") history.pushState({ view: "consultation" }, "");
    document.body.dataset.view = "consultation";
    this.inbox.mark(id);
    void this.panel.open(summary);
  }

  /** The phone's own back button and ours do the same. */
  #back() {
    if (history.state?.view === "consultation") history.back();
    else this.#showInbox();
  }

  #showInbox() {
    if (document.body.dataset.view === "inbox") return;
    const { id } = this.panel;
    document.body.dataset.view = "inbox";
    this.panel.leave();
    this.inbox.mark("");
    this.inbox.focus(id);
  }
}
