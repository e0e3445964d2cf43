// @ts-check
/** The bar over every screen: whom to ring, the language, and away. */

import { arrange, byId } from "../../lib/dom.js";
import { button, saying } from "../../room/face/say.js";

export class Bar {
  /** @param {import("../types.js").House} house */
  speak(house) {
    const { bar } = house.words;
    arrange(byId("tools", HTMLElement), [
      button(bar.phones, () => house.open("phones")),
      button(bar.language, () => house.open("language")),
    ]);
    saying(byId("exit", HTMLElement), bar.exit);
  }
}
