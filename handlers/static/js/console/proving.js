// @ts-check
/**
 * Before something that stays: is it still the same person? A sign-in counts for ten minutes; then the server answers
 * "proof-needed", the page asks for the passphrase or a passkey, and the call is made once more.
 */

import { make, setText } from "../lib/dom.js";
import { answerWithPasskey, supported } from "../lib/webauthn.js";
import { Refused } from "./api.js";
import { openWithPassphrase } from "./entrance.js";
import { line, textField } from "./fields.js";
import { mineProblem } from "./mine/problems.js";
import { proof as fieldWords, steps as stepWords } from "./mine/words.js";
import { proving as words } from "./proving_words.js";
import { Ended, Talk } from "./talk.js";

/** @typedef {import("./desk.js").Desk} Desk */
/** @typedef {{ talk: Talk, answer: Promise<boolean> }} Asking */

/** What is being asked at this moment: two calls at once are one question. @type {Asking | null} */
let asking = null;

/**
 * Makes the call; when a proof is needed for it, asks and makes it again, once. Throws what the call throws, which is
 * `Refused` "proof-needed" for who went back (js/console/problems.js has its words): then nothing has changed.
 * @template T
 * @param {Desk} desk
 * @param {() => Promise<T>} call made a second time unchanged
 * @returns {Promise<T>}
 */
export async function withProof(desk, call) {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "proof-needed" || !(await prove(desk))) throw error;
  }
  return call();
}

/**
 * Asks until it is proved, for this session and ten minutes. False when the person went back, or the page was locked.
 * @param {Desk} desk
 * @returns {Promise<boolean>}
 */
export function prove(desk) {
  if (!asking) {
    const talk = new Talk("proving-dialog");
    const answer = ask(desk, talk).finally(() => {
      talk.end();
      asking = null;
    });
    asking = { talk, answer };
  }
  return asking.answer;
}

/** Takes the question off the page. */
export const stopProving = () => asking?.talk.end();

/**
 * The field for one's passphrase, a passkey where there is one, and what goes on meanwhile. What `act` throws stands beside
 * the question. False when the person went back.
 * @param {Talk} talk
 * @param {{ heading: string, lead: string, passkey: boolean,
 *   act: (way: "passphrase" | "passkey", typed: string) => Promise<void> }} wish
 * @returns {Promise<boolean>}
 */
export async function askProof(talk, { heading, lead, passkey, act }) {
  const { field, input } = textField({
    label: fieldWords.passphrase, hint: fieldWords.passphraseHint, name: "passphrase",
    attributes: { type: "password", autocomplete: "current-password", writingsuggestions: "false" },
  });
  const { element, during } = progress();
  const answer = await talk.ask({
    heading,
    body: [line(lead), field, reveal(input), element],
    choices: [
      { value: "", text: stepWords.back },
      ...(passkey ? [{ value: "passkey", text: fieldWords.byPasskey }] : []),
      { value: "passphrase", text: stepWords.next, tone: "primary" },
    ],
    focus: input,
    check: async (value) => {
      if (value === "passphrase" && input.value.trim() === "") return fieldWords.missing;
      const way = value === "passkey" ? "passkey" : "passphrase";
      return during(words[way], act(way, input.value)).then(() => "", mineProblem);
    },
  }).finally(() => { input.value = ""; });
  return answer !== "";
}

/**
 * @param {Desk} desk
 * @param {Talk} talk
 * @returns {Promise<boolean>}
 */
async function ask(desk, talk) {
  try {
    const [{ capsule }, { passkeys }] = await Promise.all(
      ["capsule", "passkeys"].map((noun) => desk.api.call("GET", `/console/${noun}`)));
    const act = async (/** @type {string} */ way, /** @type {string} */ typed) => {
      const proof = way === "passkey" ? await byPasskey(desk) : await byPassphrase(capsule, typed);
      await desk.api.call("POST", "/console/proof", { proof });
    };
    const passkey = supported() && passkeys.length > 0;
    return await askProof(talk, { heading: words.heading, lead: words.lead, passkey, act });
  } catch (error) {
    if (error instanceof Ended) return false;
    throw error;
  }
}

/**
 * A mistyped one never reaches the server: the capsule stays shut.
 * @param {import("../crypto/capsule.js").Capsule} capsule
 * @param {string} typed
 */
async function byPassphrase(capsule, typed) {
  const { secret, capsuleKey } = await openWithPassphrase(capsule, typed);
  capsuleKey.fill(0);
  return { secret };
}

/** @param {Desk} desk */
async function byPasskey(desk) {
  const asked = await desk.api.call("POST", "/console/passkeys/challenge", { purpose: "confirm" });
  const { assertion, prf } = await answerWithPasskey(asked);
  prf?.fill(0);
  return { assertion };
}

/** A line and a bar that are seen only while something goes on. */
function progress() {
  const said = make("p", { attributes: { role: "status" } });
  const bar = make("progress", { class: "talk-bar", attributes: { "aria-label": words.passphrase } });
  const element = make("div", { class: "proving-wait" }, said, bar);
  bar.hidden = true;
  /** @param {string} text @param {Promise<void>} work */
  const during = (text, work) => {
    setText(said, text);
    bar.hidden = false;
    return work.finally(() => {
      setText(said, "");
      bar.hidden = true;
    });
  };
  return { element, during };
}

/**
 * Six words are hard to type unseen.
 * @param {HTMLInputElement} input
 */
function reveal(input) {
  const box = make("input", { attributes: { type: "checkbox", name: "reveal" } });
  box.addEventListener("change", () => { input.type = box.checked ? "text" : "password"; });
  return make("label", { class: "check" }, box, make("span", { text: fieldWords.reveal }));
}
