// @ts-check
/** Three languages beside each other, each in its own words. */

import { make } from "../../lib/dom.js";
import { NAMES } from "./words.js";

/** @typedef {import("./house.js").House} House */
/** @typedef {import("./house.js").Language} Language */

/** The page speaks it already; the office learns of it with what is chosen or written next. */
const untold = () => {};

/** @type {readonly Language[]} */
const LANGUAGES = ["ja", "easy", "en"];

/**
 * @param {House} house
 * @returns {HTMLElement}
 */
export function languages(house) {
  const buttons = LANGUAGES.map((language) => {
    const chosen = language === house.language;
    const attributes = { type: "button", lang: language === "en" ? "en" : "ja", "aria-pressed": String(chosen) };
    const made = make("button", { class: "language", text: NAMES[language], attributes });
    made.addEventListener("click", () => void house.engine.choose({ language }).catch(untold));
    return made;
  });
  return make("div", { class: "languages", attributes: { role: "group", "aria-label": house.words.language } }, ...buttons);
}
