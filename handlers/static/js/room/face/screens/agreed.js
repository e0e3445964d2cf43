// @ts-check
/**
 * Two words that are agreed on: one that shows who it is, and one that says "somebody is looking" without saying it. Once set, they
 * stand there for nobody who merely passes by.
 */

import { make, setText } from "../../../lib/dom.js";
import { plain, say, saying } from "../say.js";
import { sheet } from "./sheet.js";

/** @typedef {import("../house.js").View} View */

/** @type {import("../house.js").Build} */
export function build(house) {
  const { agreed: said } = house.words;
  const [code, decoy] = [field("agreed-code"), field("agreed-decoy")];
  const problem = make("p", { class: "problem", attributes: { id: "agreed-problem", role: "alert" } });
  const status = make("p", { class: "status", attributes: { role: "status" } });
  const set = make("p", {});
  const now = make("details", { class: "examples" }, say("summary", said.now), set);
  const form = make("form", { class: "stack", attributes: { autocomplete: "off", novalidate: "" } },
    ...labelled(code, said.code, said.codeHint), ...labelled(decoy, said.decoy, said.decoyHint),
    say("p", said.example, { class: "quiet" }), problem,
    say("button", said.save, { class: "button primary wide", attributes: { type: "submit" } }), status);
  const save = async () => {
    const words = { code: code.value.trim(), decoy: decoy.value.trim() };
    saying(status, "");
    saying(problem, words.code === "" || words.decoy === "" ? said.missing : words.code === words.decoy ? said.same : "");
    if (problem.textContent !== "") return;
    await house.engine.tell({ kind: "words", ...words }).then(
      () => {
        [code.value, decoy.value] = ["", ""];
        saying(status, said.saved);
      },
      () => saying(problem, said.failed));
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void save();
  });
  const update = (/** @type {View} */ { words }) => {
    now.hidden = !words;
    setText(set, words ? `${plain(said.code)}：${words.code}／${plain(said.decoy)}：${words.decoy}` : "");
  };
  return { element: sheet(house, said.heading, form, now), update };
}

/** @param {string} id */
const field = (id) => make("input", { attributes: {
  id, type: "text", maxlength: "20", autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false", translate: "no",
  "aria-describedby": `${id}-hint agreed-problem`,
} });

/**
 * @param {HTMLElement} input
 * @param {string} name
 * @param {string} hint
 */
const labelled = (input, name, hint) => [
  say("label", name, { attributes: { for: input.id } }),
  say("p", hint, { class: "quiet", attributes: { id: `${input.id}-hint` } }),
  input,
];
