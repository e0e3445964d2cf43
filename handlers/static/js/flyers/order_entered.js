// @ts-check
/** What stands in the form, as the server wants it. What is wrong with it, the server says: in one place, in the reader's language. */

import { digits } from "../lib/digits.js";

const TEXTS = ["name", "address", "contact", "reach", "note"];

/** @param {HTMLFormElement} form */
export function entered(form) {
  const fields = new FormData(form);
  const texts = TEXTS.map((name) => [name, String(fields.get(name) ?? "")]);
  return { kind: fields.get("kind") ?? "", items: items(form), ...Object.fromEntries(texts) };
}

/** 16 random bytes, base64url. */
export const newId = () =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

/** @param {HTMLFormElement} form @returns {[string, number | string][]} */
function items(form) {
  /** @type {[string, number | string][]} */
  const found = [];
  for (const field of form.querySelectorAll("input[data-flyer]")) {
    if (!(field instanceof HTMLInputElement) || !field.dataset.flyer) continue;
    const typed = digits(field.value);
    if (typed && typed !== "0") found.push([field.dataset.flyer, /^\d{1,9}$/.test(typed) ? Number(typed) : typed.slice(0, 20)]);
  }
  return found;
}
