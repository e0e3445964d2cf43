// @ts-check
/** Three languages beside each other, each in its own words. */

import { make } from "../../lib/dom.js";
import { NAMES } from "../../room/face/words.js";

/** @type {readonly import("../types.js").Language[]} */
const LANGUAGES = ["ja", "easy", "en"];

/** @param {import("../types.js").House} house */
export function languages(house) {
  const buttons = LANGUAGES.map((language) => {
    const attributes = { type: "button", lang: language === "en" ? "en" : "ja", "aria-pressed": String(language === house.language) };
    const made = make("button", { class: "language", text: NAMES[language], attributes });
    made.addEventListener("click", () => house.speak(language));
    return made;
  });
  return make("div", { class: "languages", attributes: { role: "group", "aria-label": house.words.bar.language } }, ...buttons);
}
