// @ts-check
/** Six digits from a phone: begun with a picture and a first right code, ended with another. */

import { digits } from "../../lib/digits.js";
import { make } from "../../lib/dom.js";
import { line, steps, textField } from "../fields.js";
import { mineProblem } from "./problems.js";
import { withCapsule } from "./proving.js";
import { code as words, steps as stepWords } from "./words.js";

/** @typedef {import("./types.js").Scene} Scene */

/**
 * Whether they are in use now.
 * @param {Scene} scene
 */
export async function beginCode(scene) {
  let secret = "";
  const offered = await withCapsule(scene, {
    heading: scene.known ? words.heading : words.proofHeading,
    lead: words.proofLead,
    act: async ({ proof }) => {
      secret = (await scene.desk.api.call("POST", "/console/totp/offer", { proof })).secret;
    },
  });
  if (!offered) return false;
  const { field, typed, input } = codeField();
  const answer = await scene.talk.ask({
    heading: words.heading,
    body: [steps(words.scan), picture(), byHand(secret), field],
    choices: [{ value: "", text: stepWords.back }, { value: "use", text: words.use, tone: "primary" }],
    check: () => tell(scene, "POST", typed()),
  });
  input.value = "";
  if (answer !== "") await scene.talk.tell(words.doneHeading, [line(words.done)]);
  return answer !== "";
}

/** @param {Scene} scene */
export async function endCode(scene) {
  const { field, typed, input } = codeField();
  await scene.talk.ask({
    heading: words.stopHeading,
    body: [line(words.stopText), field],
    choices: [{ value: "", text: stepWords.back }, { value: "stop", text: words.stop, tone: "danger" }],
    focus: input,
    check: () => tell(scene, "DELETE", typed()),
  });
  input.value = "";
}

/**
 * What is wrong; nothing when the server took the code.
 * @param {Scene} scene
 * @param {"POST" | "DELETE"} method
 * @param {string} code
 */
async function tell({ desk }, method, code) {
  if (!/^\d{6}$/.test(code)) return words.shape;
  try {
    await desk.api.call(method, "/console/totp", { code });
    return "";
  } catch (error) {
    return mineProblem(error);
  }
}

function codeField() {
  const attributes = { inputmode: "numeric", autocomplete: "one-time-code", maxlength: "9" };
  const { field, input } = textField({ label: words.code, hint: words.codeHint, name: "code", class: "code-field", attributes });
  return { field, input, typed: () => digits(input.value) };
}

/** Asked for anew each time, because each offer has its own. */
const picture = () =>
  make("img", {
    class: "code-picture",
    attributes: { src: `/console/totp/offer.png?at=${Date.now()}`, alt: words.picture },
  });

/** @param {string} secret */
const byHand = (secret) =>
  make("details", { class: "code-by-hand" },
    make("summary", { text: words.byHand }), line(words.byHandSaid),
    make("p", { class: "code-secret", text: (secret.match(/.{1,4}/g) ?? []).join(" "), data: { secret }, attributes: { translate: "no" } }));
