// @ts-check
import { button, find, inertBeside, make } from "./dom.js";

const sheet = /** @type {HTMLDialogElement} */ (find("[data-sheet]"));
const veil = find("[data-veil]");
const toast = find("[data-toast]");
/** @type {ReturnType<typeof setTimeout> | undefined} */
let fading;
/** @type {Element | null} */
let opener = null;

// Not modal: a modal dialog would cover the desk, too. The rest of the phone is made inert instead.
veil.addEventListener("click", closeSheet);
sheet.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeSheet();
});

/** @typedef {{label: string, danger?: boolean, press: () => void}} Choice */

/**
 * Slides up with these things in it.
 * @param {string} label what the sheet is for
 * @param {...Node} contents
 */
export function openSheet(label, ...contents) {
  sheet.setAttribute("aria-label", label);
  sheet.replaceChildren(...contents, closing());
  opener = document.activeElement;
  veil.hidden = false;
  inertBeside(sheet, true, veil, toast);
  sheet.show();
}

export function closeSheet() {
  sheet.close();
  veil.hidden = true;
  inertBeside(sheet, false);
  if (opener instanceof HTMLElement) opener.focus();
}

/**
 * A heading and buttons under each other; a button closes the sheet.
 * @param {string} heading
 * @param {Choice[]} choices
 */
export function choices(heading, choices) {
  const buttons = choices.map((choice) =>
    button(choice.danger ? "quiet danger" : "quiet", closingThen(choice.press), choice.label),
  );
  return make("section", {}, make("h3", {}, heading), make("div", { className: "list" }, ...buttons));
}

/** @param {() => void} press */
export function closingThen(press) {
  return () => {
    closeSheet();
    press();
  };
}

/**
 * A short word that goes by itself.
 * @param {string} words
 */
export function say(words) {
  clearTimeout(fading);
  toast.textContent = words;
  toast.hidden = false;
  fading = setTimeout(() => (toast.hidden = true), 3_200);
}

function closing() {
  const section = make("section", {}, make("h3"));
  section.append(button("quiet", closeSheet, "とじる"));
  return section;
}
