// @ts-check
/** What stands on the card: a one-time code and the office's number. Pure. */

/** @typedef {{ code: string, office: string }} Card 16 and 32 characters; empty when not known */

/**
 * From the end of the address: `#CODE.OFFICE`. Null when there is none.
 * @param {string} hash
 * @returns {Card | null}
 */
export function cardInAddress(hash) {
  const [code = "", office = ""] = hash.replace(/^#/, "").split(".");
  return code === "" ? null : { code: tidy(code), office: tidy(office) };
}

/**
 * However it was typed: full-width letters, lower case, spaces and hyphens; 0 1 8 are read as O I B.
 * @param {string} typed
 */
export const tidy = (typed) =>
  typed.normalize("NFKC").replace(/[\s\-‐‑‒–—―−ー]+/g, "").toUpperCase().replace(/[018]/g, (digit) => HANDWRITTEN[digit] ?? digit);

/** @type {Readonly<Record<string, string>>} */
const HANDWRITTEN = { 0: "O", 1: "I", 8: "B" };

/** @param {string} code tidied */
export const isCode = (code) => /^[A-Z2-7]{16}$/.test(code);

/** @param {string} office tidied */
export const isOffice = (office) => /^[A-Z2-7]{32}$/.test(office);
