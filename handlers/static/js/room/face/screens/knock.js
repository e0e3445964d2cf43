// @ts-check
/** Whether LINE may say that there is something new, and when. */

import { make } from "../../../lib/dom.js";
import { button, say, saying } from "../say.js";
import { sheet } from "./sheet.js";

/** @typedef {import("../house.js").View} View */

/** @type {import("../house.js").Build} */
export function build(house) {
  const { knock: said } = house.words;
  const status = make("p", { class: "status", attributes: { role: "status" } });
  const choose = async (/** @type {{ knock?: boolean, contactHours?: string }} */ wishes) => {
    saying(status, "");
    await house.engine.choose(wishes).then(() => saying(status, said.saved), () => saying(status, said.failed));
  };
  const on = button(said.on, () => void choose({ knock: true }), "chip");
  const off = button(said.off, () => void choose({ knock: false }), "chip");
  const names = Object.entries(said.hour);
  const hours = names.map(([name, text]) => button(text, () => void choose({ contactHours: name }), "chip"));
  const when = make("fieldset", { class: "choice" }, say("legend", said.hours), make("div", { class: "chips" }, ...hours));
  const update = (/** @type {View} */ { room }) => {
    on.setAttribute("aria-pressed", String(room?.knock ?? false));
    off.setAttribute("aria-pressed", String(!(room?.knock ?? false)));
    hours.forEach((one, at) => one.setAttribute("aria-pressed", String(names[at]?.[0] === (room?.contactHours ?? "any"))));
    when.hidden = !room?.knock;
  };
  const whether = make("fieldset", { class: "choice" },
    say("legend", said.heading, { class: "visually-hidden" }), make("div", { class: "answers" }, off, on));
  return { element: sheet(house, said.heading, say("p", said.lead), whether, say("p", said.note, { class: "quiet" }), when, status), update };
}
