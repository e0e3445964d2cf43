// @ts-check
/** Keeping the words that were agreed with a resident. */

import { line, textField } from "../fields.js";
import { agreement, has } from "./agreed_words.js";
import { appendRecord } from "./appending.js";
import { agreed as words, buttons } from "./words.js";

/** @typedef {import("./actions.js").Action} Action */

const LONGEST = 30;
const SHORTEST = 2;

/** @type {Action} */
export const agree = {
  id: "agreed-words",
  label: (_one, opened) => (agreement(opened.entries) ? words.change : words.action),
  shown: (one, { failure, newestKey }) => one.mine && failure === null && newestKey !== null,
  async run(place) {
    const talk = place.talk();
    const known = agreement(place.opened.entries)?.words ?? { code: "", decoy: "" };
    const [code, decoy] = [field("code", known.code), field("decoy", known.decoy)];
    const answer = await talk.ask({
      heading: words.heading,
      body: [line(words.lead), code.field, decoy.field, line(words.none)],
      choices: [{ value: "", text: buttons.back }, { value: "keep", text: words.confirm, tone: "primary" }],
      focus: code.input,
      check: () => wrong(code.input.value.trim(), decoy.input.value.trim()),
    });
    if (answer === "") return;
    const payload = { v: 1, kind: "words", code: code.input.value.trim(), decoy: decoy.input.value.trim() };
    const address = `/console/consultations/${encodeURIComponent(place.id)}/agreed-words`;
    const post = (/** @type {object} */ record) => place.desk.api.call("POST", address, { record });
    await appendRecord(place.desk, place.opened, payload, post, place.reload);
    return payload.code || payload.decoy ? words.done : words.stopped;
  },
};

/**
 * @param {"code" | "decoy"} name
 * @param {string} value
 */
function field(name, value) {
  const attributes = { maxlength: String(2 * LONGEST) };
  const made = textField({ name, label: words[name], hint: words[`${name}Hint`], attributes });
  made.input.value = value;
  return made;
}

/**
 * @param {string} code
 * @param {string} decoy
 */
function wrong(code, decoy) {
  const given = [code, decoy].filter((word) => word !== "");
  if (given.some((word) => [...word].length > LONGEST)) return words.tooLong;
  if (given.some((word) => [...word].length < SHORTEST)) return words.tooShort;
  return has(code, decoy) || has(decoy, code) ? words.same : "";
}
