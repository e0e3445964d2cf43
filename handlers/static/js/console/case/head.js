// @ts-check
/** What the head of a consultation says besides its facts: who handed it over, and the agreed words on demand. */

import { arrange, make, setText } from "../../lib/dom.js";
import { timeWords } from "../../lib/jst.js";
import { agreement } from "./agreed_words.js";
import { agreed as words, head as headWords } from "./words.js";

/** @typedef {import("../types.js").Opened} Opened */

export class CaseHead {
  #shown = false;
  /** @type {Opened | null} */
  #opened = null;
  #handed = make("p", { class: "case-line" });
  #words = make("p", { class: "case-line" });
  #text = make("span", { attributes: { translate: "no" } });
  #toggle = make("button", { class: "button button-quiet", attributes: { type: "button", id: "show-words" } });

  constructor() {
    this.element = make("div", { class: "case-head" }, this.#handed, this.#words);
    this.#words.append(this.#text, this.#toggle);
    this.#toggle.addEventListener("click", () => {
      this.#shown = !this.#shown;
      this.#draw();
    });
    this.leave();
  }

  /** Takes the words off the page. */
  leave() {
    this.#shown = false;
    this.suit(null);
  }

  /** @param {Opened | null} opened */
  suit(opened) {
    this.#opened = opened;
    this.#draw();
  }

  #draw() {
    const one = this.#opened?.consultation;
    const handed = one?.state === "open" && one.handed_at !== null ? handedWords(one.handed_by_name, one.handed_at) : "";
    setText(this.#handed, handed);
    this.#handed.hidden = handed === "";
    const known = this.#opened ? agreement(this.#opened.entries) : null;
    this.#words.hidden = known === null;
    setText(this.#toggle, this.#shown ? words.hide : words.show);
    this.#toggle.setAttribute("aria-expanded", String(this.#shown));
    setText(this.#text, !known ? "" : this.#shown ? wordsShown(known) : words.inHead);
    this.element.hidden = handed === "" && known === null;
  }
}

/** @param {NonNullable<ReturnType<typeof agreement>>} known */
function wordsShown({ words: { code, decoy }, heard }) {
  const parts = [];
  if (code) parts.push(words.codeIs(code));
  if (decoy) parts.push(words.decoyIs(decoy));
  if (heard?.word === "code") parts.push(words.confirmed(timeWords(heard.at)));
  return parts.join(" ");
}

/**
 * @param {string | null} name
 * @param {number} at
 */
const handedWords = (name, at) =>
  name === null ? headWords.handedBySomebody(timeWords(at)) : headWords.handed(name, timeWords(at));

/**
 * The calm band above the composer while the decoy word is the last of the agreed words that the resident wrote.
 * @param {HTMLElement} place
 * @param {Opened | null} opened
 * @param {((text: string) => void) | null} write puts a text into the reply; null for who may not send
 * @param {(language: import("../types.js").Language) => string} neutral
 */
export function showDecoy(place, opened, write, neutral) {
  const heard = opened ? agreement(opened.entries)?.heard : null;
  if (!opened || opened.consultation.state !== "open" || heard?.word !== "decoy") return arrange(place, []);
  const mark = `${heard.at} ${write !== null}`;
  if (place.firstElementChild instanceof HTMLElement && place.firstElementChild.dataset.mark === mark) return;
  const band = make("div", { class: "notice decoy", data: { tone: "caution", mark }, attributes: { role: "alert" } },
    make("p", { class: "decoy-heading", text: words.decoyHeading }),
    make("p", { text: words.decoyText(timeWords(heard.at)) }));
  if (write) band.append(neutralButton(() => write(neutral(opened.consultation.language))));
  arrange(place, [band]);
}

/** @param {() => void} act */
function neutralButton(act) {
  const attributes = { type: "button", id: "neutral" };
  const button = make("button", { class: "button button-secondary", text: words.neutral, attributes });
  button.addEventListener("click", act);
  return button;
}
