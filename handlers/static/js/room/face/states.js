// @ts-check
/** Screens for when there is no talk to show: what happened, what not to do, and where to go on. */

import { arrange, make } from "../../lib/dom.js";
import { languages } from "./languages.js";
import { familyOf } from "./refusals.js";
import { button, heading, paragraphs, say, saying } from "./say.js";
import { sheet } from "./screens/sheet.js";

/** @typedef {import("./house.js").House} House */
/** @typedef {import("./house.js").Screen} Screen */
/** @typedef {import("./house.js").View} View */

const SLOW_AFTER_MS = 6000;

/**
 * What stands in the page from its first moment, as it was delivered; just a word for who has been here before.
 * @type {import("./house.js").Build}
 */
export function arriving({ words: { arriving: said }, language }) {
  const status = say("p", said.opening, { class: "opening", attributes: { role: "status" } });
  const title = make("h1", { class: "visually-hidden", text: document.title });
  const timer = setTimeout(() => saying(status, said.slow), SLOW_AFTER_MS);
  const door = document.querySelector(`.door[lang="${language}"]:not([hidden])`);
  const element = door ?? make("section", { class: "sheet" }, title, status);
  door?.querySelector(".opening")?.replaceWith(status);
  return {
    element: /** @type {HTMLElement} */ (element),
    update(view) {
      if (view.kept) arrange(element, [title, status]);
      if (!view.online) saying(status, said.away);
    },
    leave: () => clearTimeout(timer),
  };
}

/** What was asked for can't be fetched. @type {import("./house.js").Build} */
export const away = (house) => ({ element: sheet(house, house.words.refused.away.heading, say("p", house.words.arriving.away)) });

/**
 * @param {House} house
 * @param {string} name a phase of the view
 * @returns {Screen}
 */
export function stateScreen(house, name) {
  if (name === "refused") return refused(house);
  if (name === "gone") return gone(house);
  const said = house.words.states[name === "elsewhere" ? "elsewhere" : "expired"];
  const element = make("section", { class: "sheet" },
    heading(said.heading), ...paragraphs(said.lines),
    button(house.words.states.code, () => house.open("resume"), "primary wide"),
    languages(house),
  );
  return { element };
}

/**
 * @param {House} house
 * @returns {Screen}
 */
function refused(house) {
  const body = make("div", { class: "stack" });
  const element = make("section", { class: "sheet" }, body, languages(house));
  return {
    element,
    update(view) {
      const code = view.refusal ?? "";
      if (body.dataset.code === code) return;
      body.dataset.code = code;
      arrange(body, refusal(house, code));
    },
  };
}

/**
 * What happened, what not to do, where to call; the code comes last, for who is asked about it.
 * @param {House} house
 * @param {string} code
 * @returns {HTMLElement[]}
 */
function refusal({ words }, code) {
  const said = words.refused[familyOf(code)];
  const again = button(words.refused.retry, () => location.reload(), "plain wide");
  return [
    heading(said.heading),
    say("p", said.what),
    say("p", said.not, { class: "warning" }),
    say("p", words.refused.call),
    again,
    make("p", { class: "quiet" }, say("span", words.refused.code), make("code", { class: "code", text: code })),
  ];
}

/**
 * Destroyed, by whomever: warm words, the receipt where there is one, and the way to begin anew.
 * @param {House} house
 * @returns {Screen}
 */
function gone(house) {
  const { words, engine } = house;
  const said = words.states.gone;
  const title = heading(said.heading);
  const lines = make("div", { class: "stack" }, ...paragraphs(said.lines));
  const receipt = make("div", {});
  const begin = button(words.states.begin, () => house.open("welcome"), "plain wide");
  const survey = button(words.closed.survey, () => house.open("survey"), "plain wide");
  const after = make("div", { class: "stack" });
  const element = make("section", { class: "sheet" }, title, receipt, lines, after);
  const show = (/** @type {View} */ view) => {
    const going = view.deletion !== null && view.deletion.state !== "erased";
    saying(title, going ? words.erase.doneHeading : said.heading);
    lines.hidden = going;
    arrange(after, view.survey?.next ? [survey, begin] : [begin]);
    if (view.deletion && !receipt.childElementCount) void fill(house, receipt);
  };
  show(engine.view);
  return { element, update: show };
}

/**
 * @param {House} house
 * @param {HTMLElement} place
 */
async function fill(house, place) {
  const { receiptCard } = await import("./screens/receipt.js");
  if (!place.childElementCount) place.append(receiptCard(house));
}
