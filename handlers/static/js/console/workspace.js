// @ts-check
/** The signed-in page: the inbox, the open consultation, and the asking that keeps both true. */

import { byId, setText } from "../lib/dom.js";
import { Poll } from "../lib/poll.js";
import { ClosedLine } from "./closed_line.js";
import { ConsultationPanel } from "./consultation.js";
import { Inbox } from "./inbox.js";
import { Keys } from "./keys/keys.js";
import { NotifyingDialog } from "./notifying/dialog.js";
import { Notifier } from "./notifying/notifier.js";
import { countWaiting } from "./ordering.js";
import { isPractice } from "./practice/desk.js";
import { PracticeDialog } from "./practice/dialog.js";
import { SearchBar } from "./search/bar.js";
import { drawTools } from "./tools.js";
import { session as words } from "./words.js";

/** @typedef {import("./types.js").Consultation} Consultation */

const EVERY_MS = 1000;
const SOON_MS = 200;
const MINUTE_MS = 60_000;
const AT_DESKS = ["counselor", "supervisor"];

export class Workspace {
  #page = byId("workspace", HTMLElement);
  #connection = byId("connection", HTMLElement);
  #narrow = matchMedia("(max-width: 59.99rem)");
  /** @type {readonly Consultation[]} */
  #list = [];
  /** @type {string | null} */
  #mark = null;
  #listed = false;
  /** The minute whose waiting times are on the page; none when 0. */
  #minute = 0;
  /** What was begun for practice, and is opened as soon as it is listed; nothing when empty. */
  #begun = "";

  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.panel = new ConsultationPanel(desk);
    this.panel.onOpen = (id) => this.#open(id);
    this.closed = new ClosedLine(desk, () => this.#back());
    this.inbox = new Inbox(desk.drafts, (id) => this.#open(id));
    this.search = new SearchBar();
    this.notifier = new Notifier();
    this.notifying = new NotifyingDialog(this.notifier);
    this.keys = new Keys(this.#acts());
    this.practice = new PracticeDialog(desk, (id) => (this.#begun = id));
    this.poll = new Poll(() => this.#turn(), EVERY_MS, () => this.notifier.awake, (signal) => this.#news(signal));
    drawTools({
      keys: () => this.keys.show(),
      notifying: () => this.notifying.show(),
      practice: () => void this.practice.show(),
      search: () => this.search.open(),
    });
    desk.drafts.onChanged = () => this.#listed && this.#show();
    byId("back", HTMLButtonElement).addEventListener("click", () => this.#back());
    byId("skip", HTMLButtonElement).addEventListener("click", () => byId("consultation-heading", HTMLElement).focus());
    addEventListener("popstate", () => this.#showInbox());
  }

  /** @param {string} reopen the consultation to go on with; none when empty */
  start(reopen) {
    this.reopen = reopen;
    this.#page.hidden = false;
    setText(byId("staff-name", HTMLElement), words.staff(this.desk.session.displayName));
    if (!AT_DESKS.includes(this.desk.session.role)) return;
    byId("inbox-heading", HTMLElement).focus();
    this.keys.start();
    this.poll.start();
  }

  /**
   * Takes everything off the page.
   * @returns {string} the consultation that was open; none when empty
   */
  stop() {
    const { id } = this.panel;
    this.poll.stop();
    this.keys.stop();
    this.notifying.hide();
    this.practice.hide();
    this.#begun = "";
    this.notifier.leave();
    this.#leave();
    this.inbox.clear();
    this.#list = [];
    this.#mark = null;
    this.#listed = false;
    this.#minute = 0;
    this.#page.hidden = true;
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
    const minute = Math.floor(this.desk.clock.now() / MINUTE_MS);
    if (news || minute !== this.#minute) this.#show();
    this.#minute = minute;
    // Also when nothing is new in the list: what could not be loaded is tried again.
    this.panel.follow(this.#list.filter(({ readable }) => readable));
  }

  /**
   * While the open consultation is being fetched it may come older than the list: then it is looked again soon.
   * @param {AbortSignal} signal
   */
  async #news(signal) {
    if (this.#mark && !this.panel.loading) return this.desk.api.inboxNews(this.#mark, signal);
    await new Promise((done) => setTimeout(done, SOON_MS));
    return this.#mark !== null;
  }

  #show() {
    const real = this.#list.filter((one) => !isPractice(one));
    this.notifier.hear(real, countWaiting(real));
    this.inbox.show(this.#list, this.desk.clock.now());
    if (!this.#listed && this.reopen) this.#open(this.reopen);
    this.#listed = true;
    if (this.#begun && this.#list.some(({ id }) => id === this.#begun)) {
      this.#open(this.#begun);
      this.#begun = "";
    }
    const shut = this.#list.find(({ id, readable }) => !readable && id === this.panel.id);
    if (shut) {
      this.#leave();
      this.#open(shut.id);
    }
    // Who began to read along a moment ago can open it now.
    const closed = this.#list.find(({ id }) => id === this.closed.id);
    if (closed?.readable) this.#open(closed.id);
    else if (!closed) this.closed.hide();
  }

  /** @param {string} id */
  #open(id) {
    const summary = this.#list.find((one) => one.id === id);
    if (!summary) return;
    if (this.#narrow.matches && document.body.dataset.view === "inbox") history.pushState({ view: "consultation" }, "");
    document.body.dataset.view = "consultation";
    this.inbox.mark(id);
    if (this.panel.id !== id) this.#leave();
    if (summary.readable) void this.panel.open(summary);
    else this.closed.show(summary, this.desk.clock.now());
  }

  #leave() {
    this.search.leave();
    this.closed.hide();
    this.panel.leave();
  }

  /** The phone's own back button and ours do the same. */
  #back() {
    if (history.state?.view === "consultation") history.back();
    else this.#showInbox();
  }

  #showInbox() {
    if (document.body.dataset.view === "inbox") return;
    document.body.dataset.view = "inbox";
    this.#leave();
    this.inbox.back();
  }

  /** @returns {import("./keys/keys.js").Acts} */
  #acts() {
    return {
      j: () => this.inbox.step(1),
      k: () => this.inbox.step(-1),
      ArrowDown: () => this.inbox.step(1),
      ArrowUp: () => this.inbox.step(-1),
      r: () => (reach("#note-tab .writing-tabs button:first-child") ?? reach("#reply"))?.click(),
      n: () => reach("#note-tab .writing-tabs button:last-child")?.click(),
      c: () => reach("#claim")?.click(),
      "/": () => this.panel.id !== "" && this.search.open(),
    };
  }
}

/**
 * What is on the page and not hidden; null otherwise.
 * @param {string} selector
 */
function reach(selector) {
  const found = document.querySelector(selector);
  return found instanceof HTMLElement && found.checkVisibility() ? found : null;
}
