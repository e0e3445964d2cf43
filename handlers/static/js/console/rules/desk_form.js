// @ts-check
/** The rules of one desk, to be looked at and changed. */

import { make, setText } from "../../lib/dom.js";
import { dateWords, timeWords } from "../../lib/jst.js";
import { listed } from "../../lib/punctuation.js";
import { Refused } from "../api.js";
import { checks, textField } from "../fields.js";
import { problemWords } from "../problems.js";
import { rules as words } from "./words.js";

/**
 * @typedef {object} Rules `answer_within` in ms
 * @property {boolean} check_first
 * @property {boolean} check_flagged
 * @property {boolean} check_referral
 * @property {number | null} evening_cap
 * @property {number | null} answer_within
 *
 * @typedef {{ desk: string, name: string, rules: Rules, changed_at: number | null, changed_by_name: string | null }} Setting
 */

const MINUTE_MS = 60_000;
const MOST_A_DAY = 200;
const MOST_MINUTES = 7 * 24 * 60;
const CHECKS = /** @type {const} */ (["check_first", "check_flagged", "check_referral"]);

/**
 * A card with a form.
 * @param {import("../desk.js").Desk} desk
 * @param {Setting} setting
 */
export function deskForm(desk, setting) {
  const { desk: id, name, rules } = setting;
  const heading = make("h2", { text: name, attributes: { id: `rules-of-${id}` } });
  const looks = checks(words.checks, words.checksHint, `checks-${id}`,
    CHECKS.map((value) => ({ value, text: words.check[value], checked: rules[value] })));
  const cap = number(words.cap, words.capHint, `cap-${id}`, rules.evening_cap);
  const within = number(words.within, words.withinHint, `within-${id}`, minutes(rules.answer_within));
  const changed = make("p", { class: "panel-lead", text: changedWords(setting, desk) });
  let seen = setting.changed_at;
  const said = make("p", { class: "rules-said", attributes: { role: "status" } });
  const problem = make("p", { class: "field-problem", attributes: { role: "alert" } });
  const save = make("button", { class: "button button-primary", text: words.save, attributes: { type: "submit" } });
  const form = make("form", { class: "panel-card rules-desk", data: { desk: id }, attributes: { "aria-labelledby": heading.id } },
    heading, looks.field, make("div", { class: "rules-numbers" }, cap.field, within.field), problem, said,
    make("div", { class: "rules-foot" }, changed, save));
  form.noValidate = true;
  /** @param {Setting} now */
  const stands = (now) => {
    seen = now.changed_at;
    setText(changed, changedWords(now, desk));
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    setText(said, "");
    setText(problem, "");
    const [most, latest] = [read(cap, MOST_A_DAY, words.capWrong), read(within, MOST_MINUTES, words.withinWrong)];
    if (most === undefined || latest === undefined) return;
    const chosen = new Set(looks.values());
    const wish = Object.fromEntries(CHECKS.map((check) => [check, chosen.has(check)]));
    save.disabled = true;
    try {
      const body = { ...wish, seen, evening_cap: most, answer_within: latest === null ? null : latest * MINUTE_MS };
      /** @type {Setting[]} */
      const all = await desk.api.call("PUT", `/console/desk-rules/${encodeURIComponent(id)}`, body);
      const mine = all.find((one) => one.desk === id);
      if (mine) stands(mine);
      setText(said, words.saved(name));
    } catch (error) {
      const now = error instanceof Refused && error.code === "changed" ? /** @type {Setting} */ (error.body.setting) : null;
      if (now) stands(now);
      setText(problem, now ? words.late(now.changed_by_name ?? words.somebody, described(now.rules)) : problemWords(error));
    } finally {
      save.disabled = false;
    }
  });
  return form;
}

/**
 * @param {string} label
 * @param {string} hint
 * @param {string} name
 * @param {number | null} value
 */
function number(label, hint, name, value) {
  const field = textField({ label, hint, name, class: "rules-number", attributes: { inputmode: "numeric", maxlength: "5" } });
  field.input.value = value === null ? "" : String(value);
  return field;
}

/**
 * The number, null for none, undefined when it is wrong: then the field says so and has the focus.
 * @param {ReturnType<typeof number>} field
 * @param {number} most
 * @param {(most: number) => string} wrong
 * @returns {number | null | undefined}
 */
function read({ input, say }, most, wrong) {
  const typed = input.value.normalize("NFKC").trim();
  const found = typed === "" ? null : Number(typed);
  const good = found === null || (/^\d+$/.test(typed) && found >= 1 && found <= most);
  say(good ? "" : wrong(most));
  if (!good) input.focus();
  return good ? found : undefined;
}

/** @param {number | null} within ms */
const minutes = (within) => (within === null ? null : Math.round(within / MINUTE_MS));

/** @param {Rules} rules */
function described(rules) {
  const looks = CHECKS.filter((check) => rules[check]).map((check) => words.check[check]);
  const [cap, within] = [rules.evening_cap, minutes(rules.answer_within)].map((one) => (one === null ? words.none : String(one)));
  return [[words.checks, looks.length > 0 ? listed(looks) : words.none], [words.cap, cap], [words.within, within]]
    .map(([label, what]) => words.of(label ?? "", what ?? "")).join(words.apart);
}

/**
 * @param {Setting} setting
 * @param {import("../desk.js").Desk} desk
 */
const changedWords = ({ changed_at: at, changed_by_name: name }, { clock }) =>
  at === null ? words.never : words.changed(name ?? words.somebody, `${dateWords(at, clock.now())} ${timeWords(at)}`);
