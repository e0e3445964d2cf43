// @ts-check
/** The list of flyers: what each looks like, what it is called and whether residents see it. */

import { make } from "../../lib/dom.js";
import { language } from "../../lib/language.js";
import { button } from "../visit_setup/form.js";
import { chosenVersion } from "./doors.js";
import { thumb } from "./file_part.js";
import { spanWords, stateBadge } from "./state_line.js";
import { screen, states as words } from "./words.js";

/** @typedef {import("./types.js").Flyer} Flyer */

/** @param {Flyer} flyer */
export const titleOf = (flyer) => (language === "en" ? flyer.title_en : flyer.title_ja);

/**
 * @param {Flyer[]} flyers
 * @param {{ now: number, drafted: (flyer: Flyer) => boolean, open: (flyer: Flyer) => void, add: () => void }} scene
 * @returns {HTMLElement[]}
 */
export function flyerList(flyers, { now, drafted, open, add }) {
  const begin = button("button-primary", screen.add, add);
  begin.id = "flyer-add";
  const head = make("div", { class: "flyers-head" }, make("p", { class: "panel-lead", text: screen.lead }), begin);
  if (flyers.length === 0) return [head, make("p", { class: "panel-card flyers-none", text: screen.none })];
  return [head, make("ul", { class: "flyers-list" }, ...flyers.map((flyer) => item(flyer, now, drafted(flyer), open)))];
}

/**
 * @param {Flyer} flyer
 * @param {number} now
 * @param {boolean} drafted
 * @param {(flyer: Flyer) => void} open
 */
function item(flyer, now, drafted, open) {
  const version = chosenVersion(flyer), title = titleOf(flyer), span = spanWords(flyer, now);
  const press = make("button", { class: "flyer-title", text: title, data: { flyer: flyer.id }, attributes: { type: "button" } });
  press.addEventListener("click", () => open(flyer));
  const badges = make("p", { class: "flyer-badges" }, stateBadge(flyer), ...(drafted ? [make("span", { class: "flyer-badge", text: screen.unsavedMark })] : []));
  const file = version ? words.version(version.number, version.pages) : words.noFile;
  return make("li", { class: "flyer-card" }, thumb(flyer, version),
    make("div", { class: "flyer-said" }, make("h2", {}, press), badges,
      ...(span ? [make("p", { text: span })] : []), make("p", { class: "panel-lead", text: file }),
      make("p", { class: "panel-lead", text: words.talk(language === "en" ? flyer.talk_en : flyer.talk_ja) })));
}
