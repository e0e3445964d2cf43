// @ts-check
/** In the head of an open consultation: who reads along, why and until when; and who has done so. */

import { arrange, byId, make } from "../../lib/dom.js";
import { dateWords, daysUntil, timeWords } from "../../lib/jst.js";
import { inTurn } from "../../lib/punctuation.js";
import { caseProblem } from "../case/problems.js";
import { reading as words, REASONS } from "./words.js";

/** @typedef {import("../case/actions.js").Place} Place */

/**
 * @typedef {object} Reading what the server tells; times in ms
 * @property {string | null} name null for somebody who has left
 * @property {boolean} mine of the person who looks
 * @property {string} reason
 * @property {number} since
 * @property {number} seen_at when they last opened it
 * @property {number} until when it ends, or has ended
 * @property {boolean} now
 */

/** @returns {import("../case/parts.js").Part} */
export function coReading() {
  const slot = byId("co-reading", HTMLElement);
  let known = "";
  let ticket = 0;
  return {
    show(place) {
      const face = place ? JSON.stringify([place.id, place.opened.consultation.readers]) : "";
      if (face === known) return;
      known = face;
      const mine = (ticket += 1);
      if (!place) return arrange(slot, []);
      const address = `/console/consultations/${encodeURIComponent(place.id)}/co-readings`;
      place.desk.api.call("GET", address).then(
        (readings) => mine === ticket && arrange(slot, drawn(place, readings)),
        () => { if (mine === ticket) known = ""; },
      );
    },
  };
}

/**
 * @param {Place} place
 * @param {readonly Reading[]} readings
 */
function drawn(place, readings) {
  const now = place.desk.clock.now();
  const past = readings.filter((one) => !one.now);
  const bands = readings.filter((one) => one.now).map((one) => band(place, one, now));
  if (past.length === 0) return bands;
  const lines = past.map((one) => make("li", {
    text: words.was(one.name ?? words.somebody, at(one.since, now), at(one.until, now), at(one.seen_at, now), REASONS[one.reason] ?? one.reason),
  }));
  const before = make("details", { class: "co-reading-past" },
    make("summary", { text: words.past(past.length) }), make("ul", {}, ...lines));
  return [...bands, before];
}

/**
 * @param {Place} place
 * @param {Reading} one
 * @param {number} now
 */
function band(place, one, now) {
  const facts = words.facts(REASONS[one.reason] ?? one.reason, at(one.since, now), at(one.until, now));
  const told = make("div", { class: "co-reading-words" },
    make("p", { class: "co-reading-who", text: one.mine ? words.mine : words.now(one.name ?? words.somebody) }),
    make("p", { text: one.mine ? inTurn([facts, words.shown]) : facts }));
  const element = make("div", { class: "notice co-reading", data: { tone: "calm" }, attributes: { role: "status" } }, told);
  if (one.mine) element.append(endButton(place));
  return element;
}

/** @param {Place} place */
function endButton(place) {
  const end = make("button", { class: "button button-secondary", text: words.end, attributes: { type: "button", id: "co-reading-end" } });
  end.addEventListener("click", () => {
    end.disabled = true;
    // The list says a moment later that it can't be opened any more.
    place.desk.api.call("DELETE", `/console/consultations/${encodeURIComponent(place.id)}/co-reading`).catch((error) => {
      end.disabled = false;
      place.announce(caseProblem(error), "error");
    });
  });
  return end;
}

/** @param {number} time @param {number} now */
const at = (time, now) => (daysUntil(time, now) === 0 ? timeWords(time) : `${dateWords(time, now)} ${timeWords(time)}`);
