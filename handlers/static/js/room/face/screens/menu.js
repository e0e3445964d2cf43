// @ts-check
/** What else can be done. What is not possible at this moment is not there. */

import { arrange, make } from "../../../lib/dom.js";
import { say } from "../say.js";
import { sheet } from "./sheet.js";

/** @typedef {import("../house.js").House} House */
/** @typedef {import("../house.js").ScreenName} ScreenName */
/** @typedef {import("../house.js").View} View */

/** @type {import("../house.js").Build} */
export function build(house) {
  const { menu } = house.words;
  /** @type {Partial<Record<ScreenName, HTMLElement>>} */
  const items = {
    number: item(house, "number", menu.number, menu.numberHint),
    knock: item(house, "knock", menu.knock, menu.knockHint),
    agreed: item(house, "agreed", menu.agreed, menu.agreedHint),
    language: item(house, "language", menu.language, ""),
    more: item(house, "more", menu.more, menu.moreHint),
    end: item(house, "end", menu.end, menu.endHint),
    erase: item(house, "erase", menu.erase, menu.eraseHint),
    forget: item(house, "forget", menu.forget, menu.forgetHint),
  };
  const list = make("ul", { class: "menu" });
  const update = (/** @type {View} */ view) =>
    arrange(list, possible(view).flatMap((name) => items[name] ?? []));
  return { element: sheet(house, menu.heading, list), update };
}

/** @param {View} view @returns {ScreenName[]} */
function possible({ room }) {
  /** @type {ScreenName[]} */
  const names = ["number"];
  if (room?.knockable) names.push("knock");
  if (room) names.push("agreed");
  names.push("language", "more");
  if (room?.state === "open") names.push("end");
  if (room) names.push("erase");
  return [...names, "forget"];
}

/**
 * @param {House} house
 * @param {ScreenName} name
 * @param {string} title
 * @param {string} hint
 */
function item(house, name, title, hint) {
  const made = make("button", { class: "menu-item", attributes: { type: "button" }, data: { screen: name } }, say("span", title));
  if (hint) made.append(say("small", hint));
  made.addEventListener("click", () => house.open(name));
  return make("li", {}, made);
}
