// @ts-check
import { actionElement } from "./actions.js";
import { find } from "./dom.js";

/** @typedef {import("./types.js").View} View */

const row = find("[data-chips]");
let drawn = "";

/**
 * The quick replies of the last message, if it has any: as on a phone, they go when anything follows.
 * @param {View} view
 * @param {import("./types.js").Tap} tap
 */
export function drawChips(view, tap) {
  const last = view.entries.at(-1);
  const items = last?.author === "office" ? last.message.quickReply?.items ?? [] : [];
  const as = JSON.stringify([last?.id, items]);
  if (as === drawn) return;
  drawn = as;
  const chips = items.map((/** @type {{action: import("./types.js").Action}} */ item) =>
    actionElement(item.action, "chip", (action) => {
      row.replaceChildren();
      if (last) tap(last, action);
    }),
  );
  row.replaceChildren(...chips);
  row.scrollLeft = 0;
}
