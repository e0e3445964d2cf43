// @ts-check
/** 「期限をのばす」: how long a supervisor may sign the list of people, and two sheets that let them sign for longer. */

import { hex } from "../../crypto/bytes.js";
import { readMandate } from "../../crypto/delegations.js";
import { dateWords } from "../../lib/jst.js";
import { line } from "../fields.js";
import { officeOf, SheetFields } from "./sheet_fields.js";
import { extension as words } from "./sheet_words.js";
import { signRoster } from "./signing.js";
import { delegate } from "./supervising.js";
import { talk as talkWords } from "./words.js";

/** @typedef {import("../desk.js").Desk} Desk */

/**
 * Until when (ms) this person may sign, and with which key; null for who has none.
 * @param {Desk} desk
 * @returns {{ kid: string, rpk: Uint8Array, until: number } | null} kid in hex
 */
export function mySigning({ session }) {
  const kid = hex(session.member().kid);
  const mine = session.trust.current.delegations.find((one) => one.kid === kid);
  if (!mine) return null;
  const { rpk, until } = readMandate(mine.body);
  return { kid, rpk, until: until * 1000 };
}

/** @param {import("./scene.js").Scene} scene */
export async function extend({ desk, talk }) {
  const sheets = new SheetFields("root");
  /** @type {CryptoKey | null} */
  let root = null;
  const answer = await talk.ask({
    heading: words.heading,
    body: [line(words.how), sheets.field],
    choices: [{ value: "", text: talkWords.back }, { value: "extend", text: words.extend, tone: "primary" }],
    ...(sheets.first && { focus: sheets.first }),
    check: async () => {
      const opened = await sheets.openRoot(officeOf(desk));
      root = opened.key;
      return opened.problem;
    },
  });
  sheets.clear();
  const mine = mySigning(desk);
  if (answer === "" || !root || !mine) return;
  talk.wait(words.heading, words.signing);
  const key = root;
  await signRoster(desk, (roster) => roster, {}, async () => [await delegate(desk, key, mine)]);
  const until = mySigning(desk)?.until ?? mine.until;
  await talk.tell(words.heading, [line(words.done(dateWords(until, desk.clock.now())))]);
}
