// @ts-check
/** Below the talk: what matters most, and where a reply or a note is written. */

import { arrange, byId, make } from "../../lib/dom.js";
import { Composer } from "../composer.js";
import { isRoom } from "../room/lanes.js";
import { Typing } from "../room/typing.js";
import { showDecoy } from "./head.js";
import { noticeOf } from "./notices.js";
import { NotePad } from "./noting.js";
import { topics } from "./words.js";

/** @typedef {import("../types.js").Opened} Opened */
/** @typedef {import("./notices.js").Notice} Notice */

/**
 * @typedef {object} Acts
 * @property {(attempt: import("../replying.js").Attempt) => Promise<void>} send
 * @property {(payload: import("../types.js").Payload, attempt: import("../replying.js").Attempt) => Promise<void>} keep
 */

export class Foot {
  #notice = byId("footer-notice", HTMLElement);
  #decoy = byId("decoy-band", HTMLElement);
  #claim = byId("claim-panel", HTMLElement);
  /** Whether what is written goes into a room. */
  #room = false;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {Acts} acts
   */
  constructor(desk, { send, keep }) {
    this.desk = desk;
    this.composer = new Composer(composerPlaces(), desk.drafts, send);
    const typing = new Typing((id) => desk.api.typing(id));
    this.composer.onTyping = (id) => this.#room && typing.typed(id, Date.now());
    this.notes = new NotePad(byId("note-tab", HTMLElement), desk, keep, () => this.composer.focus());
  }

  /** @param {string} id */
  open(id) {
    this.composer.open(id);
    this.notes.open(id);
  }

  /** Empties the fields on the page; drafts are kept. */
  leave() {
    this.composer.leave();
    this.notes.leave();
    arrange(this.#decoy, []);
  }

  /**
   * @param {Opened | null} opened
   * @param {Notice | null} outcome what the last action came to; it goes before everything else
   */
  suit(opened, outcome) {
    const state = opened?.consultation;
    const open = state?.state === "open";
    const verified = opened?.failure === null && opened.newestKey !== null;
    const answerable = open && state.mine && verified;
    this.#claim.hidden = !(open && state.assignee === null);
    this.#room = opened !== null && isRoom(opened.lane);
    this.composer.allow(answerable);
    this.notes.suit(opened, answerable);
    showDecoy(this.#decoy, opened, answerable ? (text) => this.write(text) : null, (language) => topics.neutral[language]);
    this.say(outcome ?? noticeOf(state, verified, this.desk.clock.now()));
  }

  /**
   * Puts a text into the reply, for the counselor to look at.
   * @param {string} text
   */
  write(text) {
    this.notes.close();
    this.composer.add(text);
  }

  /** Begins a reply. */
  reply() {
    this.notes.close();
    this.composer.focus();
  }

  /** @param {Notice | null} notice */
  say(notice) {
    if (!notice) return arrange(this.#notice, []);
    if (this.#notice.textContent === notice.text) return;
    arrange(this.#notice, [make("p", { class: "notice", text: notice.text, data: { tone: notice.tone } })]);
  }
}

const composerPlaces = () => ({
  form: byId("composer", HTMLFormElement),
  text: byId("reply", HTMLTextAreaElement),
  count: byId("reply-count", HTMLElement),
  hint: byId("reply-language", HTMLElement),
  readers: byId("reply-readers", HTMLElement),
  problem: byId("reply-problem", HTMLElement),
});
