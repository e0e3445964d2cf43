// @ts-check
/** Giving a booking up. */

import { make } from "../../lib/dom.js";
import { button, say } from "../../room/face/say.js";
import { draftOf } from "../draft.js";
import { giveUp } from "../parts/acts.js";
import { lines } from "../parts/lines.js";
import { momentWords, placeName } from "../parts/names.js";
import { sheet } from "../parts/sheet.js";
import { once, Trouble } from "../parts/trouble.js";

/** @type {import("../types.js").Build} */
export function build(house) {
  const { words: { cancel: said, summary }, draft: { booking } } = house;
  const trouble = new Trouble(house);
  const forget = make("input", { attributes: { type: "checkbox", id: "forget", autocomplete: "off", "aria-describedby": "forget-hint" } });
  const yes = button(booking ? giveUp(house, booking, said.yes) : said.yes, () => void once(yes, trouble, async () => {
    if (!booking) return;
    const ended = await house.api.cancel(booking.id, forget.checked);
    house.draft = draftOf(ended, "change");
    house.land("booking");
  }), "danger-act wide");
  const what = booking ? lines([[summary.when, booking.at ? momentWords(house, booking.at) : ""], [summary.place, placeName(house, booking.place)]]) : make("p");
  const element = sheet(house, said.heading, what, say("p", said.body),
    make("div", {}, make("p", { class: "tick" }, forget, say("label", said.forget, { attributes: { for: "forget" } })),
      say("p", said.forgetHint(house.facts.days), { class: "quiet", attributes: { id: "forget-hint" } })),
    trouble.element, yes, button(said.no, house.back, "wide"));
  return { element };
}
