// @ts-check
/** In the head of an open consultation: that the link to its room was opened twice, and what else there is of the same person. */

import { arrange, byId, make } from "../../lib/dom.js";
import { dateWords, timeWords } from "../../lib/jst.js";
import { labelOf } from "../label.js";
import { LANE_LONG } from "../words.js";
import { room as words } from "./words.js";

/** @typedef {import("../types.js").Other} Other */

const WIDE = matchMedia("(min-width: 60rem) and (min-height: 56rem)");

/**
 * @param {import("../consultation.js").ConsultationPanel} panel
 * @returns {import("../case/parts.js").Part}
 */
export function roomBand(panel) {
  const slot = byId("room-band", HTMLElement);
  let known = "";
  return {
    show(place) {
      const at = place?.opened.consultation.contested_at ?? null;
      const others = place?.opened.others ?? [];
      const face = JSON.stringify([place?.id, at, others]);
      if (face === known) return;
      known = face;
      const now = place?.desk.clock.now() ?? 0;
      const bands = at === null ? [] : [contested(`${dateWords(at, now)} ${timeWords(at)}`)];
      arrange(slot, [...bands, ...others.map((one) => other(one, panel.onOpen))]);
    },
  };
}

/**
 * Where there is little room for the talk, only its heading until somebody wants more.
 * @param {string} at
 */
function contested(at) {
  const band = make("details", {},
    make("summary", { class: "room-contested-heading", text: words.contested.heading(at) }),
    make("p", { text: words.contested.meaning }),
    make("p", { text: words.contested.todo }));
  band.open = WIDE.matches;
  return make("section", { class: "notice room-contested", data: { tone: "caution" }, attributes: { role: "status" } }, band);
}

/**
 * @param {Other} one
 * @param {(id: string) => void} open
 */
function other({ id, lane, state }, open) {
  const label = labelOf(id);
  const text = words.other(LANE_LONG[lane], label) + (state === "closed" ? words.ended : "");
  const button = make("button", { class: "button button-quiet", text: words.open,
    attributes: { type: "button", "aria-label": words.openThat(label) } });
  button.addEventListener("click", () => open(id));
  return make("p", { class: "room-other" }, make("span", { text }), button);
}
