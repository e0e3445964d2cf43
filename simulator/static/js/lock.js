// @ts-check
import { dayOf, timeOf } from "./dates.js";
import { find, inertBeside, make } from "./dom.js";

/** @typedef {import("./types.js").View} View */

const MOST = 4;

/** The lock screen of one phone: what somebody sees who only glances at it. */
export class Lock {
  /** @param {HTMLElement} phone */
  constructor(phone) {
    this.phone = phone;
    this.screen = find("[data-lock]", phone);
  }

  /** @param {boolean} locked */
  lock(locked) {
    this.screen.hidden = !locked;
    inertBeside(this.screen, locked);
    find(locked ? "[data-do=unlock]" : ".bar [data-do=lock]", this.phone).focus();
  }

  /** @param {View} view */
  draw(view) {
    drawNotices(this.screen, view);
  }
}

/**
 * The newest notices, as a glance at the phone would show them.
 * @param {HTMLElement} screen
 * @param {View} view
 */
export function drawNotices(screen, view) {
  find("[data-day]", screen).textContent = dayOf(view.now);
  const list = find("[data-notices]", screen);
  const notices = view.entries.filter((entry) => entry.notice !== null).slice(-MOST).reverse();
  const as = JSON.stringify([view.account, notices.map((entry) => [entry.id, entry.notice])]);
  if (as === list.dataset.drawn) return;
  list.dataset.drawn = as;
  const nothing = () => [make("li", { className: "nothing" }, "お知らせはありません")];
  list.replaceChildren(...(notices.length ? notices.map((entry) => card(view.account, entry)) : nothing()));
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
