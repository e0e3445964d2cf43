// @ts-check
/** A record that stays inside the desk, as a line of the talk: it must never look like something that the resident sees. */

import { make } from "../lib/dom.js";
import { inside as words } from "./case/words.js";

/** @typedef {import("./types.js").Payload} Payload */

const KINDS = new Map([
  ["note", words.note],
  ["handover", words.handover],
  ["words", words.words],
  ["check", words.check],
  ["checked", words.check],
]);

/** What a verified colleague wrote may still have any shape. */
const KID = /^[\w-]{22}$/;

/**
 * @param {number} direction of the record; what residents send is never taken for the desk's
 * @param {Payload | null} payload
 */
export const isInside = (direction, payload) => direction !== 0 && payload !== null && KINDS.has(payload.kind);

/**
 * @param {Payload} payload of a record for which `isInside` holds
 * @param {(kid: string) => string} nameOf who it is handed to
 * @returns {HTMLElement}
 */
export function insideCard(payload, nameOf) {
  const title = make("p", { class: "inside-title" },
    make("strong", { text: KINDS.get(payload.kind) ?? "" }), make("span", { class: "inside-only", text: words.only }));
  const card = make("div", { class: "inside-card" }, title);
  const [lead, text] = textsOf(payload, nameOf);
  if (lead) card.append(make("p", { class: "inside-lead", text: lead }));
  if (text) card.append(make("p", { class: "inside-text", text }));
  return card;
}

/**
 * @param {Payload} payload
 * @param {(kid: string) => string} nameOf
 * @returns {[string, string]} what it is about, and what somebody wrote
 */
function textsOf({ kind, text = "", to = "", code = "", decoy = "", agreed }, nameOf) {
  switch (kind) {
    case "handover": return [to === "" ? words.handedToAll : words.handedTo(KID.test(to) ? nameOf(to) : ""), text];
    case "words": return [code === "" && decoy === "" ? words.wordsStopped : words.wordsSet, ""];
    case "check": return [words.checkLead, text || words.empty];
    case "checked": return [agreed === true ? words.agreedTo : words.declined, text];
  }
  return ["", text || words.empty];
}
