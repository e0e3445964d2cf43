// @ts-check
/** Writing about a place: its fields, and what is wrong with them. */

import { Refused } from "../api.js";
import { line, longField, select, textField } from "../fields.js";
import { problemWords } from "../problems.js";
import { referrals as words } from "./words.js";

/** @typedef {import("../templates/wording.js").Referral} Referral */

const OPTIONAL = /** @type {const} */ (["phone", "url", "hours", "cost", "place"]);

/**
 * Asks for its facts until they are stored. False when the person went back.
 * @param {import("../talk.js").Talk} talk
 * @param {Referral | null} known null for a new one
 * @param {string} today "2026-11-21"
 * @param {(body: object) => Promise<unknown>} save
 */
export async function askReferral(talk, known, today, save) {
  const form = fields(known, today);
  const { kind, ...rest } = form;
  const answer = await talk.ask({
    heading: known ? words.form.change : words.form.add,
    body: [line(words.form.lead), rest.name.field, kind.field, ...Object.values(rest).slice(1).map(({ field }) => field)],
    choices: [{ value: "", text: words.form.back }, { value: "save", text: words.form.save, tone: "primary" }],
    focus: form.name.input,
    check: () => stored(form, save),
  });
  return answer !== "";
}

/**
 * @param {Referral | null} known
 * @param {string} today
 */
function fields(known, today) {
  const texts = words.form;
  const form = {
    name: textField({ name: "referral-name", label: texts.name, attributes: { maxlength: "120" } }),
    kind: select(texts.kind, "referral-kind", Object.entries(words.kinds).map(([value, text]) => ({ value, text }))),
    about: longField({ name: "referral-about", label: texts.about, hint: texts.aboutHint, attributes: { maxlength: "400", rows: "2" } }),
    easy: longField({ name: "referral-easy", label: texts.easy, hint: texts.easyHint, attributes: { maxlength: "400", rows: "2" } }),
    en: longField({ name: "referral-en", label: texts.en, hint: texts.enHint, attributes: { maxlength: "400", rows: "2", lang: "en" } }),
    phone: textField({ name: "referral-phone", label: texts.phone, hint: texts.phoneHint, attributes: { maxlength: "40" } }),
    url: textField({ name: "referral-url", label: texts.url, hint: texts.urlHint, attributes: { maxlength: "300", inputmode: "url" } }),
    hours: textField({ name: "referral-hours", label: texts.hours, attributes: { maxlength: "200" } }),
    cost: textField({ name: "referral-cost", label: texts.cost, attributes: { maxlength: "120" } }),
    place: textField({ name: "referral-place", label: texts.place, hint: texts.placeHint, attributes: { maxlength: "200" } }),
    source: textField({ name: "referral-source", label: texts.source, hint: texts.sourceHint, attributes: { maxlength: "300" } }),
    expires_on: textField({ name: "referral-expires", label: texts.expires, hint: texts.expiresHint, attributes: { type: "date", min: today } }),
  };
  if (!known) return form;
  form.kind.input.value = known.kind;
  for (const name of /** @type {const} */ (["name", "source", "expires_on", ...OPTIONAL])) form[name].input.value = known[name] ?? "";
  [form.about.input.value, form.easy.input.value, form.en.input.value] = [known.about.ja, known.about.easy, known.about.en];
  if (known.state === "expired") form.expires_on.input.value = "";
  return form;
}

/**
 * What is wrong; nothing once it is stored.
 * @param {ReturnType<typeof fields>} form
 * @param {(body: object) => Promise<unknown>} save
 */
async function stored(form, save) {
  const { kind, ...texts } = form;
  for (const one of Object.values(texts)) one.say("");
  const optional = Object.fromEntries(OPTIONAL.map((name) => [name, form[name].input.value.trim() || null]));
  const about = { ja: form.about.input.value, easy: form.easy.input.value, en: form.en.input.value };
  const needed = { name: form.name.input.value, source: form.source.input.value, expires_on: form.expires_on.input.value };
  try {
    await save({ kind: kind.input.value, about, ...needed, ...optional });
    return "";
  } catch (error) {
    if (error instanceof Refused && error.code === "changed") return words.form.late;
    if (!(error instanceof Refused) || typeof error.body.field !== "string") return problemWords(error);
    const wrong = /** @type {keyof typeof texts} */ (error.body.field);
    const why = words.wrong[wrong] ?? problemWords(error);
    texts[wrong]?.say(why);
    texts[wrong]?.input.focus();
    return why;
  }
}
