// @ts-check
/** The resume code: to be copied by hand, or printed without a word that tells what it is. */

import { byId, make } from "../../../lib/dom.js";
import { whenLeaving } from "../exit.js";
import { button, list, say, saying } from "../say.js";
import { sheet } from "./sheet.js";

/** @typedef {import("../house.js").House} House */

const CLEARED_AFTER_MS = 5000;

/** @type {import("../house.js").Build} */
export function build(house) {
  const { number: said } = house.words;
  const place = make("div", { class: "stack" });
  const show = button(said.show, () => void uncover(house, place, hide), "primary wide");
  const hint = say("p", said.showHint, { class: "quiet" });
  const hide = () => place.replaceChildren(show, hint);
  hide();
  const element = sheet(house, said.heading, say("p", said.lead), place, list(said.keep), say("p", said.where));
  return { element, leave: hide };
}

/**
 * @param {House} house
 * @param {HTMLElement} place
 * @param {() => void} hide
 */
async function uncover(house, place, hide) {
  const { number: said } = house.words;
  const status = say("p", "", { class: "quiet", attributes: { role: "status" } });
  try {
    const code = await house.engine.code();
    place.replaceChildren(groups(code), make("div", { class: "pair" },
      button(said.hide, hide, "plain"), button(said.print, () => print(house, code), "plain")),
      say("p", said.printNote, { class: "quiet" }));
  } catch {
    place.replaceChildren(status);
    saying(status, said.gone);
  }
}

/**
 * @param {string} code in groups
 */
const groups = (code) => make("ol", { class: "groups", attributes: { translate: "no" } },
  ...code.toUpperCase().split(/[\s-]+/).map((text) => make("li", { text })));

/**
 * @param {House} house
 * @param {string} code
 */
function print(house, code) {
  const paper = byId("paper", HTMLElement);
  paper.replaceChildren(make("p", { text: house.words.number.paper }), groups(code));
  // Some phones say that it is printed when they have only begun.
  addEventListener("afterprint", () => setTimeout(() => paper.replaceChildren(), CLEARED_AFTER_MS), { once: true });
  globalThis.print();
}

whenLeaving(() => document.getElementById("paper")?.replaceChildren());
