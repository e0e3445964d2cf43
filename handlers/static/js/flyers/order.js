// @ts-check
/** The page for orders of paper: what was typed is sent once, however often one presses and whatever the line does. */

import { byId } from "../lib/dom.js";
import { plain, saying } from "../room/face/say.js";
import { ask } from "./asking.js";
import { entered, newId } from "./order_entered.js";
import { carry, putBack } from "./order_draft.js";
import { Proofs } from "./proofs.js";

/** @typedef {{ error: string, message?: string, fields?: Record<string, string>, order?: string }} Refusal */

const form = byId("order", HTMLFormElement);
const send = byId("send", HTMLButtonElement);
const problem = byId("problem", HTMLElement);
const waiting = byId("waiting", HTMLElement);
const progress = byId("progress", HTMLProgressElement);
const said = /** @type {Record<"lang" | "sending" | "proof" | "offline" | "busy" | "unable", string>} */ (form.dataset);

const proofs = new Proofs();
let id = newId();
let sending = false;

byId("without", HTMLElement).hidden = true;
putBack(form);
carry(form, document.querySelectorAll("a.tongue"));
send.disabled = false;
for (const touch of ["focusin", "input", "pointerdown"]) form.addEventListener(touch, () => proofs.begin(), { passive: true });
proofs.onProgress = (part) => void (progress.value = part);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  if (!sending) void order();
});

async function order() {
  sending = true;
  send.setAttribute("aria-disabled", "true");
  show("", {});
  try {
    await settle(await sent(true));
  } catch {
    // It may have arrived all the same: the same id is sent again.
    show(globalThis.isSecureContext ? said.offline : said.unable, {});
  }
  sending = false;
  send.removeAttribute("aria-disabled");
  wait("");
}

/**
 * @param {boolean} again whether a proof that no longer holds may be replaced by another one
 * @returns {Promise<Response>}
 */
async function sent(again) {
  progress.hidden = false;
  wait(said.proof);
  const proof = await proofs.ready();
  progress.hidden = true;
  wait(said.sending);
  const body = JSON.stringify({ id, ...entered(form), proof });
  const headers = { Accept: "application/json", "Content-Type": "application/json" };
  const answer = await ask(`/flyers/orders?lang=${said.lang}`, { method: "POST", headers, body });
  if (answer.ok || !(await refusedProof(answer))) return answer;
  proofs.drop();
  return again ? sent(false) : answer;
}

/** @param {Response} answer */
async function refusedProof(answer) {
  const told = await answer.clone().json().catch(() => ({}));
  return String(told.error).startsWith("proof");
}

/** @param {Response} answer */
async function settle(answer) {
  if (answer.ok) return received((await answer.json()).code, "");
  /** @type {Refusal} */
  const told = await answer.json().catch(() => ({ error: "busy" }));
  if (told.error === "already" && told.order) return received(told.order, told.message ?? "");
  // What was erased can't come back under its id.
  if (told.error === "gone") id = newId();
  return show(answer.status >= 500 || !told.message ? said.busy : told.message, told.fields ?? {});
}

/**
 * @param {string} message
 * @param {Record<string, string>} fields
 */
function show(message, fields) {
  saying(problem, message);
  for (const place of form.querySelectorAll('[id$="-problem"]')) {
    if (place instanceof HTMLElement) mark(place, fields[place.id.replace(/-problem$/, "").replace("copies-", "copies:")] ?? "");
  }
  const first = form.querySelector("[data-wrong]");
  const reached = first instanceof HTMLFieldSetElement ? first.querySelector("input") : first;
  if (reached instanceof HTMLElement) reached.focus();
}

/**
 * @param {HTMLElement} place
 * @param {string} message
 */
function mark(place, message) {
  saying(place, message);
  const field = byId(place.id.replace(/-problem$/, ""), HTMLElement);
  field.toggleAttribute("data-wrong", message !== "");
  // A group of fields can't be called wrong; its problem is read with its name.
  if (!(field instanceof HTMLFieldSetElement)) field.setAttribute("aria-invalid", String(message !== ""));
}

/** @param {string} text */
function wait(text) {
  saying(waiting, text);
  if (!text) progress.hidden = true;
}

/**
 * @param {string} code
 * @param {string} already what is to be said when it was another order that arrived
 */
function received(code, already) {
  byId("code", HTMLElement).textContent = code;
  const spelt = byId("spelt", HTMLElement);
  spelt.textContent = `${plain(spelt.dataset.before ?? "")} ${[...code].join(" ")}`;
  const note = byId("already", HTMLElement);
  note.hidden = !already;
  saying(note, already);
  byId("asking", HTMLElement).remove();
  byId("received", HTMLElement).hidden = false;
  byId("received-heading", HTMLElement).focus();
}
