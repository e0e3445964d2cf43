// @ts-check
/** Whether everybody has to show more than the passphrase: what holds, who has none yet, and the switch. */

import { make } from "../../lib/dom.js";
import { dateWords, timeWords } from "../../lib/jst.js";
import { listed } from "../../lib/punctuation.js";
import { bullets, line, notice } from "../fields.js";
import { withProof } from "../proving.js";
import { second as words, talk as talkWords } from "./words.js";

/** @typedef {import("./types.js").People} People */

/**
 * @param {People} people
 * @param {number} now
 * @param {() => void} press
 */
export function secondFactorPart({ people, second_factor: rule }, now, press) {
  const { demanded, changed_at: at, changed_by_name: by } = rule;
  const without = people.filter(({ passkeys, totp }) => passkeys === 0 && !totp).map((one) => one.display_name);
  const button = make("button", {
    class: `button button-${demanded ? "quiet" : "secondary"}`, text: demanded ? words.release : words.demand,
    attributes: { type: "button", id: "second-factor-change" }, data: { demanded: String(demanded) },
  });
  button.addEventListener("click", press);
  return [
    line(demanded ? words.on : words.off),
    ...(demanded ? [] : [notice(words.advice)]),
    line(without.length > 0 ? words.without(listed(without)) : words.all),
    ...(at === null ? [] : [make("p", { class: "field-hint", text: words.changed(by ?? words.somebody, `${dateWords(at, now)} ${timeWords(at)}`) })]),
    make("div", { class: "person-acts" }, button),
  ];
}

/** Turns the switch. @param {import("./scene.js").Scene} scene */
export async function decide({ desk, talk, people }) {
  const demanded = !people.second_factor.demanded;
  const [heading, body, text] = demanded
    ? [words.demandHeading, [line(words.demandText), bullets(words.demandAfter)], words.demand]
    : [words.releaseHeading, [notice(words.releaseText, "caution")], words.release];
  const answer = await talk.ask({
    heading, body, choices: [{ value: "", text: talkWords.back }, { value: "change", text, tone: demanded ? "primary" : "danger" }],
  });
  if (answer === "") return;
  await withProof(desk, () => desk.api.call("PUT", "/console/second-factor", { demanded }));
}
