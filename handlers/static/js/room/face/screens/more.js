// @ts-check
/** What is kept and where, what nobody can promise, and the number by which this place can be compared with paper. */

import { make } from "../../../lib/dom.js";
import { list, say, saying } from "../say.js";
import { sheet } from "./sheet.js";

/** @typedef {import("../house.js").View} View */

/** @type {import("../house.js").Build} */
export function build(house) {
  const { more: said } = house.words;
  const sections = said.sections.map(({ title, lines }) => make("section", { class: "stack" }, say("h2", title), list(lines)));
  const groups = make("ol", { class: "groups small", attributes: { translate: "no" } });
  const how = make("p", { class: "quiet" });
  const number = make("section", { class: "stack" }, say("h2", said.number), groups, how);
  const update = (/** @type {View} */ { fingerprint, pinned }) => {
    number.hidden = !fingerprint;
    if (groups.dataset.shown !== (fingerprint ?? "")) groups.replaceChildren(...fourEach(fingerprint ?? "").map((text) => make("li", { text })));
    groups.dataset.shown = fingerprint ?? "";
    saying(how, pinned ? said.pinned : said.notPinned);
  };
  return { element: sheet(house, said.heading, ...sections, number), update };
}

/** @param {string} text */
const fourEach = (text) => text.toUpperCase().match(/.{1,4}/g) ?? [];
