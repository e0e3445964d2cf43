// @ts-check
/** The block that says, in plain words, that a check has failed. */

import { arrange, make } from "../lib/dom.js";
import { codeWords, warningWords } from "./warning_words.js";

/**
 * Shows the warning for this code, or none. An unchanged warning is left alone, so that it isn't read out again.
 * @param {HTMLElement} place
 * @param {string | null} code
 */
export function showWarning(place, code) {
  const shown = place.querySelector("#warning");
  if (code === null) return arrange(place, []);
  if (shown instanceof HTMLElement && shown.dataset.code === code) return;
  const { title, meaning, todo } = warningWords(code);
  const warning = make(
    "section",
    { class: "notice", data: { code, tone: "error" }, attributes: { id: "warning", role: "alert" } },
    make("h3", { text: title }),
    make("p", { text: meaning }),
    make("p", { text: todo }),
    make("p", { class: "notice-code", text: codeWords(code) }),
  );
  arrange(place, [warning]);
}
