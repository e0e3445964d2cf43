// @ts-check
/** 「合言葉をなくした」: the same person gets a new passphrase and new keys; what they could read stays readable. */

import { Refused } from "../api.js";
import { showCard } from "./card.js";
import { line, notice, steps } from "../fields.js";
import { lost as words, problems, talk as talkWords } from "./words.js";

/**
 * @param {import("./scene.js").Scene} scene
 * @param {import("./types.js").Person} person
 */
export async function renew(scene, { kid, name, display_name, role, desks }) {
  /** @type {import("./types.js").Card | null} */
  let card = null;
  const answer = await scene.talk.ask({
    heading: words.heading(display_name),
    body: [line(words.why), steps(words.steps), line(words.keeps),
      ...(role === "supervisor" ? [line(words.twoSheets)] : []), notice(words.old(display_name), "caution")],
    choices: [{ value: "", text: talkWords.back }, { value: "make", text: words.make, tone: "primary" }],
    check: async () => {
      try {
        const wish = { name, display_name, role, desks, replaces: kid };
        card = await scene.desk.api.call("POST", "/console/invitations", wish);
        return "";
      } catch (error) {
        if (error instanceof Refused && error.code === "taken") return problems.renewing;
        throw error;
      }
    },
  });
  if (answer !== "" && card) await showCard(scene, card, display_name);
}
