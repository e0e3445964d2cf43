// @ts-check
import { actionElement } from "./actions.js";
import { find } from "./dom.js";

/** @typedef {import("./types.js").View} View */

/** The quick replies of the last message, if it has any: as on a phone, they go when anything follows. */
export class Chips {
  /** @param {HTMLElement} phone @param {import("./types.js").Tap} tap */
  constructor(phone, tap) {
    this.row = find("[data-chips]", phone);
    this.tap = tap;
    this.drawn = "";
  }

  /** @param {View} view @param {boolean} pc LINE on a PC shows none */
  draw(view, pc) {
    const last = view.entries.at(-1);
    const items = !pc && last?.author === "office" ? last.message.quickReply?.items ?? [] : [];
    const as = JSON.stringify([last?.id, items]);
    if (as === this.drawn) return;
    this.drawn = as;
    const chips = items.map((/** @type {{action: import("./types.js").Action}} */ item) =>
      actionElement(item.action, "chip", (action) => {
        this.row.replaceChildren();
        if (last) this.tap(last, action);
      }),
    );
    this.row.replaceChildren(...chips);
    this.row.scrollLeft = 0;
  }
}
