// @ts-check
/** What stands on the page for adding the account: the two ways, a refusal, whom to ring. Each begins with a heading. */

import { make } from "../lib/dom.js";
import { rows } from "../room/face/hotlines.js";
import { familyOf } from "../room/face/refusals.js";
import { button, heading, list, paragraphs, plain, say } from "../room/face/say.js";
import { NAMES } from "../room/face/words.js";

/** @typedef {import("../room/types.js").Language} Language */
/** @typedef {import("./add_asking.js").Facts} Facts */
/** @typedef {import("./add_words.js").Words} Words */
/** @typedef {{ account: string | null, room: string | null, both: boolean, paper: boolean, onAdd: () => void }} Ways addresses; null where there is none */

const LANGUAGES = /** @type {readonly Language[]} */ (["ja", "easy", "en"]);

/**
 * Three languages beside each other, each in its own words.
 * @param {Words} words
 * @param {Language} spoken
 * @param {(language: Language) => void} speak
 */
export function languages({ room }, spoken, speak) {
  const buttons = LANGUAGES.map((language) => {
    const attributes = { type: "button", lang: language === "en" ? "en" : "ja", "aria-pressed": String(language === spoken) };
    const made = make("button", { class: "language", text: NAMES[language], attributes });
    made.addEventListener("click", () => speak(language));
    return made;
  });
  return make("div", { class: "languages", attributes: { role: "group", "aria-label": plain(room.language) } }, ...buttons);
}

/**
 * The account, and the page without it: where the paper lets choose, that page first. Both look alike, so that neither is the right one.
 * @param {Words} words
 * @param {Ways} ways
 * @returns {HTMLElement[]}
 */
export function ways({ own }, { account, room, both, paper, onAdd }) {
  const checked = paper ? [say("p", own.checked, { class: "checked" })] : [];
  const without = room === null ? [] : [way(own.room, link(own.room.go, room))];
  if (account === null) return [heading(own.none.heading), say("p", without.length ? own.none.room : own.none.phone), ...without];
  const add = link(own.line.go, account);
  add.addEventListener("click", onAdd);
  const parts = [way(own.line, add), ...without];
  return [heading(both && without.length ? own.choose : own.heading), ...checked, ...(both ? parts.reverse() : parts)];
}

/**
 * What happened, what not to do, where to call; the code comes last, for who is asked about it.
 * @param {Words} words
 * @param {string} code
 * @returns {HTMLElement[]}
 */
export function refusal({ own, room: { refused } }, code) {
  const said = refused[familyOf(code)];
  return [
    heading(said.heading), say("p", said.what), say("p", said.not, { class: "warning" }), say("p", refused.call),
    button(own.retry, () => location.reload(), "plain wide"),
    make("p", { class: "quiet" }, say("span", refused.code), make("code", { class: "code", text: code })),
  ];
}

/** The paper's number was not there to be read. @param {Words} words @returns {HTMLElement[]} */
export const unread = ({ own }) => [heading(own.unread.heading), ...paragraphs(own.unread.lines)];

/**
 * @param {Words} words
 * @param {Facts | null} facts
 * @param {() => void} back
 * @returns {HTMLElement[]}
 */
export function urgent({ room }, facts, back) {
  const { urgent: said, bar } = room, house = /** @type {any} */ ({ words: room });
  const sections = facts === null ? [say("p", said.none, { class: "warning" })]
    : facts.urgent.map((one) => make("section", { class: "urgent" }, say("h2", one.title), rows(one.rows, house)));
  return [button(bar.back, back, "back"), heading(said.heading), say("p", said.lead), ...sections, say("p", said.trace, { class: "quiet" })];
}

/**
 * @param {{ heading: string, points: string[] }} said
 * @param {HTMLElement} act
 */
const way = (said, act) => make("section", { class: "way" }, say("h2", said.heading), list(said.points), act);

/**
 * @param {string} text
 * @param {string} address
 */
const link = (text, address) =>
  make("a", { class: "button wide primary", attributes: { href: address, rel: "noreferrer" } }, say("span", text));
