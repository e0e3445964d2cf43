// @ts-check
/** Before something that stays: the passphrase once more, or a passkey. It also opens the capsule for a new way in. */

import { unb64 } from "../../crypto/bytes.js";
import { deriveUnlockFromPrf, openCapsuleKey, prfSalt } from "../../crypto/capsule.js";
import { Rejected } from "../../crypto/rejected.js";
import { make } from "../../lib/dom.js";
import { answerWithPasskey, supported } from "../../lib/webauthn.js";
import { openWithPassphrase } from "../entrance.js";
import { line, textField } from "../fields.js";
import { mineProblem } from "./problems.js";
import { proof as words, steps as stepWords } from "./words.js";

/**
 * @typedef {import("./types.js").Scene} Scene
 * @typedef {import("./types.js").Proved} Proved
 * @typedef {import("../../crypto/capsule.js").Capsule} Capsule
 */

/**
 * Asks until the act has succeeded; what goes wrong stands beside the question. False when the person went back.
 * @param {Scene} scene
 * @param {{ heading: string, lead: string, act: (proved: Proved) => Promise<void> }} wish
 * @returns {Promise<boolean>}
 */
export async function withProof({ desk, talk }, { heading, lead, act }) {
  /** @type {{ capsule: Capsule }} */
  const { capsule } = await desk.api.call("GET", "/console/capsule");
  const opening = supported() && capsule.unlockers.some((one) => one.kind === "prf");
  const { field, input } = textField({
    label: words.passphrase, hint: words.passphraseHint, name: "passphrase",
    attributes: { type: "password", autocomplete: "current-password", writingsuggestions: "false" },
  });
  const answer = await talk.ask({
    heading,
    body: [line(lead), field, reveal(input)],
    choices: [
      { value: "", text: stepWords.back },
      ...(opening ? [{ value: "passkey", text: words.byPasskey }] : []),
      { value: "passphrase", text: stepWords.next, tone: "primary" },
    ],
    focus: input,
    check: async (value) => {
      if (value === "passphrase" && input.value.trim() === "") return words.missing;
      try {
        const shown = value === "passkey" ? await byPasskey(desk, capsule) : await byPassphrase(capsule, input.value);
        await act(shown).finally(() => shown.capsuleKey.fill(0));
        return "";
      } catch (error) {
        return mineProblem(error);
      }
    },
  });
  input.value = "";
  return answer !== "";
}

/**
 * Six words are hard to type unseen.
 * @param {HTMLInputElement} input
 */
function reveal(input) {
  const box = make("input", { attributes: { type: "checkbox", name: "reveal" } });
  box.addEventListener("change", () => { input.type = box.checked ? "text" : "password"; });
  return make("label", { class: "check" }, box, make("span", { text: words.reveal }));
}

/**
 * @param {Capsule} capsule
 * @param {string} typed
 * @returns {Promise<Proved>}
 */
async function byPassphrase(capsule, typed) {
  const { secret, capsuleKey } = await openWithPassphrase(capsule, typed);
  return { proof: { secret }, kid: unb64(capsule.kid), capsuleKey };
}

/**
 * @param {import("../desk.js").Desk} desk
 * @param {Capsule} capsule
 * @returns {Promise<Proved>}
 */
async function byPasskey(desk, capsule) {
  const asked = await desk.api.call("POST", "/console/passkeys/challenge", { purpose: "confirm" });
  const opening = capsule.unlockers.flatMap((one) => (one.kind === "prf" ? [one.credential] : []));
  const { assertion, prf } = await answerWithPasskey({ ...asked, allow: opening });
  if (!prf) throw new Rejected("wrong-secret");
  const unlock = await deriveUnlockFromPrf(prf, prfSalt(capsule, assertion.id));
  prf.fill(0);
  return { proof: { assertion }, kid: unb64(capsule.kid), capsuleKey: await openCapsuleKey(capsule, unlock) };
}
