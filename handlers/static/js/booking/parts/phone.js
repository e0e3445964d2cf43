// @ts-check
/** A number of a place, to be rung by a tap. */

import { make } from "../../lib/dom.js";
import { plain } from "../../room/face/say.js";

/**
 * @param {import("../types.js").House} house
 * @param {import("../types.js").Place} place
 */
export function phoneLink({ words }, { name, phone }) {
  const attributes = { href: `tel:${phone.replace(/[^\d+]/g, "")}`, "aria-label": plain(words.phones.call(`${plain(name)} ${phone}`)) };
  return make("a", { class: "button phone", text: phone, attributes });
}
