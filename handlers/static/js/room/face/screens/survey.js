// @ts-check
/** Three questions, one after the other; none has to be answered. */

import { make } from "../../../lib/dom.js";
import { button, say, saying } from "../say.js";
import { sheet } from "./sheet.js";

/** @typedef {import("../house.js").House} House */
/** @typedef {import("../house.js").View} View */

/** @type {readonly (readonly (keyof import("../house.js").Words["survey"]["items"])[])[]} */
const ITEMS = [
  ["yes", "some", "little", "moya"],
  ["early", "noon", "night", "weekend"],
  ["library", "branch", "school", "clinic", "work", "handout", "web", "people", "long_ago", "forgot"],
];

/** @type {import("../house.js").Build} */
export function build(house) {
  const { survey: said } = house.words;
  const place = make("div", { class: "stack", attributes: { "aria-live": "polite" } });
  let asked = 0;
  const update = (/** @type {View} */ { survey }) => {
    const next = survey?.next ?? ITEMS.length + 1;
    if (next === asked) return;
    asked = next;
    place.replaceChildren(...(next > ITEMS.length ? thanks(house) : question(house, next)));
  };
  return { element: sheet(house, said.heading, place), update };
}

/**
 * @param {House} house
 * @param {number} number
 */
function question({ words: { survey: said, talk }, engine }, number) {
  const problem = make("p", { class: "problem", attributes: { role: "alert" } });
  const failed = () => saying(problem, talk.notNow);
  const answer = (/** @type {string} */ item) => void engine.answerSurvey(number, item).catch(failed);
  const buttons = (ITEMS[number - 1] ?? []).map((item) => button(said.items[item], () => answer(item), "chip"));
  return [
    make("fieldset", { class: "choice" },
      make("legend", {}, say("span", said.questions[number - 1] ?? ""), say("small", ` ${said.count(number)}`)),
      make("div", { class: "chips" }, ...buttons, button(said.skip, () => answer("skip"), "chip"))),
    say("p", said.note, { class: "quiet" }), problem,
  ];
}

/** @param {House} house */
const thanks = ({ words, home }) => [say("p", words.survey.thanks), button(words.bar.close, home, "plain wide")];
