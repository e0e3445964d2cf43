// @ts-check
/** The small buttons beside the list's heading and above the talk: everything that a key does can be pressed as well. */

import { byId, make } from "../lib/dom.js";
import { keys as keysWords } from "./keys/words.js";
import { notifying as notifyingWords } from "./notifying/words.js";
import { practice as practiceWords } from "./practice/words.js";
import { search as searchWords } from "./search/words.js";

/** @param {{ keys(): void, notifying(): void, practice(): void, search(): void }} acts */
export function drawTools(acts) {
  const heading = byId("inbox-heading", HTMLElement);
  const row = make("div", { class: "inbox-head" });
  heading.replaceWith(row);
  row.append(heading, tool("show-practice", practiceWords.open, acts.practice),
    tool("show-notifying", notifyingWords.open, acts.notifying), tool("show-keys", keysWords.open, acts.keys));
  const search = tool("show-search", searchWords.open, acts.search);
  byId("consultation-heading", HTMLElement).closest(".consultation-title")?.after(search);
}

/**
 * @param {string} id
 * @param {string} text
 * @param {() => void} act
 */
function tool(id, text, act) {
  const button = make("button", { class: "button button-quiet tool", text, attributes: { type: "button", id } });
  button.addEventListener("click", act);
  return button;
}
