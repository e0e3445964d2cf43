// @ts-check
/** One template on its screen: what it says in each language, and for supervisors what can be done with it. */

import { make } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { beside } from "../../lib/punctuation.js";
import { parts } from "./tokens.js";
import { templates as words } from "./words.js";

/** @typedef {import("./wording.js").Template} Template */
/** @typedef {"change" | "remove" | "up" | "down"} Act */

/**
 * @param {Template} one
 * @param {{ now: number, acts: readonly Act[], act: (act: Act, button: HTMLButtonElement) => void }} around
 */
export function templateCard(one, { now, acts, act }) {
  const facts = [one.desk_name === null ? words.everyDesk : words.desk(one.desk_name)];
  facts.push(one.changed_by_name === null ? words.original : words.changed(one.changed_by_name, dateWords(one.changed_at, now)));
  const card = make("li", { class: "words-card", data: { id: one.id } },
    make("div", { class: "words-head" },
      make("h2", { class: "words-title", text: one.title }), make("code", { class: "words-shortcut", text: `/${one.shortcut}` })),
    sentence(one.ja, "ja"),
    make("details", { class: "words-more" },
      make("summary", { text: `${words.languages.easy} / ${words.languages.en}` }),
      text(words.languages.easy, one.easy, "ja"), text(words.languages.en, one.en, "en")),
    make("p", { class: "words-facts", text: beside(facts) }));
  if (acts.length > 0) card.append(make("div", { class: "words-acts" }, ...acts.map((name) => button(name, one.title, act))));
  return card;
}

/**
 * @param {string} name
 * @param {string} said
 * @param {string} lang
 */
const text = (name, said, lang) => make("div", {},
  make("p", { class: "words-language", text: name }),
  said ? sentence(said, lang) : make("p", { class: "words-facts", text: words.missing }));

/**
 * The words, with what is filled in standing out from them.
 * @param {string} stored
 * @param {string} lang
 */
const sentence = (stored, lang) => make("p", { class: "words-text", attributes: { lang } },
  ...parts(stored).map(({ text, token }) => (token ? make("span", { class: "words-token", text }) : new Text(text))));

/**
 * @param {Act} name
 * @param {string} title
 * @param {(act: Act, button: HTMLButtonElement) => void} act
 */
function button(name, title, act) {
  const made = make("button", {
    class: "button button-quiet", text: words[name], data: { act: name }, attributes: { type: "button", "aria-label": `${words[name]}: ${title}` },
  });
  made.addEventListener("click", () => act(name, made));
  return made;
}
