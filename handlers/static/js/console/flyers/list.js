// @ts-check
/** The list of flyers: what each looks like, what it is called and whether residents see it. */

import { make } from "../../lib/dom.js";
import { language } from "../../lib/language.js";
import { OrderList } from "../order_list.js";
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
 * @param {{ now: number, drafted: (flyer: Flyer) => boolean, open: (flyer: Flyer) => void, add: () => void, sort: () => void }} scene
 * @returns {HTMLElement[]}
 */
export function flyerList(flyers, { now, drafted, open, add, sort }) {
  const begin = button("button-primary", screen.add, add);
  begin.id = begin.dataset.key = "flyer-add";
  const order = button("button-secondary", screen.sort, sort);
  order.id = order.dataset.key = "flyers-sort";
  order.hidden = flyers.length < 2;
  const head = make("div", { class: "flyers-head" }, make("p", { class: "panel-lead", text: screen.lead }), make("div", { class: "edit-buttons" }, order, begin));
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
  const press = make("button", { class: "flyer-title", text: title, data: { flyer: flyer.id, key: flyer.id }, attributes: { type: "button" } });
  press.addEventListener("click", () => open(flyer));
  const badges = make("p", { class: "flyer-badges" }, stateBadge(flyer), ...(drafted ? [make("span", { class: "badge", text: screen.unsavedMark })] : []));
  const file = version ? words.version(version.number, version.pages) : words.noFile;
  return make("li", { class: "flyer-card" }, thumb(flyer, version),
    make("div", { class: "flyer-said" }, make("h2", {}, press), badges,
      ...(span ? [make("p", { text: span })] : []), make("p", { class: "panel-lead", text: file }),
      make("p", { class: "panel-lead", text: words.talk(language === "en" ? flyer.talk_en : flyer.talk_ja) })));
}

/**
 * The same in rows that are moved up and down.
 * @param {Flyer[]} flyers
 * @param {{ save: (seen: string[], wanted: string[]) => Promise<Flyer[]>, back: () => void }} scene
 * @returns {HTMLElement[]}
 */
export function flyerOrder(flyers, { save, back }) {
  const items = (/** @type {Flyer[]} */ some) => some.map((one) => ({ id: one.id, title: titleOf(one), mark: stateBadge(one) }));
  const list = new OrderList({ label: screen.sort, theirs: items, save: async (seen, wanted) => items(await save(seen, wanted)) });
  list.put(items(flyers));
  const done = button("button-primary", screen.sorted, back);
  done.id = "flyers-sorted";
  return [make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "flyers-sort-heading" } },
    make("h2", { text: screen.sort, attributes: { id: "flyers-sort-heading", tabindex: "-1" } }),
    make("p", { class: "panel-lead", text: screen.sortLead }), list.element, make("div", { class: "edit-buttons" }, done))];
}
