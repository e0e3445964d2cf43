// @ts-check
/**
 * 「登録を終わる」, in April and on any other day: first what they hold, who takes it over, and whether anything would become
 * unreadable; then the end; then the doors are closed behind them.
 */

import { left } from "./changes.js";
import { handOver } from "./handing_over.js";
import { bullets, line, notice, select, textField } from "../fields.js";
import { sameName } from "./naming.js";
import { kidHex, sitsEverywhere } from "./scene.js";
import { signRoster } from "./signing.js";
import { leave as words, talk as talkWords } from "./words.js";

/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").HandedOver} HandedOver */

/**
 * @param {Scene} scene
 * @param {Person} person
 */
export async function leave(scene, person) {
  const listed = await look(scene, person);
  if (!listed) return;
  const { assigned, takers } = handOver(scene, person, listed);
  const to = select(words.to, "to", [...takers.map((one) => ({ value: one.kid, text: one.display_name })), { value: "", text: words.nobody }]);
  const typed = textField({ label: words.type(person.display_name), name: "leaver" });
  const answer = await scene.talk.ask({
    heading: words.heading(person.display_name),
    body: [
      line(words.assigned(assigned)), ...(assigned > 0 ? [to.field] : []), line(words.readable),
      notice(words.after, "caution"), bullets(words.afterList(person.display_name)), line(words.honest), typed.field,
    ],
    choices: [{ value: "", text: talkWords.back }, { value: "end", text: words.end, tone: "danger" }],
    check: () => (sameName(typed.input.value, person.display_name) ? "" : words.typed),
  });
  if (answer === "") return;
  const taker = takers.find((one) => one.kid === to.input.value);
  await end(scene, person, { assigned, to: assigned > 0 ? taker ?? null : null });
}

/**
 * What they would leave behind, once it is readable without them; null when the person asking went back.
 * @param {Scene} scene
 * @param {Person} person
 * @returns {Promise<HandedOver[] | null>}
 */
async function look(scene, person) {
  const { desk, talk, chores } = scene;
  const heading = words.heading(person.display_name);
  for (;;) {
    await chores.settle(talk.wait(heading, words.looking));
    const address = `/console/people/${encodeURIComponent(person.kid)}/hand-over`;
    /** @type {{ consultations: HandedOver[] }} */
    const { consultations } = await desk.api.call("GET", address);
    const { unreadable, rescuers } = handOver(scene, person, consultations);
    if (unreadable === 0) return consultations;
    const answer = await talk.ask({
      heading: words.blockedHeading(unreadable),
      body: [line(words.blocked), bullets(words.blockedList(person.display_name, rescuers))],
      choices: [{ value: "", text: talkWords.back }, { value: "again", text: words.again, tone: "primary" }],
    });
    if (answer === "") return null;
  }
}

/**
 * @param {Scene} scene
 * @param {Person} person
 * @param {{ assigned: number, to: Person | null }} handed
 */
async function end(scene, person, { assigned, to }) {
  const { desk, talk, chores } = scene;
  const heading = words.heading(person.display_name);
  const kid = kidHex(person.kid);
  talk.wait(heading, words.signing);
  await signRoster(desk, (roster) => left(roster, kid), { leaves: [person.kid], hand_over_to: to?.kid ?? null });
  const progress = talk.wait(heading, words.guarding);
  let guarded = 0;
  const whole = await chores.settle((done, total) => {
    guarded = done;
    progress(done, total);
  });
  await talk.tell(words.doneHeading(person.display_name), [bullets([
    ...(assigned > 0 ? [words.doneHanded(assigned, to?.display_name ?? "")] : []),
    words.doneSessions,
    ...(guarded > 0 ? [words.doneGuarded(guarded)] : []),
    ...(whole && sitsEverywhere(scene, person.desks) ? [] : [words.doneLater]),
  ])]);
}
