// @ts-check
/** 「合言葉を変える」: six new words, written down, typed once more, and only then in the place of the old ones. */

import { b64, equal } from "../../crypto/bytes.js";
import { passphraseUnlocker } from "../../crypto/capsule_making.js";
import { generatePassphrase, normalise } from "../../crypto/passphrase.js";
import { make } from "../../lib/dom.js";
import { line, notice, textField } from "../fields.js";
import { withCapsule } from "./proving.js";
import { changing as words, steps as stepWords } from "./words.js";

/** @typedef {import("./types.js").Scene} Scene */

/** @param {Scene} scene */
export async function changePassphrase(scene) {
  const passphrase = generatePassphrase();
  if (!(await written(scene, passphrase))) return;
  const changed = await withCapsule(scene, {
    heading: words.proofHeading,
    lead: words.proofLead,
    act: async ({ proof, kid, capsuleKey }) => {
      const { unlocker, secret } = await passphraseUnlocker(kid, capsuleKey, passphrase);
      await scene.desk.api.call("POST", "/console/capsule", { unlocker, secret: b64(secret), proof });
    },
  });
  if (changed) await scene.talk.tell(words.doneHeading, [line(words.done)]);
}

/**
 * Whether the new words stand on a card, as far as typing them again can tell.
 * @param {Scene} scene
 * @param {string} passphrase
 */
async function written({ talk }, passphrase) {
  for (;;) {
    const seen = await talk.ask({
      heading: words.heading,
      body: [line(words.lead), wordCard(passphrase), notice(words.hint, "caution")],
      choices: [{ value: "", text: stepWords.back }, { value: "written", text: words.written, tone: "primary" }],
    });
    if (seen === "") return false;
    const { field, input } = textField({
      label: words.again, name: "new-passphrase", attributes: { autocomplete: "off", writingsuggestions: "false" },
    });
    const again = await talk.ask({
      heading: words.againHeading,
      body: [line(words.againLead), field],
      choices: [{ value: "", text: words.show }, { value: "next", text: stepWords.next, tone: "primary" }],
      focus: input,
      check: () => (equal(normalise(input.value), normalise(passphrase)) ? "" : words.differs),
    });
    input.value = "";
    if (again !== "") return true;
  }
}

/** @param {string} passphrase */
const wordCard = (passphrase) =>
  make("ol", { class: "word-card", attributes: { translate: "no" } },
    ...passphrase.split(" ").map((word) => make("li", { text: word })));
