// @ts-check
/** 「期限をのばす」: how long a supervisor may sign the list of people, and two sheets that let them sign for longer. */

import { hex, unhex } from "../../crypto/bytes.js";
import { ctx, sign, verify } from "../../crypto/context.js";
import { Fields } from "../../crypto/fields.js";
import { dateWords } from "../../lib/jst.js";
import { line } from "./fields.js";
import { officeOf, SheetFields } from "./sheet_fields.js";
import { extension as words } from "./sheet_words.js";
import { signRoster } from "./signing.js";
import { delegate } from "./supervising.js";
import { talk as talkWords } from "./words.js";

/** @typedef {import("../desk.js").Desk} Desk */

/**
 * Until when (ms) this person may sign, and with which key; null for who has none.
 * @param {Desk} desk
 * @returns {Promise<{ rpk: Uint8Array, until: number } | null>}
 */
export async function mySigning({ session }) {
  const { rosterKey } = session.member();
  if (!rosterKey) return null;
  const question = ctx("whose-roster-key", crypto.getRandomValues(new Uint8Array(16)));
  const answer = await sign(rosterKey, question);
  const known = session.trust.delegations.map(({ body }) => {
    const fields = Fields.parse(body, "delegation");
    return { rpk: hex(fields.hex("rpk", 65)), until: fields.number("not_after") * 1000 };
  });
  for (const { rpk } of known) {
    const mine = await verify(unhex(rpk), question, answer).then(() => true, () => false);
    if (mine) return { rpk: unhex(rpk), until: Math.max(...known.filter((one) => one.rpk === rpk).map((one) => one.until)) };
  }
  return null;
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
  const mine = await mySigning(desk);
  if (answer === "" || !root || !mine) return;
  talk.wait(words.heading, words.signing);
  await signRoster(desk, (roster) => roster, {}, [await delegate(desk, root, mine.rpk)]);
  const until = (await mySigning(desk))?.until ?? mine.until;
  await talk.tell(words.heading, [line(words.done(dateWords(until, desk.clock.now())))]);
}
