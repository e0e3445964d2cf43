// @ts-check
/** When each kind of code on the sheets was last proved to work. */

import { unhex } from "../../crypto/bytes.js";
import { make } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { numberDetails } from "./list.js";
import { extension, sheets as words } from "./sheet_words.js";

const SOON_MS = 60 * 24 * 3600 * 1000;
const YEAR_MS = 365 * 24 * 3600 * 1000;

/**
 * @param {import("./types.js").People["sheets"]} sheets
 * @param {number} now
 * @param {import("../../crypto/roster.js").Trust} trust
 */
export const sheetRows = (sheets, now, { fingerprint, current }) =>
  /** @type {const} */ (["root", "recovery"]).map((kind) => {
    const dates = sheets[kind];
    const said = dates ? rehearsedWords(dates.rehearsed_at, now) : words.none;
    const due = !dates?.rehearsed_at || now - dates.rehearsed_at > YEAR_MS;
    const paper = kind === "recovery" ? current.keys.find((key) => key.role === "recovery") : undefined;
    return row(kind, due, words[kind], said, ...(paper ? [numberDetails(fingerprint, unhex(paper.kid))] : []));
  });

/**
 * Until when the person at the screen may sign the list of people.
 * @param {number} until
 * @param {number} now
 */
export const signingRow = (until, now) =>
  row("signing", until - now < SOON_MS, extension.name, extension.until(dateWords(until, now)));

/**
 * @param {string} kind
 * @param {boolean} due
 * @param {string} name
 * @param {string} said
 * @param {...Node} more
 */
const row = (kind, due, name, said, ...more) =>
  make("li", { class: "sheet-row", data: { kind, due: String(due) } },
    make("span", { class: "sheet-name", text: name }), make("span", { class: "sheet-said", text: said }), ...more);

/**
 * @param {number | null} at
 * @param {number} now
 */
function rehearsedWords(at, now) {
  if (at === null) return words.never;
  return now - at > YEAR_MS ? `${words.due}(${dateWords(at, now)})` : words.rehearsed(dateWords(at, now));
}
