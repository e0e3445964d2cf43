// @ts-check
/** The first step: the card's code, and whom it is for. */

import { quoted } from "../lib/punctuation.js";
import { Refused } from "../console/api.js";
import { facts, inGroups, line, notice, textField } from "../console/fields.js";
import { ROLE_LINES, ROLES } from "../console/people/words.js";
import { problemWords } from "../console/problems.js";
import { isCode, isOffice, tidy } from "./card.js";
import { lookUp } from "./doors.js";
import { next, welcome as words } from "./words.js";

/** @typedef {import("./card.js").Card} Card */
/** @typedef {import("./doors.js").Invited} Invited */
/** @typedef {import("./stage.js").Stage} Stage */

/**
 * Who is invited, and with which card.
 * @param {Stage} stage
 * @param {Card | null} card from the address
 * @returns {Promise<{ card: Card, invited: Invited }>}
 */
export async function welcome(stage, card) {
  stage.at(1);
  let problem = "";
  if (card && isCode(card.code) && isOffice(card.office)) {
    const found = await find(card.code);
    if (found.invited) return { card, invited: found.invited };
    problem = found.problem;
  }
  return askCode(stage, problem);
}

/**
 * @param {Stage} stage
 * @param {Invited} invited
 * @param {Card} card
 */
export async function greet({ talk }, invited, card) {
  const { display_name: name, role, desks } = invited;
  await talk.ask({
    heading: words.hello(name),
    body: [
      line(words.about),
      facts([
        [words.role, `${ROLES[role]}：${ROLE_LINES[role]}`],
        [words.desks, quoted(desks) || words.noDesk], [words.name, invited.name],
      ]),
      notice(words.notYou),
      line(words.compareOffice), inGroups("enrol-office", card.office),
    ],
    choices: [{ value: "start", text: words.start, tone: "primary" }],
  });
}

/**
 * @param {Stage} stage
 * @param {string} before what was wrong with the card in the address
 */
async function askCode({ talk }, before) {
  const known = tidy(document.body.dataset.fingerprint ?? "");
  const code = textField({ label: words.code, hint: words.codeHint, name: "code", attributes: { autocapitalize: "characters" } });
  const office = textField({ label: words.office, hint: words.officeHint, name: "office", attributes: { autocapitalize: "characters" } });
  /** @type {Invited | null} */
  let invited = null;
  const card = () => ({ code: tidy(code.input.value), office: known || tidy(office.input.value) });
  await talk.ask({
    heading: words.heading,
    body: [...(before ? [notice(before, "caution")] : []), line(words.how), code.field, ...(known ? [] : [office.field])],
    choices: [{ value: "next", text: next, tone: "primary" }],
    focus: code.input,
    check: async () => {
      if (!isCode(card().code)) return words.codeShort;
      if (!isOffice(card().office)) return words.officeShort;
      const found = await find(card().code);
      invited = found.invited;
      return found.problem;
    },
  });
  return { card: card(), invited: /** @type {Invited} */ (/** @type {unknown} */ (invited)) };
}

/**
 * @param {string} code
 * @returns {Promise<{ invited: Invited | null, problem: string }>}
 */
async function find(code) {
  try {
    return { invited: await lookUp(code), problem: "" };
  } catch (error) {
    const unknown = error instanceof Refused && error.status === 404;
    return { invited: null, problem: unknown ? words.unknown : problemWords(error) };
  }
}
