// @ts-check
/** The last step, and what is said to whoever comes back with a card that has been used. */

import { line, notice } from "../console/fields.js";
import { make } from "../lib/dom.js";
import { done, number, welcome } from "./words.js";

/** @typedef {import("./stage.js").Stage} Stage */

/**
 * @param {Stage} stage
 * @param {boolean} approved
 */
export async function finish(stage, approved) {
  stage.at(6);
  if (!approved) return void stage.talk.ask({ heading: number.withdrawnHeading, body: [notice(number.withdrawn, "caution")], choices: [] });
  void stage.talk.ask({
    heading: done.heading,
    body: [line(done.what), line(done.spare), signInLink(), line(done.close)],
    choices: [],
  });
}

/**
 * @param {Stage} stage
 * @param {import("./doors.js").Invited} invited
 */
export function sayArrived(stage, { state }) {
  const approved = state === "approved";
  void stage.talk.ask({
    heading: approved ? welcome.approvedHeading : welcome.arrivedHeading,
    body: approved ? [line(done.what), signInLink()] : [notice(welcome.arrived, "caution")],
    choices: [],
  });
}

const signInLink = () =>
  make("a", { class: "button button-primary enrol-link", text: done.signIn, attributes: { href: "/console/" } });
