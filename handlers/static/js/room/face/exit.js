// @ts-check
/**
 * Away at once, by the button or Escape three times. Stands alone: it works while the rest of the page is still on its way.
 *
 * The page is emptied before the browser starts to load the other one, which may take long on a bad line; the other page takes
 * its place in the history, so that 「戻る」 does not come back here.
 */

const exit = document.getElementById("exit");
/** A page that anybody may have open; the template names it, so that the way out works without this script as well. */
const ELSEWHERE = exit instanceof HTMLAnchorElement ? exit.href : "about:blank";
const TIMES = 3;
const WITHIN_MS = 1500;

/** @type {Set<() => void>} */
const parting = new Set();

/**
 * What must be put down before the page is left.
 * @param {() => void} act
 */
export const whenLeaving = (act) => void parting.add(act);

export function leave() {
  document.body.replaceChildren();
  location.replace(ELSEWHERE);
  for (const act of parting) act();
}

/** @type {number[]} */
let presses = [];

addEventListener("keydown", (event) => {
  if (event.repeat) return;
  const recent = presses.filter((at) => event.timeStamp - at < WITHIN_MS);
  presses = event.key === "Escape" ? [...recent, event.timeStamp] : [];
  if (presses.length >= TIMES) leave();
}, { capture: true });

addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest("#exit")) return;
  event.preventDefault();
  leave();
}, { capture: true });
