// @ts-check
/** The end of a consultation: asked once more, with the day on which the record is erased. */

import { ask, byId, setText } from "../lib/dom.js";
import { dateWords, daysUntil } from "../lib/jst.js";
import { consultation as words } from "./words.js";

const DAY_MS = 24 * 3600 * 1000;

/**
 * @param {{ now: number, drafted: boolean }} state
 * @returns {Promise<boolean>}
 */
export function confirmClose({ now, drafted }) {
  const due = now + Number(document.body.dataset.retentionDays) * DAY_MS;
  setText(byId("confirm-close-date", HTMLElement), words.closeDate(dateWords(due, now)));
  const draft = byId("confirm-close-draft", HTMLElement);
  draft.hidden = !drafted;
  setText(draft, words.closeDraft);
  return ask(byId("confirm-close", HTMLDialogElement));
}

/**
 * @param {number | null} due
 * @param {number} now
 */
export const closedWords = (due, now) =>
  due === null ? words.over : words.closed(dateWords(due, now), daysUntil(due, now));
