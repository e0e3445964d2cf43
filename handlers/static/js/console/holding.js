// @ts-check
/** Asking that a consultation is kept from being destroyed: reason, last day, and a second person's agreement. */

import { ask, byId, setText } from "../lib/dom.js";
import { holding } from "./case/words.js";
import { withProof } from "./proving.js";
import { holds as words } from "./retention/words.js";

const DAY_MS = 24 * 3600 * 1000;

/** @type {import("./case/actions.js").Action} */
export const hold = {
  id: "hold",
  label: () => holding.action,
  shown: (one, _opened, desk) => one.mine && (one.held_until ?? 0) <= desk.clock.now(),
  async run({ desk, id }) {
    const wish = await askHold(desk.clock.now());
    if (!wish) return;
    const door = `/console/consultations/${encodeURIComponent(id)}/holds`;
    await withProof(desk, () => desk.api.call("POST", door, wish));
    return words.asked;
  },
};

/**
 * The reason and the end of the last day in Japan (ms), or null when it was called off.
 * @param {number} now
 * @returns {Promise<{ reason: string, until: number } | null>}
 */
async function askHold(now) {
  const dialog = byId("ask-hold", HTMLDialogElement);
  const form = byId("ask-hold-form", HTMLFormElement);
  const until = byId("hold-until", HTMLInputElement);
  form.reset();
  until.min = isoDay(now + DAY_MS);
  // The last day counts whole, and the policy counts from now.
  until.max = isoDay(now + 364 * DAY_MS);
  const problem = byId("ask-hold-problem", HTMLElement);
  setText(problem, "");
  const check = (/** @type {SubmitEvent} */ event) => {
    if (event.submitter instanceof HTMLButtonElement && event.submitter.value === "cancel") return;
    const missing = reasonOf(form) === "" ? words.reasonMissing : until.validity.valid ? "" : words.dateMissing;
    setText(problem, missing);
    if (missing) event.preventDefault();
  };
  form.noValidate = true;
  form.addEventListener("submit", check);
  const confirmed = await ask(dialog);
  form.removeEventListener("submit", check);
  return confirmed ? { reason: reasonOf(form), until: Date.parse(`${until.value}T23:59:59+09:00`) } : null;
}

/** @param {HTMLFormElement} form */
const reasonOf = (form) => String(new FormData(form).get("reason") ?? "");

/** @param {number} at the day in Japan as an input of type date wants it */
const isoDay = (at) => new Date(at + 9 * 3600 * 1000).toISOString().slice(0, 10);
