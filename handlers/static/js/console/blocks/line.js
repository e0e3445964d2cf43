// @ts-check
/** One block, asked for or in force: what there is to know, and what this person can do about it. */

import { make } from "../../lib/dom.js";
import { withProof } from "../proving.js";
import { block as words } from "./words.js";

/**
 * @typedef {object} Block what the server tells; times in ms
 * @property {string} id
 * @property {string} consultation where it was asked for; it may be gone
 * @property {string} reason
 * @property {number} until
 * @property {string | null} asked_by_name null for somebody who has left
 * @property {string | null} agreed_by_name
 * @property {boolean} agreed
 * @property {boolean} mine asked for by the person who looks
 * @property {boolean} may_agree
 * @property {boolean} may_lift
 */

/** @param {Block} one */
export const stateWords = ({ agreed, asked_by_name, agreed_by_name }) =>
  agreed ? words.agreed(asked_by_name ?? words.somebody, agreed_by_name ?? words.somebody) : words.waiting(asked_by_name ?? words.somebody);

/**
 * @param {import("../desk.js").Desk} desk
 * @param {Block} one
 * @param {(said: string, error: unknown) => void} told what it came to, or what went wrong
 * @returns {HTMLElement[]}
 */
export function blockButtons(desk, one, told) {
  const path = `/console/blocks/${one.id}`;
  const buttons = [];
  if (one.may_agree) {
    const agree = () => withProof(desk, () => desk.api.call("POST", `${path}/agreement`, {}));
    buttons.push(button(words.agree, "button-primary", words.agreedNow, agree, told));
  }
  if (one.may_lift) {
    const lift = () => desk.api.call("DELETE", path);
    const text = one.agreed ? words.lift : one.mine ? words.withdraw : words.decline;
    buttons.push(button(text, "button-secondary", one.agreed ? words.lifted : words.closed, lift, told));
  }
  return buttons;
}

/**
 * @param {string} text
 * @param {string} kind
 * @param {string} said
 * @param {() => Promise<unknown>} act
 * @param {(said: string, error: unknown) => void} told
 */
function button(text, kind, said, act, told) {
  const made = make("button", { text, class: `button ${kind}`, attributes: { type: "button" } });
  made.addEventListener("click", () => {
    made.disabled = true;
    act().then(() => told(said, null), (error) => told("", error)).finally(() => { made.disabled = false; });
  });
  return made;
}
