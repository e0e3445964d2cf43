// @ts-check
/** In an open consultation: that its resident is not answered for a while, or that somebody has asked for it. */

import { arrange, byId, make } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { inTurn } from "../../lib/punctuation.js";
import { caseProblem } from "../case/problems.js";
import { blockButtons, stateWords } from "./line.js";
import { block as words, REASONS } from "./words.js";

/** @typedef {import("../case/actions.js").Place} Place */
/** @typedef {import("./line.js").Block} Block */

/** @returns {import("../case/parts.js").Part} */
export function blockBand() {
  const slot = byId("block-band", HTMLElement);
  let known = "";
  let ticket = 0;
  return {
    show(place) {
      const face = place ? `${place.id} ${place.opened.consultation.revision}` : "";
      if (face === known) return;
      known = face;
      const mine = (ticket += 1);
      if (!place) return arrange(slot, []);
      const address = `/console/consultations/${encodeURIComponent(place.id)}/block`;
      place.desk.api.call("GET", address).then(
        ({ block }) => { if (mine === ticket) draw(slot, place, block); },
        () => { if (mine === ticket) known = ""; },
      );
    },
  };
}

/**
 * Leaves an unchanged band alone, so that nothing moves under somebody's hands.
 * @param {HTMLElement} slot
 * @param {Place} place
 * @param {Block | null} one
 */
function draw(slot, place, one) {
  const face = JSON.stringify([place.id, one]);
  const drawn = slot.firstElementChild;
  if (!one) return arrange(slot, []);
  if (drawn instanceof HTMLElement && drawn.dataset.face === face) return;
  arrange(slot, [band(place, one, face)]);
}

/**
 * @param {Place} place
 * @param {Block} one
 * @param {string} face
 */
function band(place, one, face) {
  const until = dateWords(one.until, place.desk.clock.now());
  const told = make("div", { class: "block-words" },
    make("p", { class: "block-heading", text: one.agreed ? words.standing(until) : words.wished(one.asked_by_name ?? words.somebody) }),
    make("p", { text: one.agreed ? words.effect : words.wishedHow }),
    make("p", { class: "block-facts", text: inTurn([words.facts(REASONS[one.reason] ?? one.reason, until), ...(one.agreed ? [stateWords(one)] : [])]) }));
  const buttons = blockButtons(place.desk, one, (said, error) => {
    place.announce(error ? caseProblem(error) : said, error ? "error" : "calm");
    void place.reload().catch(() => undefined);
  });
  return make("div", { class: "notice block", data: { tone: "caution", face }, attributes: { role: "status" } }, told,
    make("div", { class: "block-buttons" }, ...buttons));
}
