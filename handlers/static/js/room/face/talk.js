// @ts-check
/** The talk: what was written, what is to be known about it, and where to write on. */

import { arrange, make } from "../../lib/dom.js";
import { before } from "./before.js";
import { Composer } from "./composer.js";
import { Log } from "./log.js";
import { Notices } from "./notices.js";
import { heading } from "./say.js";

/** @typedef {import("./house.js").View} View */

/** As far from the end, in CSS pixels, counts as being there. */
const NEAR = 160;

/** @type {import("./house.js").Build} */
export function talk(house) {
  const log = new Log(house);
  const notices = new Notices(house);
  const composer = new Composer(house);
  const title = heading(house.words.talk.heading);
  title.className = "visually-hidden";
  const element = make("section", { class: "talk" }, make("div", { class: "talk-body" }));
  const body = /** @type {HTMLElement} */ (element.firstElementChild);
  const beginning = before(house);
  let begun = false;
  let seen = 0;
  return {
    element,
    update(view) {
      const atEnd = nearEnd();
      begun ||= view.failure !== null || view.entries.some(({ mine, lane }) => mine && lane === "room");
      arrange(body, begun ? [title, log.element, notices.element] : [beginning, log.element, notices.element]);
      arrange(element, closedTo(view) ? [body] : [body, composer.element]);
      log.update(view);
      notices.update(view);
      composer.update(view);
      if (view.entries.length > seen && (atEnd || seen === 0)) toEnd();
      seen = view.entries.length;
    },
    shown() {
      if (begun) toEnd();
    },
    leave() {
      log.leave();
      composer.leave();
    },
  };
}

/** Nothing can be written: a check failed, or the desk does not answer for now. @param {View} view */
const closedTo = (view) => view.failure !== null || (view.room?.blockedUntil ?? null) !== null;

const nearEnd = () => innerHeight + scrollY >= document.documentElement.scrollHeight - NEAR;

/** Lines are laid out when they come near, so that a moment later the end may be elsewhere. */
function toEnd() {
  const go = () => scrollTo(0, document.documentElement.scrollHeight);
  go();
  requestAnimationFrame(() => requestAnimationFrame(go));
}
