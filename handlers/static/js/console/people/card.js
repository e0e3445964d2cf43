// @ts-check
/** The card for somebody who is invited. The code stands here once, on the screen and on paper, and nowhere else. */

import { fingerprintText } from "../../crypto/context.js";
import { make, setText } from "../../lib/dom.js";
import { dateWords, timeWords } from "../../lib/jst.js";
import { printOut } from "../../lib/paper.js";
import { inGroups, line, notice, steps } from "../fields.js";
import { card as words, talk as talkWords } from "./words.js";

/** @typedef {import("./types.js").Card} Card */

/**
 * @param {import("./scene.js").Scene} scene
 * @param {Card} card
 * @param {string} name
 */
export async function showCard({ desk, talk }, card, name) {
  const until = `${dateWords(card.expires_at, desk.clock.now())} ${timeWords(card.expires_at)}`;
  const office = fingerprintText(desk.session.trust.fingerprint);
  const print = make("button", { class: "button button-secondary", text: words.print, attributes: { type: "button", id: "print-card" } });
  print.addEventListener("click", () => printOut([sheet(card, name, office, until)]));
  const copy = navigator.clipboard ? [copyButton(`${address()}#${bare(card.code)}.${office}`)] : [];
  const tools = make("div", { class: "card-tools" }, print, ...copy);
  await talk.ask({
    heading: words.heading(name),
    body: [line(words.beside(name)), face(card, office, until), tools, notice(words.once, "caution"), steps(words.steps)],
    choices: [{ value: "ok", text: talkWords.close, tone: "primary" }],
  });
}

/**
 * @param {Card} card
 * @param {string} office
 * @param {string} until
 */
const face = (card, office, until) =>
  make("dl", { class: "invite-card", data: { link: `${address()}#${bare(card.code)}.${office}` } },
    pair(words.address, make("dd", { class: "invite-address", text: address() })),
    pair(words.code, make("dd", { class: "invite-code", text: (bare(card.code).match(/.{4}/g) ?? []).join("-") })),
    pair(words.office, make("dd", {}, inGroups("invite-office", office))),
    pair(words.valid, make("dd", { text: words.until(until) })));

/**
 * @param {Card} card
 * @param {string} name
 * @param {string} office
 * @param {string} until
 */
const sheet = (card, name, office, until) =>
  make("section", { class: "sheet" },
    make("h1", { text: words.paperTitle(name) }), face(card, office, until), steps(words.steps),
    make("p", { text: words.paperNote }));

/** @param {string} link */
function copyButton(link) {
  const button = make("button", { class: "button button-quiet", text: words.copy, attributes: { type: "button" } });
  button.addEventListener("click", async () => {
    const done = await navigator.clipboard.writeText(link).then(() => true, () => false);
    setText(button, done ? words.copied : words.notCopied);
  });
  return button;
}

/**
 * @param {string} name
 * @param {HTMLElement} value
 */
const pair = (name, value) => make("div", {}, make("dt", { text: name }), value);

const address = () => `${location.origin}/console/enrol`;

/** @param {string} code */
const bare = (code) => code.replace(/[\s-]/g, "").toUpperCase();
