// @ts-check
/**
 * Runs while the rest of the page is still on its way over a slow line: turns what stands in the page to the language of the
 * browser, and asks what every visit asks, once.
 */

import { likely } from "./likely.js";
import { ALWAYS, factsIn } from "./wish.js";

const language = likely(navigator.languages);
document.documentElement.lang = language;
for (const door of document.querySelectorAll(".door")) door.toggleAttribute("hidden", door.getAttribute("lang") !== language);

const aborting = new AbortController();
/** @type {Map<string, Promise<Response>>} */
const asked = new Map(["roster", factsIn(language)].map((door) => [`/room/${door}`, ask(`/room/${door}`)]));

/**
 * `fetch`, but for what has been asked already and not been taken: its answer is the one that is on its way.
 * @param {string} address
 * @param {RequestInit} wish
 * @returns {Promise<Response>}
 */
export function ahead(address, wish) {
  const answer = asked.get(address);
  if (!answer) return fetch(address, wish);
  asked.delete(address);
  // Whose patience is at an end waits for none of them.
  wish.signal?.addEventListener("abort", () => aborting.abort());
  return answer;
}

/** @param {string} address */
function ask(address) {
  const answer = fetch(address, { ...ALWAYS, headers: { Accept: "application/json" }, signal: aborting.signal });
  // Whoever takes it hears of it.
  answer.catch(() => undefined);
  return answer;
}
