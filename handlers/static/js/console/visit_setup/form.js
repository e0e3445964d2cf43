// @ts-check
/** What the forms of this screen have in common: entries with what is wrong with them, and two people who change the same. */

import { arrange, make, setText } from "../../lib/dom.js";
import { timeWords } from "../../lib/jst.js";
import { Refused, Unanswered } from "../api.js";
import { longField, textField } from "../fields.js";
import { problemWords } from "../problems.js";
import { problemSentence, setup as words } from "./words.js";

/** @typedef {import("./words.js").Problem} Problem */
/** @typedef {{ field: HTMLElement, input: HTMLElement & { value: string }, say: (words: string) => void }} Entry */

export const LANGUAGES = /** @type {const} */ (["ja", "easy", "en"]);

/**
 * @param {string} tone
 * @param {string} text
 * @param {() => void} onPress
 * @param {string} [label] what it is called where its text alone is not plain
 */
export function button(tone, text, onPress, label = "") {
  const attributes = { type: "button", ...(label ? { "aria-label": label } : {}) };
  const made = make("button", { class: `button ${tone}`, text, attributes });
  made.addEventListener("click", onPress);
  return made;
}

/**
 * @param {string} text
 * @param {boolean} checked
 * @param {string} [name]
 */
export function tick(text, checked, name = "") {
  const box = make("input", { attributes: { type: "checkbox", name } });
  box.checked = checked;
  return { box, field: make("label", { class: "check" }, box, make("span", { text })) };
}

/**
 * @param {{ label: string, name: string, value: number | null, after?: string, most?: number }} traits
 * @returns {Entry}
 */
export function numberEntry({ label, name, value, after = "", most = 3 }) {
  const entry = textField({ label, name, class: "setup-number", attributes: { inputmode: "numeric", maxlength: String(most) } });
  entry.input.value = value === null ? "" : String(value);
  const row = make("div", { class: "setup-amount" });
  entry.input.replaceWith(row);
  row.append(entry.input, make("span", { text: after }));
  return entry;
}

/** The number that was typed, also with wide digits; null for none. @param {{ value: string }} input */
export function numberIn(input) {
  const typed = input.value.normalize("NFKC").trim();
  return /^\d{1,4}$/.test(typed) ? Number(typed) : null;
}

/**
 * A text in three languages.
 * @param {{ legend: string, name: string, values: Record<string, string>, rows?: number, hint?: string, most?: number, key?: (language: string) => string }} traits
 */
export function spokenEntries({ legend, name, values, rows = 1, hint = "", most = 2000, key = (language) => `${name}_${language}` }) {
  /** @type {Record<string, Entry>} */
  const entries = {};
  for (const language of LANGUAGES) {
    const lang = language === "en" ? "en" : "ja";
    const kind = rows > 1 ? longField : textField;
    const entry = kind({ label: words.languages[language], name: key(language), attributes: { lang, maxlength: String(most) } });
    entry.input.value = values[language] ?? "";
    if (rows > 1) entry.input.setAttribute("rows", String(rows));
    entries[key(language)] = entry;
  }
  const field = make("fieldset", { class: "setup-spoken" }, make("legend", { text: legend }),
    ...(hint ? [make("p", { class: "field-hint", text: hint })] : []),
    make("div", { class: "setup-languages" }, ...Object.values(entries).map((one) => one.field)));
  const value = () => Object.fromEntries(LANGUAGES.map((language) => [language, entries[key(language)]?.input.value ?? ""]));
  return { field, entries, value };
}

/** @param {unknown} error @returns {Problem[]} */
export const problemsOf = (error) =>
  error instanceof Refused && error.code === "rows" ? /** @type {Problem[]} */ (error.body.problems) : [];

/**
 * Says at each entry what is wrong with it.
 * @param {Record<string, Entry>} entries by field
 * @param {Problem[]} problems of this form or row
 * @returns {HTMLElement | null} the first that is wrong
 */
export function sayProblems(entries, problems) {
  /** @type {HTMLElement | null} */
  let first = null;
  for (const [name, { input, say }] of Object.entries(entries)) {
    const found = problems.find(({ field }) => field === name);
    say(found ? problemSentence(found) : "");
    if (found && first === null) first = input;
  }
  return first;
}

/** Puts the focus there, also into what is folded away. @param {HTMLElement | null} element */
export function goTo(element) {
  for (let part = element?.closest("details"); part; part = part.parentElement?.closest("details")) part.open = true;
  element?.focus();
}

/** Where a form says what went wrong as a whole, and lets choose when somebody else was quicker. */
export class Foot {
  problem = make("p", { class: "field-problem", attributes: { role: "alert" } });
  conflict = make("div", { class: "notice setup-conflict", data: { tone: "caution" }, attributes: { role: "alert" } });
  element = make("div", { class: "setup-foot" }, this.conflict, this.problem);

  clear() {
    setText(this.problem, "");
    arrange(this.conflict, []);
  }

  /**
   * What a door refused. Nothing that was typed is lost.
   * @param {unknown} error
   * @param {{ theirs: (body: any) => void, ours: (body: any) => void }} ways what to do when somebody else was quicker
   * @returns {boolean} whether it was told here; otherwise problems stand at their fields
   */
  refused(error, { theirs, ours }) {
    if (error instanceof Refused && error.code === "changed") {
      const { body } = error;
      const choose = (/** @type {(body: any) => void} */ act) => () => {
        this.clear();
        act(body);
      };
      arrange(this.conflict, [make("p", { text: words.changed(byWhom(body)) }), make("div", { class: "edit-buttons" },
        button("button-secondary", words.theirs, choose(theirs)), button("button-secondary", words.ours, choose(ours)))]);
      return true;
    }
    const perhaps = error instanceof Unanswered && error.adding;
    setText(this.problem, problemsOf(error).length > 0 ? words.wrong : perhaps ? problemWords(error) : words.unsaved);
    return problemsOf(error).length === 0;
  }
}

/** @param {Record<string, unknown>} body */
const byWhom = ({ by, at }) =>
  typeof by === "string" && typeof at === "number" ? words.by(by, timeWords(at)) : words.somebody;
