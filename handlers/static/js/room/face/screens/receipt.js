// @ts-check
/** The receipt of an erasure, and what has become of it up to now. */

import { make } from "../../../lib/dom.js";
import { say, saying } from "../say.js";

/** @typedef {import("../house.js").House} House */

const LOOK_EVERY_MS = 1000;

/**
 * @param {House} house
 * @returns {HTMLElement}
 */
export function receiptCard(house) {
  const { erase: said } = house.words;
  const { deletion } = house.engine.view;
  const groups = (deletion?.receipt ?? "").toUpperCase().replace(/[\s-]/g, "").match(/.{1,4}/g) ?? [];
  const state = say("p", said.state[deletion?.state ?? "unknown"], { class: "receipt-state", attributes: { role: "status" } });
  const look = setInterval(() => {
    if (!state.isConnected && document.body.dataset.covered === undefined) clearInterval(look);
    saying(state, said.state[house.engine.view.deletion?.state ?? "unknown"]);
  }, LOOK_EVERY_MS);
  return make("section", { class: "notice calm stack" },
    say("h2", said.receipt), make("ol", { class: "groups", attributes: { translate: "no" } }, ...groups.map((text) => make("li", { text }))),
    state, say("p", said.check, { class: "quiet" }), say("p", said.phone, { class: "quiet" }));
}
