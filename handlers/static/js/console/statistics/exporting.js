// @ts-check
/** A table as a file, by who has just shown that it is them. */

import { make } from "../../lib/dom.js";
import { Refused } from "../api.js";
import { download } from "../download.js";
import { withProof } from "../proving.js";
import { exporting as words } from "./words.js";

/** @typedef {import("../desk.js").Desk} Desk */

/**
 * Hands the file to the browser's downloads; resolves to a sentence about it.
 * @param {Desk} desk
 * @param {{ form: string, table: string, until: string }} wish
 */
export async function exportTable(desk, wish) {
  try {
    download(await withProof(desk, () => desk.api.file("/console/exports", wish)));
    return words.done;
  } catch (error) {
    return error instanceof Refused && error.code === "proof-needed" ? words.left : words.failed;
  }
}

/**
 * @param {string} title of the table
 * @param {string} form
 * @param {string} text on the button
 * @param {() => Promise<void>} act
 */
export function exportButton(title, form, text, act) {
  const button = make("button", { class: "button button-quiet", text, attributes: { type: "button", "aria-label": words.of(title, text) }, data: { form } });
  button.addEventListener("click", async () => {
    button.disabled = true;
    await act();
    button.disabled = false;
  });
  return button;
}
