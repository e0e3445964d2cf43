// @ts-check
/** The state of a flyer in words, with a sign of its own beside the colour, and its days. */

import { make } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { states as words } from "./words.js";

/** @typedef {import("./types.js").Flyer} Flyer */

/** @type {Record<import("./types.js").State, string>} */
const SIGNS = { empty: "○", draft: "○", planned: "◆", shown: "●", over: "■", withdrawn: "×" };
/** @type {Partial<Record<import("./types.js").State, string>>} */
const TONES = { planned: "ahead", shown: "good" };

/** @param {Flyer} flyer */
export const stateBadge = ({ state }) => make("span", { class: "badge flyer-state", data: { state, tone: TONES[state] ?? "quiet" } },
  make("span", { text: SIGNS[state], attributes: { "aria-hidden": "true" } }), make("span", { text: words[state] }));

/**
 * From when to when it is, was or will be shown, or since when it is no more; "" for what was never shown.
 * @param {Flyer} flyer
 * @param {number} now
 */
export function spanWords({ shown_from: from, shown_until: until }, now) {
  if (from === null) return until === null ? "" : words.withdrawnOn(dateWords(until, now));
  const begins = dateWords(from, now);
  return until === null ? words.since(begins) : words.span(begins, dateWords(until - 1, now));
}
