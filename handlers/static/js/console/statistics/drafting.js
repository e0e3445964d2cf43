// @ts-check
/** The form of a new report. */

import { make } from "../../lib/dom.js";
import { digits } from "../../lib/digits.js";
import { Refused } from "../api.js";
import { choice, line, longField, select, textField } from "../fields.js";
import { problemWords } from "../problems.js";
import { reporting as words } from "./words.js";

/**
 * True when a draft is kept, false for who went back.
 * @param {import("../desk.js").Desk} desk
 * @param {import("../talk.js").Talk} talk
 * @param {readonly import("./types.js").Choice[]} months the newest first
 */
export async function draftReport(desk, talk, months) {
  const options = months.map(({ month, label }) => ({ value: month, text: label }));
  const title = textField({ label: words.title, name: "report-title", attributes: { maxlength: "120" } });
  const audience = choice(words.audience, "report-audience", Object.entries(words.audiences).map(([value, text]) => ({ value, text })));
  const first = select(words.first, "report-first", options), last = select(words.last, "report-last", options);
  // Most reports are about the year so far.
  first.input.value = months.find(({ month }) => month.endsWith("-04"))?.month ?? first.input.value;
  const people = textField({
    label: words.people, hint: words.peopleHint, name: "report-people", attributes: { inputmode: "numeric", maxlength: "6" },
  });
  const themes = longField({
    label: words.themes, hint: words.themesHint, name: "report-themes", attributes: { rows: "6", maxlength: "2000" },
  });
  const answer = await talk.ask({
    heading: words.heading,
    body: [line(words.lead), title.field, audience.field, make("div", { class: "report-months" }, first.field, last.field),
      people.field, themes.field],
    choices: [{ value: "", text: words.back }, { value: "draft", text: words.draft, tone: "primary" }],
    focus: title.input,
    check: async () => {
      const typed = digits(people.input.value);
      if (!/^\d{1,6}$/.test(typed)) return words.problems.report ?? "";
      const draft = {
        title: title.input.value, audience: audience.value(), first_month: first.input.value, last_month: last.input.value,
        people: Number(typed), themes: themes.input.value,
      };
      return desk.api.add("/console/reports", draft).then(() => "", problem);
    },
  });
  return answer !== "";
}

/** @param {unknown} error */
const problem = (error) => (error instanceof Refused ? words.problems[error.code] : undefined) ?? problemWords(error);
