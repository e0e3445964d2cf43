// @ts-check
/** The six words: shown once to be written down, then typed again from the paper. */

import { line, notice, textField } from "../console/fields.js";
import { make } from "../lib/dom.js";
import { printOut } from "../lib/paper.js";
import { isKana, splitWords, tidyWord, wrongPlaces } from "./matching.js";
import { typing, writing } from "./words.js";

/** @typedef {import("./stage.js").Stage} Stage */
/** @typedef {import("./doors.js").Invited} Invited */

/**
 * Resolves once the words stand on paper and have been typed from it.
 * @param {Stage} stage
 * @param {Invited} invited
 * @param {string} passphrase
 */
export async function learn(stage, invited, passphrase) {
  const wanted = passphrase.split(" ");
  do await writeDown(stage, invited, wanted);
  while (!(await typeAgain(stage, wanted)));
}

/**
 * @param {Stage} stage
 * @param {Invited} invited
 * @param {readonly string[]} wanted
 */
async function writeDown(stage, invited, wanted) {
  stage.at(2);
  const print = make("button", { class: "button button-secondary", text: writing.print, attributes: { type: "button" } });
  print.addEventListener("click", () => printOut([sheet(invited, wanted)]));
  await stage.talk.ask({
    heading: writing.heading,
    body: [line(writing.what), list(wanted, "words"), print, notice(writing.only, "caution"), line(writing.keep)],
    choices: [{ value: "written", text: writing.written, tone: "primary" }],
  });
}

/**
 * @param {Stage} stage
 * @param {readonly string[]} wanted
 * @returns {Promise<boolean>} false to see the words again
 */
async function typeAgain(stage, wanted) {
  stage.at(3);
  const fields = wanted.map((_, index) => wordField(index));
  const inputs = fields.map(({ input }) => input);
  for (const [index, { input, say }] of fields.entries()) {
    input.addEventListener("input", () => {
      spread(inputs, index);
      say(isKana(input.value) ? typing.kana : "");
    });
    input.addEventListener("change", () => judge(fields, wanted, index));
  }
  const answer = await stage.talk.ask({
    heading: typing.heading,
    body: [line(typing.how), make("div", { class: "word-fields" }, ...fields.map(({ field }) => field))],
    choices: [{ value: "", text: typing.see }, { value: "check", text: typing.check, tone: "primary" }],
    ...(inputs[0] && { focus: inputs[0] }),
    check: () => problem(fields, wanted),
  });
  return answer !== "";
}

/** @param {number} index */
const wordField = (index) =>
  textField({ label: typing.word(index + 1), name: `word-${index + 1}`, attributes: { lang: "en", maxlength: "64" } });

/**
 * What is still wrong; the first wrong field takes the focus.
 * @param {readonly ReturnType<typeof wordField>[]} fields
 * @param {readonly string[]} wanted
 */
function problem(fields, wanted) {
  const typed = fields.map(({ input }) => input.value);
  const missing = typed.filter((word) => tidyWord(word) === "").length;
  const wrong = wrongPlaces(typed, wanted);
  for (const index of fields.keys()) judge(fields, wanted, index);
  const first = fields[(wrong[0] ?? 1) - 1];
  if (wrong.length > 0) first?.input.focus();
  if (missing > 0) return typing.missing(missing);
  return wrong.length > 0 ? typing.wrong(wrong) : "";
}

/**
 * @param {readonly ReturnType<typeof wordField>[]} fields
 * @param {readonly string[]} wanted
 * @param {number} index
 */
function judge(fields, wanted, index) {
  const field = fields[index];
  if (!field || tidyWord(field.input.value) === "") return field?.say("");
  const right = tidyWord(field.input.value) === wanted[index];
  const wrong = isKana(field.input.value) ? typing.kana : typing.differs;
  field.say(right ? typing.good : wrong, right ? "good" : "error");
}

/**
 * Whoever types or pastes several words into one field meant the following fields too.
 * @param {readonly HTMLInputElement[]} inputs
 * @param {number} from
 */
function spread(inputs, from) {
  const typed = inputs[from]?.value ?? "";
  const words = splitWords(typed);
  const ready = /\s$/.test(typed) && words.length > 0;
  if (words.length < 2 && !ready) return;
  for (const [offset, word] of words.entries()) {
    const input = inputs[from + offset];
    if (input) input.value = word;
  }
  inputs[Math.min(from + words.length - (ready ? 0 : 1), inputs.length - 1)]?.focus();
}

/**
 * @param {readonly string[]} words
 * @param {string} kind
 */
const list = (words, kind) => make("ol", { class: kind }, ...words.map((text) => make("li", { text })));

/**
 * @param {Invited} invited
 * @param {readonly string[]} words
 */
const sheet = (invited, words) =>
  make("section", { class: "sheet" },
    make("h1", { text: writing.paperTitle }),
    make("p", { text: `${writing.paperName}：${invited.name}` }),
    make("p", { text: writing.paperWords }), list(words, "sheet-words"), make("p", { text: writing.paperNote }));
