// @ts-check
/**
 * What came beside the words: covered, until the counselor wants to see it. Others may be looking at the same screen.
 */

import { Rejected } from "../crypto/rejected.js";
import { arrange, make, setText } from "../lib/dom.js";
import { Refused } from "./api.js";
import { attachment as words, factsOf, kindWords } from "./entry_words.js";
import { NotShown, show } from "./media.js";
import { problemWords } from "./problems.js";
import { originalFacts } from "./room/original.js";
import { viewerOf } from "./viewing.js";

/** @typedef {import("./joined.js").Attachment} Attachment */
/** @typedef {import("./media.js").Shown} Shown */
/** @typedef {import("./types.js").Payload} Payload */
/** @typedef {(attachment: Attachment) => Promise<import("../crypto/bytes.js").Bytes>} Load fetched, verified, opened */

export class AttachmentCard {
  /** @type {Shown | null} */
  #shown = null;
  #ticket = 0;
  #busy = false;
  #view = make("div", { class: "attachment-view" });
  #note = make("p", { class: "attachment-note", attributes: { role: "status" } });
  #button = make("button", { class: "button button-secondary attachment-show", attributes: { type: "button" } });
  #size = make("button", { class: "button button-quiet attachment-size", attributes: { type: "button" } });

  /**
   * @param {Payload} sent the payload that announced it
   * @param {Attachment} attachment
   * @param {Load} load
   */
  constructor(sent, attachment, load) {
    this.sent = sent;
    this.attachment = attachment;
    this.load = load;
    this.type = attachment.cover?.type ?? "";
    this.viewer = viewerOf(sent.kind, this.type, sent.name ?? "");
    this.element = make("div", { class: "attachment", data: { kind: sent.kind, state: attachment.state } });
    this.#button.addEventListener("click", () => void this.#press());
    this.#size.addEventListener("click", () => this.#resize(this.element.dataset.large !== "true"));
    this.element.append(...this.#parts());
    this.#cover();
  }

  /** Takes it off the page; what is still on its way is not shown any more. */
  leave() {
    this.#ticket += 1;
    this.#busy = false;
    this.#shown?.leave();
    this.#shown = null;
    this.#cover();
  }

  /** @returns {Node[]} */
  #parts() {
    const { state, cover } = this.attachment;
    const parts = this.sent.name ? [make("p", { class: "attachment-name", text: this.sent.name })] : [];
    parts.push(make("p", { class: "attachment-facts", text: factsOf(this.sent, cover?.size ?? this.sent.size) }));
    if (this.sent.original === true && cover) parts.push(originalFacts(cover));
    if (state !== "kept") setText(this.#note, words.states[state]);
    else if (this.viewer === null) setText(this.#note, words.notShown);
    else return [...parts, this.#view, this.#note, make("p", { class: "attachment-acts" }, this.#button, this.#size)];
    return [...parts, this.#note];
  }

  async #press() {
    if (this.#shown) return this.leave();
    if (this.#busy || this.viewer === null) return;
    const ticket = (this.#ticket += 1);
    const current = () => ticket === this.#ticket;
    this.#busy = true;
    setText(this.#note, "");
    setText(this.#button, words.opening);
    try {
      const content = await this.load(this.attachment);
      if (!current()) return;
      const shown = await show(this.viewer, content, { type: this.type, label: kindWords(this.sent.kind) });
      if (!current()) return shown.leave();
      this.#uncover(shown);
    } catch (error) {
      if (current()) this.#fail(error);
    }
  }

  /** @param {Shown} shown */
  #uncover(shown) {
    this.#busy = false;
    this.#shown = shown;
    arrange(this.#view, [shown.element]);
    this.element.dataset.shown = "true";
    setText(this.#button, words.hide);
    this.#size.hidden = this.viewer !== "image";
    this.#resize(false);
  }

  #cover() {
    arrange(this.#view, []);
    delete this.element.dataset.shown;
    setText(this.#button, words.show(this.viewer === "text" ? "file" : this.viewer ?? this.sent.kind));
    this.#size.hidden = true;
    this.#resize(false);
  }

  /** @param {boolean} large */
  #resize(large) {
    this.element.dataset.large = String(large);
    setText(this.#size, large ? words.smaller : words.larger);
  }

  /** @param {unknown} error */
  #fail(error) {
    this.#busy = false;
    this.#cover();
    setText(this.#note, problemOf(error));
  }
}

/** @param {unknown} error */
function problemOf(error) {
  if (error instanceof NotShown) return words.notShown;
  if (error instanceof Rejected) return words.notVerified;
  return error instanceof Refused && error.status === 404 ? words.gone : problemWords(error);
}
