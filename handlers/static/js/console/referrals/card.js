// @ts-check
/** One place on its screen: what it is, how it is reached, who looked at it, and what can be done next. */

import { make } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { referrals as words } from "./words.js";

/** @typedef {import("../templates/wording.js").Referral} Referral */
/** @typedef {"agree" | "change" | "renew" | "withdraw"} Act */

/**
 * @param {Referral} one
 * @param {{ now: number, act: (act: Act, button: HTMLButtonElement) => void }} around
 */
export function referralCard(one, { now, act }) {
  return make("li", { class: "words-card", data: { id: one.id, state: one.state } },
    make("div", { class: "words-head" },
      make("h3", { class: "words-title", text: one.name }), make("span", { class: "chip", text: words.kinds[one.kind] ?? one.kind })),
    make("p", { class: "words-text", text: one.about.ja, attributes: { lang: "ja" } }),
    make("dl", { class: "words-reach" }, ...reach(one, now)),
    make("details", { class: "words-more" },
      make("summary", { text: `${words.languages.easy} / ${words.languages.en}` }),
      text(words.languages.easy, one.about.easy, "ja"), text(words.languages.en, one.about.en, "en")),
    make("p", { class: "words-facts", text: seen(one, now) }),
    make("div", { class: "words-acts" }, ...actsOf(one).map((name) => button(name, one.name, act))));
}

/**
 * @param {Referral} one
 * @param {number} now
 */
function reach(one, now) {
  const until = dateWords(Date.parse(`${one.expires_on}T12:00:00+09:00`), now);
  /** @type {[string, string | null][]} */
  const facts = [
    [words.phone, one.phone], [words.url, one.url], [words.hours, one.hours], [words.cost, one.cost], [words.place, one.place],
    [words.expires, until], [words.source, one.source],
  ];
  return facts.filter(([, value]) => value !== null).map(([name, value]) =>
    make("div", {}, make("dt", { text: name }), make("dd", { text: value ?? "" })));
}

/**
 * @param {Referral} one
 * @param {number} now
 */
function seen({ state, mine, added_by_name: added, added_at: at, checked_by_name: checked, checked_at: when }, now) {
  if (state === "expired") return words.expired;
  if (state === "proposed") return mine ? words.proposedByMe(dateWords(at, now)) : words.proposed(added, dateWords(at, now));
  return words.checked(added, checked ?? "", dateWords(when ?? at, now));
}

/**
 * @param {Referral} one
 * @returns {Act[]}
 */
function actsOf({ state, mine }) {
  if (state === "expired") return ["renew", "withdraw"];
  return state === "proposed" && !mine ? ["agree", "change", "withdraw"] : ["change", "withdraw"];
}

/**
 * @param {string} name
 * @param {string} said
 * @param {string} lang
 */
const text = (name, said, lang) => make("div", {},
  make("p", { class: "words-language", text: name }),
  said ? make("p", { class: "words-text", text: said, attributes: { lang } }) : make("p", { class: "words-facts", text: words.missing }));

/**
 * @param {Act} name
 * @param {string} title
 * @param {(act: Act, button: HTMLButtonElement) => void} act
 */
function button(name, title, act) {
  const tone = name === "agree" || name === "renew" ? "button-secondary" : "button-quiet";
  const made = make("button", { class: `button ${tone}`, text: words[name], data: { act: name }, attributes: { type: "button", "aria-label": `${words[name]}: ${title}` } });
  made.addEventListener("click", () => act(name, made));
  return made;
}
