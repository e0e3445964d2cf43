// @ts-check
/** Who is registered, and who is about to be: one card each, with what may be done. */

import { unb64 } from "../../crypto/bytes.js";
import { checkNumber } from "../../crypto/context.js";
import { make } from "../../lib/dom.js";
import { dateWords, timeWords } from "../../lib/jst.js";
import { listed } from "../../lib/punctuation.js";
import { facts, numberCard } from "../fields.js";
import { deskNames } from "./scene.js";
import { list as words, ROLES } from "./words.js";

/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").Invitation} Invitation */
/** @typedef {import("./types.js").People} People */
/** @typedef {{ text: string, id: string, tone?: string, act: () => void }} Act */

/**
 * @param {People} people
 * @param {Person} person
 * @param {{ mine: boolean, fingerprint: Uint8Array, acts: readonly Act[] }} traits
 */
export function personCard(people, person, { mine, fingerprint, acts }) {
  const desks = deskNames(people, person.desks) || words.noDesk;
  return make("li", { class: "person", data: { name: person.name } },
    head(person.display_name, person.role, mine ? [chip(words.you, "mine")] : []),
    facts([[words.signInName, person.name], [words.desks, desks], [words.spare, spareWords(person)], [words.open, words.openCount(person.sessions)]]),
    numberDetails(fingerprint, unb64(person.kid)),
    acts.length > 0 ? buttons(person.display_name, acts) : make("p", { class: "field-hint", text: words.own }));
}

/**
 * A check number that is computed when somebody looks.
 * @param {Uint8Array} fingerprint
 * @param {Uint8Array} kid
 */
export function numberDetails(fingerprint, kid) {
  const number = make("details", { class: "person-number" }, make("summary", { text: words.checkNumber }));
  number.addEventListener("toggle", async () => {
    if (number.children.length === 1) number.append(numberCard(await checkNumber(fingerprint, kid)));
  });
  return number;
}

/**
 * @param {People} people
 * @param {Invitation} invitation
 * @param {{ now: number, acts: readonly Act[] }} traits
 */
export function invitationCard(people, invitation, { now, acts }) {
  const { display_name: name, enrolled, expires_at: until, role, replaces } = invitation;
  const late = !enrolled && until <= now;
  const state = enrolled ? words.arrived : late ? words.expired : words.invited;
  const card = make("li", { class: "person", data: { name: invitation.name, state: enrolled ? "enrolled" : late ? "expired" : "invited" } },
    head(name, role, replaces ? [chip(words.again, "caution")] : []),
    make("p", { class: "person-state", text: state }));
  if (!enrolled && !late) {
    card.append(make("p", { class: "person-until", text: words.until(`${dateWords(until, now)} ${timeWords(until)}`) }));
  }
  card.append(
    facts([[words.signInName, invitation.name], [words.desks, deskNames(people, invitation.desks) || words.noDesk]]),
    buttons(name, acts));
  return card;
}

/**
 * @param {string} name
 * @param {keyof typeof ROLES} role
 * @param {readonly Node[]} chips
 */
const head = (name, role, chips) =>
  make("div", { class: "person-head" },
    make("h3", { text: name }), make("span", { class: "chips" }, ...chips, chip(ROLES[role] ?? role, "plain")));

/**
 * @param {string} text
 * @param {string} tone
 */
const chip = (text, tone) => make("span", { class: "chip", text, data: { tone } });

/** @param {Person} person */
function spareWords({ passkeys, totp }) {
  const spare = [passkeys > 0 ? words.sparePasskeys(passkeys) : "", totp ? words.spareCode : ""].filter(Boolean);
  return listed(spare) || words.spareNone;
}

/**
 * @param {string} name
 * @param {readonly Act[]} acts
 */
function buttons(name, acts) {
  return make("div", { class: "person-acts" }, ...acts.map(({ text, id, tone = "secondary", act }) => {
    const button = make("button", {
      class: `button button-${tone}`, text, data: { act: id }, attributes: { type: "button", "aria-label": words.about(name, text) },
    });
    button.addEventListener("click", act);
    return button;
  }));
}
