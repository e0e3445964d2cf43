// @ts-check
/** The check number, and waiting for the supervisor's word. */

import { Refused } from "../console/api.js";
import { line, notice, numberCard } from "../console/fields.js";
import { checkNumber } from "../crypto/context.js";
import { make, setText } from "../lib/dom.js";
import { Poll } from "../lib/poll.js";
import { aloneField } from "./alone.js";
import { lookUp } from "./doors.js";
import { number as words } from "./words.js";

const EVERY_MS = 2000;

/**
 * @param {import("./stage.js").Stage} stage
 * @param {import("./card.js").Card} card
 * @param {import("./making.js").Made} made
 * @returns {Promise<boolean>} false when the supervisor withdrew it
 */
export async function awaitApproval(stage, card, made) {
  stage.at(5);
  const said = notice(words.waiting);
  said.setAttribute("role", "status");
  const big = make("div", { class: "number-big" }, numberCard(await checkNumber(made.fingerprint, made.kid)));
  const alone = made.roster ? [aloneField(card, made)] : [];
  void stage.talk.ask({ heading: words.heading, body: [line(words.how), big, line(words.why), said, ...alone], choices: [] });
  return new Promise((resolve) => {
    const poll = new Poll(async () => {
      const state = await stateOf(card.code).catch((error) => {
        setText(said, words.unanswered);
        throw error;
      });
      setText(said, words.waiting);
      if (state === "enrolled") return;
      poll.stop();
      resolve(state === "approved");
    }, EVERY_MS);
    poll.start();
  });
}

/** @param {string} code */
async function stateOf(code) {
  try {
    return (await lookUp(code)).state;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return "withdrawn";
    throw error;
  }
}
