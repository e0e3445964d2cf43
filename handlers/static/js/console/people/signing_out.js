// @ts-check
/** 「サインアウトさせる」: every open screen of a colleague is shut. For a PC that was lost, or one that nobody can reach. */

import { dateWords, timeWords } from "../../lib/jst.js";
import { bullets, line, notice } from "../fields.js";
import { withProof } from "../proving.js";
import { screens as words, talk as talkWords } from "./words.js";

/**
 * @param {import("./scene.js").Scene} scene
 * @param {import("./types.js").Person} person
 */
export async function signOut({ desk, talk }, { kid, display_name: name }) {
  const address = `/console/people/${encodeURIComponent(kid)}/sessions`;
  /** @type {{ sessions: { started_at: number, seen_at: number }[] }} */
  const { sessions } = await desk.api.call("GET", address);
  const now = desk.clock.now();
  const day = (/** @type {number} */ at) => `${dateWords(at, now)} ${timeWords(at)}`;
  const open = sessions.map((one) => words.one(day(one.started_at), timeWords(one.seen_at)));
  if (open.length === 0) return talk.tell(words.heading(name), [line(words.none)]);
  const answer = await talk.ask({
    heading: words.heading(name),
    body: [line(words.open), bullets(open), line(words.after), line(words.told(name)), notice(words.card)],
    choices: [{ value: "", text: talkWords.back }, { value: "end", text: words.end, tone: "danger" }],
  });
  if (answer === "") return;
  const { ended } = await withProof(desk, () => desk.api.call("DELETE", address));
  await talk.tell(words.doneHeading, [line(words.done(ended))]);
}
