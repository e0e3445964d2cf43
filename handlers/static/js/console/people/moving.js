// @ts-check
/** 「窓口を変える」: leaving some desks and joining others in one step. */

import { moved } from "./changes.js";
import { checks, line, notice } from "../fields.js";
import { kidHex } from "./scene.js";
import { signRoster } from "./signing.js";
import { invite as inviteWords, list as listWords, move as words, talk as talkWords } from "./words.js";

/**
 * @param {import("./scene.js").Scene} scene
 * @param {import("./types.js").Person} person
 */
export async function move({ desk, talk, chores, people }, person) {
  const heading = words.heading(person.display_name);
  const desks = checks(listWords.desks, "", "desks", people.desks.map(({ id, name }) => (
    { value: id, text: name, checked: person.desks.includes(id) })));
  const answer = await talk.ask({
    heading,
    body: [desks.field, line(words.added), notice(words.removed, "caution")],
    choices: [{ value: "", text: talkWords.back }, { value: "save", text: words.save, tone: "primary" }],
    check: () => {
      if (desks.values().length === 0) return inviteWords.desksMissing;
      return String(desks.values()) === String(person.desks) ? words.same : "";
    },
  });
  if (answer === "") return;
  talk.wait(heading, words.signing);
  await signRoster(desk, (roster) => moved(roster, kidHex(person.kid), desks.values()), {});
  const progress = talk.wait(heading, words.opening);
  chores.confirm([kidHex(person.kid)]);
  await chores.settle(progress);
  await talk.tell(heading, [line(words.done)]);
}
