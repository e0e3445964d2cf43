// @ts-check
/** Waiting for a time between two days that somebody gives up. */

import { make } from "../../lib/dom.js";
import { say } from "../../room/face/say.js";
import { dayField, labelled } from "../parts/fields.js";
import { placeName } from "../parts/names.js";
import { sheet } from "../parts/sheet.js";
import { Trouble } from "../parts/trouble.js";

/** @type {import("../types.js").Build} */
export function build(house) {
  const { words: { waits: said, details }, draft } = house;
  const trouble = new Trouble(house);
  const fields = make("div", { class: "pair" }, say("p", house.words.days.looking, { class: "status", attributes: { role: "status" } }));
  const next = say("button", details.next, { class: "button primary wide", attributes: { type: "submit" } });
  const form = make("form", { class: "stack", attributes: { autocomplete: "off", novalidate: "" } }, fields, trouble.element, next);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (!draft.first || !draft.last) return trouble.say(said.missing);
    if (draft.first > draft.last) return trouble.say(said.order);
    house.open("details");
  });
  const fill = (/** @type {{ first: string, last: string } | void} */ found) => {
    const bounds = { min: found?.first ?? "", max: found?.last ?? "" };
    if (!draft.first) Object.assign(draft, { first: bounds.min, last: bounds.max });
    fields.replaceChildren(
      labelled(dayField("wait-first", draft.first, bounds, (value) => (draft.first = value)), said.first),
      labelled(dayField("wait-last", draft.last, bounds, (value) => (draft.last = value)), said.last));
  };
  void house.api.days(draft.place, draft.kind).catch((error) => void trouble.tell(error)).then(fill);
  return { element: sheet(house, said.heading, say("p", placeName(house, draft.place), { class: "where" }), say("p", said.lead), form) };
}
