// @ts-check
/** A booking, or what is about to be one, line by line. */

import { make } from "../../lib/dom.js";
import { say } from "../../room/face/say.js";

/**
 * @param {readonly (readonly [string, string])[]} lines what it is, and how it stands; what is empty is left out
 */
export const lines = (lines) => make("dl", { class: "lines-of" },
  ...lines.filter(([, value]) => value !== "").map(([name, value]) => make("div", {}, say("dt", name), say("dd", value))));
