// @ts-check
/** What stands beside a picture that was kept as evidence: that it is the original, of which type, and its hash. */

import { coverOf } from "../../crypto/attachment.js";
import { hex } from "../../crypto/bytes.js";
import { make } from "../../lib/dom.js";
import { room as words } from "./words.js";

/** @param {import("../types.js").Payload} cover the verified payload that has its key and its hash */
export function originalFacts(cover) {
  const groups = hashOf(cover).match(/.{1,8}/g) ?? [];
  return make("div", { class: "attachment-original" },
    make("p", { text: words.original }),
    make("p", { class: "attachment-facts", text: words.type(cover.type ?? "") }),
    make("details", {},
      make("summary", { text: words.hash }),
      make("p", { class: "attachment-hash" }, ...groups.map((group) => make("span", { text: group }))),
      make("p", { class: "field-hint", text: words.hashHint })));
}

/** @param {import("../types.js").Payload} cover by a verified writer; its shape was not verified */
function hashOf(cover) {
  try {
    return hex(coverOf(cover).sha256);
  } catch {
    return "";
  }
}
