// @ts-check
/** What went wrong on the screen about oneself, in one sentence. */

import { Rejected } from "../../crypto/rejected.js";
import { NoPasskey } from "../../lib/webauthn.js";
import { inTurn } from "../../lib/punctuation.js";
import { Refused } from "../api.js";
import { problemWords } from "../problems.js";
import { codeWords, warningWords } from "../warning_words.js";
import { code, problems as words, proof } from "./words.js";

const BY_CODE = new Map([
  ["proof", words.proof], ["many", words.many], ["taken", words.known], ["totp-wrong", code.wrong], ["totp-in-use", words.inUse],
  ["last", words.last],
]);

/**
 * @param {unknown} error
 * @returns {string}
 */
export function mineProblem(error) {
  if (error instanceof NoPasskey) return error.reason === "known" ? words.known : words.declined;
  if (error instanceof Rejected && error.code === "wrong-secret") return proof.wrong;
  if (error instanceof Rejected) return inTurn([warningWords(error.code).title, codeWords(error.code)]);
  return (error instanceof Refused && BY_CODE.get(error.code)) || problemWords(error);
}
