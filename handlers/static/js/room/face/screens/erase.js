// @ts-check
/** Erasing everything, in two steps: what it means, and then whether. */

import { make } from "../../../lib/dom.js";
import { button, say, saying } from "../say.js";
import { sheet } from "./sheet.js";

/** @typedef {import("../house.js").House} House */
/** @typedef {import("../house.js").View} View */

/** @type {import("../house.js").Build} */
export function build(house) {
  const { erase: said } = house.words;
  const status = make("p", { class: "status", attributes: { role: "status" } });
  const later = button(said.whenClosed, () => void whenClosed(), "plain wide");
  const whenClosed = async () => {
    await house.engine.choose({ eraseOnClose: true }).catch(() => saying(status, said.failed));
  };
  const steps = make("div", { class: "stack" });
  const ask = () => steps.replaceChildren(...sure(house, offer));
  const first = [say("p", said.offer), button(said.now, ask, "plain wide"), later, button(said.keep, house.home, "plain wide"), status];
  const offer = () => steps.replaceChildren(...first);
  offer();
  const update = (/** @type {View} */ { room }) => {
    later.hidden = !room || room.eraseOnClose || room.state === "closed";
    if (room?.eraseOnClose) saying(status, said.whenClosedOn);
  };
  return { element: sheet(house, said.heading, steps), update };
}

/**
 * The view goes on to the receipt by itself.
 * @param {House} house
 * @param {() => void} back
 */
function sure(house, back) {
  const { erase: said } = house.words;
  const status = make("p", { class: "problem", attributes: { role: "alert" } });
  let busy = false;
  const yes = button(said.yes, () => void erase(), "danger-act wide");
  const erase = async () => {
    if (busy) return;
    busy = true;
    saying(status, "");
    saying(yes, said.working);
    await house.engine.deleteAll().catch(() => saying(status, said.failed));
    busy = false;
    saying(yes, said.yes);
  };
  const title = say("h2", said.sureHeading, { attributes: { tabindex: "-1" } });
  setTimeout(() => title.focus());
  return [title, say("p", said.sure), yes, button(said.no, back, "plain wide"), status];
}
