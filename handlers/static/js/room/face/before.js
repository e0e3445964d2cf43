// @ts-check
/** Above the first words: whether others see this screen, and what it may be about. Both may be left alone. */

import { make } from "../../lib/dom.js";
import { answerWords } from "./notices.js";
import { button, heading, list, say } from "./say.js";

/** @typedef {import("./house.js").House} House */

/**
 * @param {House} house
 * @returns {HTMLElement}
 */
export function before(house) {
  const { words: { before: said, talk }, engine: { view: { facts } } } = house;
  const when = say("p", facts ? answerWords(facts.answer, talk) : "", { class: "quiet" });
  return make("section", { class: "before stack" },
    heading(said.heading), say("p", said.lead), when, device(house), topics(house), examples(house));
}

/** @param {House} house */
function topics(house) {
  const said = house.words.before;
  const wishes = house.wishes();
  const names = Object.entries(said.topic);
  const chips = names.map(([name, text]) => button(text, () => choose(name), "chip"));
  const show = () => chips.forEach((chip, at) => chip.setAttribute("aria-pressed", String(names[at]?.[0] === wishes.topic)));
  const choose = (/** @type {string} */ name) => {
    wishes.topic = wishes.topic === name ? null : name;
    show();
  };
  show();
  return group(said.topics, "chips", chips, say("p", said.topicsHint, { class: "quiet" }));
}

/** @param {House} house */
function examples({ words: { before: said } }) {
  return make("details", { class: "examples" },
    say("summary", said.examples), list(said.exampleLines), say("p", said.examplesFoot));
}

/** @param {House} house */
function device(house) {
  const said = house.words.before;
  const wishes = house.wishes();
  const hints = make("div", { class: "hints", attributes: { role: "status" } });
  const answers = Object.entries(said.seen);
  const buttons = answers.map(([name, text]) => button(text, () => answer(name), "chip"));
  const show = () => {
    buttons.forEach((one, at) => one.setAttribute("aria-pressed", String(answers[at]?.[0] === wishes.seen)));
    hints.replaceChildren(...(wishes.seen === "maybe" ? [say("p", said.deviceThanks), list(said.deviceHints)] : []));
  };
  const answer = (/** @type {string} */ name) => {
    wishes.seen = wishes.seen === name ? null : name;
    show();
  };
  show();
  return group(said.device, "answers", buttons, hints);
}

/**
 * @param {string} title
 * @param {string} kind
 * @param {readonly HTMLElement[]} choices
 * @param {HTMLElement} under
 */
function group(title, kind, choices, under) {
  return make("fieldset", { class: "choice" }, say("legend", title), make("div", { class: kind }, ...choices), under);
}
