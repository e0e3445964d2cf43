// @ts-check
/** Sentences as elements. In やさしい日本語 a reading in round brackets behind its kanji is set above them. */

import { make } from "../../lib/dom.js";

/** @typedef {import("../../lib/dom.js").Traits} Traits */

const READING = /([\u3400-\u9fff々〆]+)\(([ぁ-ゖー]+)\)/g;

/**
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {string} text
 * @param {Traits} [traits]
 * @returns {HTMLElementTagNameMap[K]}
 */
export function say(tag, text, traits = {}) {
  const element = make(tag, traits);
  element.append(...spoken(text));
  if (element.childElementCount) element.dataset.said = text;
  return element;
}

/**
 * Changes what an element says; what it says already is left alone, so that screen readers aren't told twice.
 * @param {HTMLElement} element
 * @param {string} text
 */
export function saying(element, text) {
  if ((element.dataset.said ?? element.textContent) === text) return;
  delete element.dataset.said;
  element.replaceChildren(...spoken(text));
  if (element.childElementCount) element.dataset.said = text;
}

/** @param {string} text without its readings, for names that only screen readers are told */
export const plain = (text) => text.replace(READING, "$1");

/**
 * @param {string} text
 * @param {() => void} act
 * @param {string} [kind] further classes
 */
export function button(text, act, kind = "") {
  const made = say("button", text, { class: `button ${kind}`.trim(), attributes: { type: "button" } });
  made.addEventListener("click", act);
  return made;
}

/**
 * @param {readonly string[]} texts
 * @param {string} [kind] class
 */
export const paragraphs = (texts, kind) => texts.map((text) => say("p", text, kind ? { class: kind } : {}));

/**
 * @param {readonly string[]} texts
 * @param {string} [kind] class
 */
export function list(texts, kind = "points") {
  const items = texts.map((text) => say("li", text));
  return make("ul", { class: kind }, ...items);
}

/** A heading that can take the focus, so that screen readers begin there. @param {string} text */
export const heading = (text) => say("h1", text, { attributes: { tabindex: "-1" } });

/**
 * @param {string} text
 * @returns {Node[]}
 */
function spoken(text) {
  if (!text.includes("(")) return [document.createTextNode(text)];
  /** @type {Node[]} */
  const nodes = [];
  let end = 0;
  for (const { index = 0, 0: whole, 1: kanji = "", 2: reading = "" } of text.matchAll(READING)) {
    nodes.push(document.createTextNode(text.slice(end, index)), ruby(kanji, reading));
    end = index + whole.length;
  }
  return [...nodes, document.createTextNode(text.slice(end))];
}

/**
 * @param {string} kanji
 * @param {string} reading
 */
function ruby(kanji, reading) {
  const brackets = [make("rp", { text: "(" }), make("rt", { text: reading }), make("rp", { text: ")" })];
  return make("ruby", {}, document.createTextNode(kanji), ...brackets);
}
