// @ts-check
/** Notes of the desk: when they may be written, and the field for them beside the reply. */

import { arrange, make, setText } from "../../lib/dom.js";
import { isBlank, textLength, wellFormed } from "../../lib/line_text.js";
import { Attempt } from "../replying.js";
import { isSendKey } from "../send_key.js";
import { caseProblem } from "./problems.js";
import { noting as words } from "./words.js";

/** @typedef {import("../types.js").Opened} Opened */

const LONGEST = 2000;

/**
 * Whether this person reads along, being a supervisor, in what is somebody else's.
 * @param {import("../types.js").Consultation} one
 * @param {import("../session.js").Session} session
 */
export const readsAlong = (one, session) =>
  !one.mine && session.role === "supervisor" && one.readers.some(({ name }) => name === session.displayName);

/**
 * @param {Opened} opened
 * @param {import("../session.js").Session} session
 */
const mayNote = ({ consultation, failure, newestKey }, session) =>
  (consultation.mine || readsAlong(consultation, session)) && failure === null && newestKey !== null;

/** @type {import("./actions.js").Action} */
export const note = {
  id: "note",
  label: () => words.action,
  shown: (_one, opened, desk) => mayNote(opened, desk.session),
  run: async (place) => place.note(),
};

export class NotePad {
  #id = "";
  #busy = false;
  /** @type {Map<string, Attempt>} */
  #attempts = new Map();
  #reply = tab(words.tabs.reply);
  #note = tab(words.tabs.note);
  #text = make("textarea", {
    attributes: { id: "note-text", rows: "3", autocomplete: "off", "aria-describedby": "note-hint note-problem" },
  });
  #count = make("p", { class: "count" });
  #problem = make("p", { class: "field-problem", attributes: { id: "note-problem", role: "alert" } });
  #save = make("button", { class: "button button-secondary", text: words.save, attributes: { type: "submit" } });
  #form = make("form", { class: "note-form", attributes: { method: "dialog", novalidate: "", translate: "no" } },
    make("label", { class: "visually-hidden", text: words.label, attributes: { for: "note-text" } }),
    make("p", { class: "field-hint", text: words.hint, attributes: { id: "note-hint" } }),
    this.#text, make("div", { class: "note-foot" }, this.#count, this.#save), this.#problem);
  #tabs = make("div", { class: "writing-tabs", attributes: { role: "group", "aria-label": words.tabsLabel } },
    this.#reply, this.#note);

  /**
   * @param {HTMLElement} place
   * @param {import("../desk.js").Desk} desk
   * @param {(payload: import("../types.js").Payload, attempt: Attempt) => Promise<void>} keep
   * @param {() => void} toReply
   */
  constructor(place, desk, keep, toReply) {
    this.place = place;
    this.desk = desk;
    this.keep = keep;
    arrange(place, [this.#tabs, this.#form]);
    this.#reply.addEventListener("click", () => {
      this.#choose(false);
      toReply();
    });
    this.#note.addEventListener("click", () => this.write());
    this.#text.addEventListener("input", () => this.#typed());
    this.#text.addEventListener("keydown", (event) => {
      if (!isSendKey(event)) return;
      event.preventDefault();
      if (!this.#save.disabled) this.#form.requestSubmit();
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.leave();
  }

  /** Whether a note is being written in place of a reply. */
  get chosen() {
    return this.#note.getAttribute("aria-pressed") === "true";
  }

  /** @param {string} id */
  open(id) {
    this.#id = id;
    this.#text.value = this.desk.drafts.get(draftOf(id));
    this.#choose(this.#text.value !== "");
    setText(this.#problem, "");
    this.#update();
  }

  /** Empties the field on the page. */
  leave() {
    this.open("");
    this.place.hidden = true;
  }

  /**
   * @param {Opened | null} opened
   * @param {boolean} answerable whether a reply may be written beside it
   */
  suit(opened, answerable) {
    const allowed = opened !== null && mayNote(opened, this.desk.session);
    this.place.hidden = !allowed && this.#text.value === "";
    this.#reply.hidden = !answerable;
    setText(this.#note, answerable ? words.tabs.note : words.action);
    this.#tabs.hidden = !allowed || (!answerable && this.chosen);
    this.#save.disabled = !allowed || this.#busy;
  }

  write() {
    this.#choose(true);
    this.#text.focus();
  }

  /** Back to the reply. */
  close() {
    this.#choose(false);
  }

  /** @param {boolean} chosen */
  #choose(chosen) {
    this.#reply.setAttribute("aria-pressed", String(!chosen));
    this.#note.setAttribute("aria-pressed", String(chosen));
    this.#form.hidden = !chosen;
    const foot = this.place.parentElement;
    if (foot) foot.dataset.writing = chosen ? "note" : "reply";
  }

  #typed() {
    this.desk.drafts.set(draftOf(this.#id), this.#text.value);
    setText(this.#problem, "");
    this.#update();
  }

  #update() {
    const length = textLength(this.#text.value);
    setText(this.#count, words.count(length, LONGEST));
    this.#count.dataset.over = String(length > LONGEST);
    this.#text.setAttribute("aria-invalid", String(length > LONGEST));
    setText(this.#save, this.#busy ? words.saving : words.save);
    this.#save.disabled = this.#busy || length > LONGEST;
    this.#text.readOnly = this.#busy;
  }

  async #submit() {
    const id = this.#id;
    const text = wellFormed(this.#text.value).trim();
    if (this.#busy || textLength(text) > LONGEST) return;
    if (isBlank(text)) return setText(this.#problem, words.blank);
    const known = this.#attempts.get(id);
    const attempt = known?.text === text ? known : new Attempt(text);
    this.#attempts.set(id, attempt);
    // Before the button that was pressed is disabled, and with that loses the focus.
    const held = this.#form.contains(document.activeElement);
    this.#setBusy(true);
    try {
      await this.keep({ v: 1, kind: "note", text }, attempt);
      this.#attempts.delete(id);
      this.desk.drafts.set(draftOf(id), "");
      if (this.#id === id) this.#kept(held);
    } catch (error) {
      if (this.#id === id) setText(this.#problem, `${caseProblem(error)}${words.kept}`);
    } finally {
      this.#setBusy(false);
    }
  }

  /** @param {boolean} held whether the focus was in this form */
  #kept(held) {
    this.#text.value = "";
    setText(this.#problem, "");
    if (this.#reply.hidden) this.#choose(false);
    const free = document.activeElement === document.body || this.#form.contains(document.activeElement);
    if (held && free) (this.#form.hidden ? this.#note : this.#text).focus();
  }

  /** @param {boolean} busy */
  #setBusy(busy) {
    this.#busy = busy;
    this.#update();
  }
}

/** @param {string} id */
export const draftOf = (id) => (id === "" ? "" : `note ${id}`);

/** @param {string} text */
const tab = (text) =>
  make("button", { class: "writing-tab", text, attributes: { type: "button", "aria-pressed": "false" } });
