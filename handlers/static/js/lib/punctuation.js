// @ts-check
/** How words stand beside each other in the reader's language. Pure. */

import { language } from "./language.js";

const ENGLISH = language === "en";

/**
 * 旭川・LINE
 * @param {readonly string[]} facts
 */
export const beside = (facts) => facts.join(ENGLISH ? " · " : "・");

/**
 * 佐藤、森
 * @param {readonly string[]} names
 */
export const listed = (names) => names.join(ENGLISH ? ", " : "、");

/**
 * Sentences without their stops. Only the last keeps the one that it brings along.
 * @param {readonly string[]} sentences
 */
export const inTurn = (sentences) => sentences.join(ENGLISH ? ". " : "。");

/**
 * 「くらしの窓口」「パートナーの窓口」
 * @param {readonly string[]} names
 */
export const quoted = (names) => (ENGLISH ? names.map((name) => `“${name}”`).join(", ") : names.map((name) => `「${name}」`).join(""));
