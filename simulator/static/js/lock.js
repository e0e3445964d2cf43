// @ts-check
import { dayOf, timeOf } from "./dates.js";
import { find, inertBeside, make } from "./dom.js";

/** @typedef {import("./types.js").View} View */

const MOST = 4;
const screen = find("[data-lock]");
let drawn = "";

/** @param {boolean} locked */
export function lock(locked) {
  screen.hidden = !locked;
  inertBeside(screen, locked);
  find(locked ? "[data-do=unlock]" : ".bar [data-do=lock]").focus();
}

/**
 * The newest notices, as a glance at the phone would show them.
 * @param {View} view
 */
export function drawLock(view) {
  document.querySelectorAll("[data-day]").forEach((day) => (day.textContent = dayOf(view.now)));
  const notices = view.entries.filter((entry) => entry.notice !== null).slice(-MOST).reverse();
  const as = JSON.stringify([view.account, notices]);
  if (as === drawn) return;
  drawn = as;
  const nothing = () => [make("li", { className: "nothing" }, "お知らせはありません")];
  for (const list of document.querySelectorAll("[data-notices]")) {
    list.replaceChildren(...(notices.length ? notices.map((entry) => card(view.account, entry)) : nothing()));
  }
}

/** @param {string} account @param {import("./types.js").Entry} entry */
function card(account, entry) {
  return make(
    "li",
    { className: "notice" },
    make("img", { src: "static/sun.svg", alt: "", width: 40, height: 40 }),
    make("b", {}, account),
    make("time", {}, timeOf(entry.at)),
    make("p", {}, entry.notice ?? ""),
  );
}
