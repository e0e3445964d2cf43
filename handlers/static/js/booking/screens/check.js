// @ts-check
/** Everything once more, and yes. */

import { button, say } from "../../room/face/say.js";
import { draftOf, wait, wanted, wish } from "../draft.js";
import { countdown } from "../parts/hold.js";
import { sheet } from "../parts/sheet.js";
import { summary } from "../parts/summary.js";
import { take } from "../parts/taking.js";
import { once, Trouble } from "../parts/trouble.js";

/** @typedef {import("../types.js").House} House */

/** @type {import("../types.js").Build} */
export function build(house) {
  const { draft, words: { check: said, hold } } = house;
  const trouble = new Trouble(house, (opening) => void once(yes, trouble, async () => {
    await take(house, opening);
    house.open("check");
  }));
  const yes = button(said.yes[draft.purpose], () => void once(yes, trouble, async () => {
    const made = await send(house);
    house.done = draft.purpose === "move" ? "move" : null;
    house.draft = draftOf({ ...made, call_name: draft.callName, note: draft.note }, "change");
    house.land("booking");
  }), "primary wide");
  const kept = draft.purpose === "book" && draft.heldUntil ? countdown(house, draft.heldUntil, hold) : null;
  const about = draft.purpose === "move" ? [] : [say("p", said.about(house.facts.days), { class: "quiet" })];
  const element = sheet(house, said.heading, ...(kept ? [kept.element] : []), summary(house), ...about, trouble.element, yes);
  return { element, leave: () => kept?.leave() };
}

/** @param {House} house */
function send({ api, draft }) {
  if (draft.purpose === "wish") return api.wish(wish(draft));
  if (draft.purpose === "wait") return api.wait(wait(draft));
  if (draft.purpose === "move" && draft.opening) return api.move(draft.id, draft.opening);
  return api.confirm(draft.id, wanted(draft));
}
