// @ts-check
/** What went wrong with something that is done with a consultation, in one sentence. */

import { Refused } from "../api.js";
import { problemWords } from "../problems.js";
import { Crowded } from "../replying.js";
import { problems as words } from "./words.js";

const BY_CODE = new Map([
  ["held", words.held],
  ["wished", words.wished],
  ["another", words.another],
  ["late", words.late],
  ["taker", words.taker],
  ["unassigned", words.notMine],
]);

/**
 * @param {unknown} error
 * @returns {string}
 */
export function caseProblem(error) {
  if (error instanceof Crowded) return words.crowded;
  const known = error instanceof Refused ? BY_CODE.get(error.code) : undefined;
  return known ?? problemWords(error);
}
