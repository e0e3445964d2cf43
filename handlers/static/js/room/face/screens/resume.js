// @ts-check
/** Going on with the number, on this device or another. */

import { make } from "../../../lib/dom.js";
import { languages } from "../languages.js";
import { button, heading, plain, say, saying } from "../say.js";

/** @typedef {import("../house.js").House} House */
/** @typedef {import("../house.js").Words} Words */

const LENGTH = 26;
/** @type {Readonly<Record<string, string>>} */
const HANDWRITTEN = { 0: "O", 1: "I", 8: "B" };

/** @type {import("../house.js").Build} */
export function build(house) {
  const { resume: said, bar } = house.words;
  const field = make("input", { class: "number-field", attributes: {
    id: "resume-number", type: "text", inputmode: "text", autocomplete: "off", autocapitalize: "characters", autocorrect: "off",
    spellcheck: "false", translate: "no", maxlength: "80", "aria-describedby": "resume-hint resume-problem",
  } });
  const problem = make("p", { class: "problem", attributes: { id: "resume-problem", role: "alert" } });
  const open = say("button", said.open, { class: "button primary wide", attributes: { type: "submit" } });
  const form = make("form", { class: "stack", attributes: { autocomplete: "off", novalidate: "" } },
    say("label", said.label, { attributes: { for: "resume-number" } }),
    say("p", said.lead, { class: "quiet", attributes: { id: "resume-hint" } }), field, problem, open);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit();
  });
  const submit = async () => {
    const wrong = wrongWith(tidy(field.value), said);
    if (wrong) return complain(wrong);
    saying(open, said.opening);
    await house.engine.resume(tidy(field.value)).catch((error) => complain(troubleWords(error, said)));
    saying(open, said.open);
  };
  const complain = (/** @type {string} */ words) => {
    saying(problem, words);
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };
  field.addEventListener("input", () => {
    saying(problem, "");
    field.removeAttribute("aria-invalid");
  });
  const known = house.engine.view.phase === "resume";
  const other = known ? button(said.new, () => house.open("welcome"), "link") : button(bar.back, house.back, "back");
  const element = make("section", { class: "sheet" }, ...(known ? [] : [other]), heading(said.heading), form, ...(known ? [other, languages(house)] : []));
  field.setAttribute("aria-label", plain(said.label));
  return { element, leave: () => (field.value = "") };
}

/** Full-width, small letters, spaces and hyphens are all the same to us. @param {string} typed */
export const tidy = (typed) =>
  typed.normalize("NFKC").replace(/[\s\-‐‑‒–—―−ー.,、。]+/g, "").toUpperCase().replace(/[018]/g, (digit) => HANDWRITTEN[digit] ?? digit);

/**
 * @param {string} code tidied
 * @param {Words["resume"]} said
 */
function wrongWith(code, said) {
  if (/[^A-Z2-7]/.test(code)) return said.letters;
  if (code.length < LENGTH) return said.short(LENGTH - code.length);
  return code.length > LENGTH ? said.long(code.length - LENGTH) : null;
}

/**
 * @param {unknown} error
 * @param {Words["resume"]} said
 */
function troubleWords(error, said) {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "code") return said.typo;
  if (code === "room") return said.unknown;
  return code === "offline" || code === "busy" ? said.away : said.failed;
}
