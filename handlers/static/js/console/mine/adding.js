// @ts-check
/** Passkeys: one more, or one less. */

import { prfUnlocker } from "../../crypto/capsule_making.js";
import { createPasskey } from "../../lib/webauthn.js";
import { line, notice, textField } from "../fields.js";
import { withCapsule } from "./proving.js";
import { adding as words, removing, steps as stepWords } from "./words.js";

/** @typedef {import("./types.js").Scene} Scene */

const LONGEST_LABEL = 32;

/**
 * Whether there is one more now.
 * @param {Scene} scene
 */
export async function addPasskey(scene) {
  const label = await askLabel(scene);
  if (label === "") return false;
  let opens = false;
  const added = await withCapsule(scene, {
    heading: scene.known ? words.heading : words.proofHeading,
    lead: words.proofLead,
    act: async (proved) => {
      opens = await register(scene, label, proved);
    },
  });
  if (added) await scene.talk.tell(words.doneHeading, [line(opens ? words.opens : words.signsIn), line(words.keep)]);
  return added;
}

/**
 * @param {Scene} scene
 * @param {import("./types.js").Passkey} passkey
 */
export async function removePasskey({ desk, talk }, { id, label }) {
  const answer = await talk.ask({
    heading: removing.heading(label),
    body: [line(removing.text), line(removing.device)],
    choices: [{ value: "", text: stepWords.back }, { value: "remove", text: removing.remove, tone: "danger" }],
  });
  if (answer === "remove") await desk.api.call("DELETE", `/console/passkeys/${encodeURIComponent(id)}`);
}

/**
 * Nothing when the person went back.
 * @param {Scene} scene
 */
async function askLabel({ talk }) {
  const { field, input } = textField({ label: words.label, hint: words.labelHint, name: "label" });
  const typed = () => input.value.normalize("NFC").replace(/\s+/g, " ").trim();
  const answer = await talk.ask({
    heading: words.heading,
    body: [notice(words.lead), field],
    choices: [{ value: "", text: stepWords.back }, { value: "next", text: stepWords.next, tone: "primary" }],
    focus: input,
    check: () => (typed() === "" ? words.labelMissing : [...typed()].length > LONGEST_LABEL ? words.labelLong : ""),
  });
  return answer === "" ? "" : typed();
}

/**
 * Whether the new passkey also opens the keys.
 * @param {Scene} scene
 * @param {string} label
 * @param {import("./types.js").Proved} proved
 */
async function register({ desk }, label, { proof, kid, capsuleKey }) {
  const asked = await desk.api.call("POST", "/console/passkeys/challenge", { purpose: "create" });
  const { id, attestation, prf } = await createPasskey(asked);
  const unlocker = prf ? await prfUnlocker(kid, capsuleKey, prf, id) : null;
  prf?.fill(0);
  await desk.api.call("POST", "/console/passkeys", { label, attestation, unlocker, proof });
  return unlocker !== null;
}
