// @ts-check
/** Nothing can be done here now: why, and what to do instead. */

import { make } from "../../lib/dom.js";
import { button, heading, say } from "../../room/face/say.js";
import { languages } from "../parts/languages.js";

/** @type {import("../types.js").Build} */
export function build(house) {
  const { words: { closed: said, trouble, bar } } = house;
  const code = house.closed ?? "busy";
  const known = code === "nobody" || code === "over" || code === "link" || code === "claimed" ? said[code] : null;
  const retry = button(said.retry, () => void house.home(), "primary wide");
  const words = known ?? { heading: said.heading, body: code === "offline" ? trouble.offline : trouble.busy };
  const element = make("section", { class: "sheet" }, languages(house), heading(words.heading), say("p", words.body),
    ...(known ? [] : [retry]), button(bar.phones, () => house.open("phones"), "wide"));
  return { element };
}
