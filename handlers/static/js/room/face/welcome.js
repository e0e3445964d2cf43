// @ts-check
/** Before anything is begun: five lines, and a choice. */

import { make } from "../../lib/dom.js";
import { leave } from "./exit.js";
import { languages } from "./languages.js";
import { button, heading, list, say, saying } from "./say.js";

/** @type {import("./house.js").Build} */
export function welcome(house) {
  const { words, engine } = house;
  const said = words.welcome;
  const promises = make("div", {});
  const early = make("input", { attributes: { type: "checkbox", id: "erase-on-close", autocomplete: "off" } });
  const start = button(said.start, () => void begin(), "primary wide");
  const busy = say("p", "", { class: "status", attributes: { role: "status" } });
  const begin = async () => {
    saying(busy, words.arriving.opening);
    const failed = () => saying(busy, words.arriving.away);
    await engine.begin({ eraseOnClose: early.checked, language: house.language }).catch(failed);
  };
  const element = make("section", { class: "sheet" },
    languages(house),
    heading(said.heading),
    promises,
    make("p", { class: "tick" }, early, say("label", said.eraseOnClose, { attributes: { for: "erase-on-close" } })),
    start,
    make("div", { class: "pair" }, button(said.more, () => house.open("more"), "plain"), button(said.stop, leave, "plain")),
    busy,
    make("p", { class: "aside" }, button(said.resume, () => house.open("resume"), "link")),
  );
  let shown = /** @type {number | null | undefined} */ (undefined);
  return {
    element,
    update({ facts }) {
      const days = facts?.days ?? null;
      if (days !== shown) promises.replaceChildren(list(said.lines(days), "promises"));
      shown = days;
    },
  };
}
