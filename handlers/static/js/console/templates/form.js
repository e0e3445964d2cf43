// @ts-check
/** Writing a template: its fields, and what is wrong with them. */

import { Refused } from "../api.js";
import { line, longField, select, textField } from "../fields.js";
import { problemWords } from "../problems.js";
import { readable, storable } from "./tokens.js";
import { tokenButtons } from "./token_buttons.js";
import { templates as words } from "./words.js";

/** @typedef {import("./wording.js").Template} Template */
/** @typedef {{ id: string, name: string }[]} Desks */

/**
 * Asks for its words until they are stored. False when the person went back.
 * @param {import("../talk.js").Talk} talk
 * @param {Template | null} known null for a new one
 * @param {Desks} desks
 * @param {(body: object) => Promise<unknown>} save
 */
export async function askTemplate(talk, known, desks, save) {
  const form = fields(known, desks);
  const answer = await talk.ask({
    heading: known ? words.form.change : words.form.add,
    body: [
      form.title.field, form.shortcut.field, tokenButtons([form.ja.input, form.easy.input, form.en.input]),
      form.ja.field, form.easy.field, form.en.field, form.desk.field, line(words.lock),
    ],
    choices: [{ value: "", text: words.form.back }, { value: "save", text: words.form.save, tone: "primary" }],
    focus: form.title.input,
    check: () => stored(form, save),
  });
  return answer !== "";
}

/**
 * @param {Template | null} known
 * @param {Desks} desks
 */
function fields(known, desks) {
  const texts = words.form;
  const form = {
    title: textField({ name: "template-title", label: texts.title, hint: texts.titleHint, attributes: { maxlength: "64" } }),
    shortcut: textField({ name: "template-shortcut", label: texts.shortcut, hint: texts.shortcutHint, attributes: { maxlength: "16" } }),
    ja: longField({ name: "template-ja", label: texts.ja, attributes: { maxlength: "1000", rows: "3" } }),
    easy: longField({ name: "template-easy", label: texts.easy, hint: texts.easyHint, attributes: { maxlength: "1000", rows: "3" } }),
    en: longField({ name: "template-en", label: texts.en, attributes: { maxlength: "1000", rows: "3", lang: "en" } }),
    desk: select(texts.where, "template-desk", [
      { value: "", text: words.everyDesk }, ...desks.map(({ id, name }) => ({ value: id, text: words.desk(name) })),
    ]),
  };
  if (!known) return form;
  for (const name of /** @type {const} */ (["title", "shortcut", "ja", "easy", "en"])) form[name].input.value = readable(known[name]);
  form.desk.input.value = known.desk ?? "";
  return form;
}

/**
 * What is wrong; nothing once it is stored.
 * @param {ReturnType<typeof fields>} form
 * @param {(body: object) => Promise<unknown>} save
 */
async function stored(form, save) {
  const { title, shortcut, ja, easy, en, desk } = form;
  for (const one of [title, shortcut, ja, easy, en]) one.say("");
  const texts = { ja: storable(ja.input.value), easy: storable(easy.input.value), en: storable(en.input.value) };
  const said = { title: title.input.value, shortcut: shortcut.input.value, ...texts };
  try {
    await save({ ...said, desk: desk.input.value || null });
    return "";
  } catch (error) {
    if (error instanceof Refused && error.code === "changed") return words.form.late;
    if (!(error instanceof Refused) || typeof error.body.field !== "string") return problemWords(error);
    const wrong = /** @type {keyof typeof said} */ (error.body.field);
    const why = error.code === "taken" ? words.taken : words.wrong[wrong] ?? problemWords(error);
    form[wrong]?.say(why);
    form[wrong]?.input.focus();
    return why;
  }
}
