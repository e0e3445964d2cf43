// @ts-check
import { find } from "./dom.js";

const form = /** @type {HTMLFormElement} */ (find("[data-composer]"));
const box = /** @type {HTMLTextAreaElement} */ (find("[data-composer] textarea"));
const send = /** @type {HTMLButtonElement} */ (find("[data-composer] .send"));
/** @type {Map<string, string>} */
const drafts = new Map();
let owner = "";

/**
 * Calls `write` with each text that is sent; puts the text back when it could not be.
 * @param {(text: string) => Promise<unknown>} write
 */
export function onWrite(write) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = box.value;
    if (!text.trim()) return;
    fill("");
    try {
      await write(text);
    } catch {
      if (!box.value) fill(text);
    }
  });
}

/**
 * Changes whose draft is in the box.
 * @param {string} resident
 */
export function writeAs(resident) {
  if (resident === owner) return;
  if (owner) drafts.set(owner, box.value);
  owner = resident;
  fill(drafts.get(resident) ?? "");
}

/** @param {boolean} shown */
export function showComposer(shown) {
  form.hidden = !shown;
}

box.addEventListener("input", fit);
box.addEventListener("keydown", (event) => {
  // Enter also ends a conversion of the Japanese input method: that one must not send (229 is Safari's sign).
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229) return;
  event.preventDefault();
  form.requestSubmit();
});

/** @param {string} text */
function fill(text) {
  box.value = text;
  fit();
}

function fit() {
  box.style.height = "auto";
  box.style.height = `${box.scrollHeight + 2}px`;
  send.disabled = !box.value.trim();
}
