// @ts-check
/** The end of a consultation: asked once more, with the day on which the record is erased. */

import { ask, byId, setText } from "../lib/dom.js";
import { dateWords, daysUntil } from "../lib/jst.js";
import { inTurn } from "../lib/punctuation.js";
import { isPractice } from "./practice/desk.js";
import { practice as practiceWords } from "./practice/words.js";
import { room as roomWords } from "./room/words.js";
import { consultation as words } from "./words.js";

const DAY_MS = 24 * 3600 * 1000;

/**
 * @param {{ now: number, drafted: boolean, atOnce: boolean, room: boolean, desk: string }} state `atOnce`: the resident wants it gone when it
 *   ends; `room`: they are told in the room's page, not by LINE. At the desk for practice there is nobody to be told
 * @returns {Promise<boolean>}
 */
export function confirmClose({ now, drafted, atOnce, room, desk }) {
  const practice = isPractice({ desk });
  const due = now + Number(document.body.dataset.retentionDays) * DAY_MS;
  const when = atOnce ? words.closeAtOnce : words.closeDate(dateWords(due, now));
  setText(byId("confirm-close-date", HTMLElement), practice ? practiceWords.goes : when);
  setText(byId("confirm-close-told", HTMLElement), practice ? practiceWords.nobodyTold : roomWords.told[room ? "room" : "talk"]);
  const draft = byId("confirm-close-draft", HTMLElement);
  draft.hidden = !drafted;
  setText(draft, words.closeDraft);
  return ask(byId("confirm-close", HTMLDialogElement));
}

/**
 * How a closed consultation ended, when it is destroyed, and why not earlier.
 * @param {import("./types.js").Consultation} consultation
 * @param {number} now
 */
export function closedWords({ due_at, held_until, paused_at, ended_by }, now) {
  const over = (ended_by && words.endedBy[ended_by]) ?? words.over;
  if (due_at === null) return over;
  if (held_until !== null && held_until > now) return over + words.held(dateWords(held_until, now));
  const end = over + words.due(daysUntil(due_at, now), dateWords(due_at, now));
  return paused_at === null ? end : inTurn([end, words.paused]);
}
