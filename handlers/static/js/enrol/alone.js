// @ts-check
/**
 * A supervisor of an office that has no other one left: two sheets of paper stand for the colleague who would have confirmed
 * them. Their own browser signs the list.
 */

import { joined, present } from "../console/people/changes.js";
import { line, notice } from "../console/fields.js";
import { peopleProblem } from "../console/people/problems.js";
import { kidHex } from "../console/people/scene.js";
import { SheetFields } from "../console/people/sheet_fields.js";
import { acceptChain } from "../crypto/roster.js";
import { nextRoster, signDelegation } from "../crypto/roster_signing.js";
import { make, setText } from "../lib/dom.js";
import { founding, handIn } from "./doors.js";
import { alone as words } from "./words.js";

/** @typedef {import("./making.js").Made} Made */

const DELEGATION_DAYS = 400;

/**
 * @param {import("./card.js").Card} card
 * @param {Made} made
 */
export function aloneField({ code }, made) {
  const sheets = new SheetFields("root");
  const button = make("button", { class: "button button-secondary", text: words.join, attributes: { type: "button", id: "join-alone" } });
  const said = make("p", { class: "field-problem", attributes: { role: "alert" } });
  button.addEventListener("click", async () => {
    button.disabled = true;
    setText(said, await joinAlone(sheets, code, made).catch(peopleProblem));
    button.disabled = false;
  });
  return make("details", { class: "enrol-alone" },
    make("summary", { text: words.summary }), line(words.how), sheets.field, notice(words.who), button, said);
}

/**
 * What is wrong; nothing when it is done. The page notices by itself that they are confirmed.
 * @param {SheetFields} sheets
 * @param {string} code
 * @param {Made} made
 */
async function joinAlone(sheets, code, { fingerprint, member, roster }) {
  const { root, chain, desks, replaces } = await founding(code);
  const opened = await sheets.openRoot({ fingerprint, stored: async () => ({ root }) });
  const link = chain.at(-1);
  if (!opened.key || !roster || !link) return opened.problem;
  const now = Math.floor(Date.now() / 1000);
  // The list may have run out while nobody was left to sign it.
  const trust = await acceptChain(chain, fingerprint, null, null);
  const own = { kid: member.kid, rpk: roster.rpk, until: now + DELEGATION_DAYS * 24 * 3600, epoch: trust.epoch + 1 };
  const granted = [await signDelegation(opened.key, own)];
  const change = joined(present(trust.current), member, desks, replaces ? kidHex(replaces) : null);
  await handIn(code, await nextRoster(trust, link, roster.key, { ...change, granted, notBefore: now }));
  sheets.clear();
  return "";
}
