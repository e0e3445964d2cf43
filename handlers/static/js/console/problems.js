// @ts-check
/** What went wrong between this page and the server, in one sentence for the person who works with it. */

import { Refused, Unanswered } from "./api.js";
import { proving } from "./proving_words.js";
import { Crowded, NotVerified } from "./replying.js";
import { consultation, problems, session } from "./words.js";

const BY_CODE = new Map([
  ["proof-needed", proving.left],
  ["sign-in", session.wrong],
  ["assigned", consultation.taken],
  ["unassigned", consultation.notYours],
]);

/**
 * @param {unknown} error
 * @returns {string}
 */
export function problemWords(error) {
  if (error instanceof Unanswered) return error.adding ? problems.perhapsAdded : problems.unanswered;
  if (error instanceof Crowded) return problems.crowded;
  if (error instanceof NotVerified) return consultation.unverified;
  if (!(error instanceof Refused)) return problems.unexpected;
  if (error.code === "slow-down" || error.status === 429) return session.slowDown(error.retryAfter);
  if (error.status === 404) return consultation.gone;
  if (error.status === 401 && error.code === "session") return session.over;
  return BY_CODE.get(error.code) ?? (error.status === 422 ? problems.refused : problems.unexpected);
}
