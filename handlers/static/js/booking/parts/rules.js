// @ts-check
/** The rules of a place, in words. */

import { make } from "../../lib/dom.js";
import { list, say } from "../../room/face/say.js";

/**
 * @param {import("../types.js").House} house
 * @param {import("../types.js").Place} place
 */
export const rules = ({ words: { rules: said } }, place) => make("details", { class: "examples" },
  say("summary", said.heading),
  list([
    said.lead(place.lead_days), said.change(place.change_days), said.horizon(place.horizon_days), said.most(place.per_resident),
    place.private_room ? said.room : said.noRoom,
  ]));
