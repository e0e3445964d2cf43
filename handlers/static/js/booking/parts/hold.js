// @ts-check
/** For how long a time is kept, counted down, and kindly when it is over. */

import { make } from "../../lib/dom.js";
import { say, saying } from "../../room/face/say.js";

const LAST_MS = 60_000;

/**
 * @param {import("../types.js").House} house
 * @param {number} until ms
 * @param {{ left: (time: string) => string, soon: string, over: string }} said
 * @param {() => void} [over] told once
 */
export function countdown(house, until, said, over = () => {}) {
  const shown = say("p", "", { class: "countdown", attributes: { role: "timer", "aria-live": "off" } });
  // Every second is for the eyes; the ears are told twice.
  const told = make("p", { class: "visually-hidden", attributes: { role: "status" } });
  const element = make("div", {}, shown, told);
  const look = () => {
    const left = until - house.now();
    saying(shown, left > 0 ? said.left(clock(house, left)) : said.over);
    if (left <= LAST_MS) saying(told, left > 0 ? said.soon : said.over);
    if (left > 0) return;
    element.dataset.over = "";
    clearInterval(timer);
    over();
  };
  const timer = setInterval(look, 1000);
  setTimeout(look);
  return { element, leave: () => clearInterval(timer) };
}

/** @param {import("../types.js").House} house @param {number} ms */
function clock({ words }, ms) {
  const seconds = Math.ceil(ms / 1000);
  return words.duration(Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60);
}
