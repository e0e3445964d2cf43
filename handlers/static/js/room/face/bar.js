// @ts-check
/** The bar over every screen: the menu once there is something to choose, whom to ring, and away. */

import { arrange, byId } from "../../lib/dom.js";
import { button, saying } from "./say.js";

/** @typedef {import("./house.js").House} House */
/** @typedef {import("./house.js").View} View */

export class Bar {
  #tools = byId("tools", HTMLElement);
  #exit = byId("exit", HTMLElement);
  #menu = button("", () => {});
  #urgent = button("", () => {});

  /** @param {House} house */
  speak(house) {
    this.#menu = button(house.words.bar.menu, () => house.open("menu"), "bar-menu");
    this.#urgent = button(house.words.bar.urgent, () => house.open("urgent"), "bar-urgent");
    saying(this.#exit, house.words.bar.exit);
  }

  /** @param {View} view */
  update(view) {
    arrange(this.#tools, view.phase === "open" && !view.deletion ? [this.#menu, this.#urgent] : [this.#urgent]);
  }
}
