// @ts-check
/** What went wrong on the screen about people, in one sentence. */

import { inTurn } from "../../lib/punctuation.js";
import { Rejected } from "../../crypto/rejected.js";
import { Refused } from "../api.js";
import { problemWords } from "../problems.js";
import { codeWords, warningWords } from "../warning_words.js";
import { problems as words, second } from "./words.js";

const BY_CODE = new Map([
  ["epoch", words.epoch], ["taken", words.taken],
  ["own-first", second.ownFirst], ["last-supervisor", words.lastSupervisor], ["desk-empty", words.deskEmpty],
  ["not-seated", words.notSeated],
]);

/**
 * @param {unknown} error
 * @returns {string}
 */
export function peopleProblem(error) {
  if (error instanceof NoRosterKey) return words.rosterKey;
  if (error instanceof Rejected) return inTurn([warningWords(error.code).title, codeWords(error.code)]);
  if (!(error instanceof Refused)) return problemWords(error);
  const refused = error.status === 404 || error.status === 409 || error.status === 422;
  return BY_CODE.get(error.code) ?? (refused ? words.refused : problemWords(error));
}

/** This person's capsule holds no key that may sign the list of people. */
export class NoRosterKey extends Error {}
