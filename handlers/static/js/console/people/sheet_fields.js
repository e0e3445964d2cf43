// @ts-check
/** Two codes from two sheets of paper, typed by people: each is checked as it is typed, before anything is opened. */

import { importRoot } from "../../crypto/roster_signing.js";
import { Rejected } from "../../crypto/rejected.js";
import { openSheets, parseCode } from "../../crypto/sheets.js";
import { make } from "../../lib/dom.js";
import { longField } from "../fields.js";
import { fields as words, KINDS } from "./sheet_words.js";

/** @typedef {import("../../crypto/sheets.js").Kind} Kind */
/** @typedef {import("../../crypto/sheets.js").Code} Code */
/** @typedef {import("../../crypto/bytes.js").Bytes} Bytes */
/** @typedef {import("../../crypto/sheets.js").SealedSheets} SealedSheets */
/** @typedef {{ fingerprint: Uint8Array, stored: () => Promise<Partial<Record<Kind, SealedSheets>>> }} Office whose sheets */
/** @typedef {{ problem: string, kind: Kind | null, pkcs8: Bytes | null }} Opened nothing is opened when there is a problem */

const LENGTH = 32;
const NOTHING = { kind: null, pkcs8: null };
/** @type {Readonly<Record<string, string>>} */
const SAYS = {
  "sheet-same": words.same, "sheet-set": words.otherSet, "sheet-kind": words.mixed, "sheet-secret": words.closed,
  "sheet-typo": words.typo,
};

export class SheetFields {
  /** @param {Kind | null} kind the only one that may be typed; null for either */
  constructor(kind) {
    this.kind = kind;
    this.fields = [1, 2].map((number) => longField({
      label: words.label(number), hint: number === 1 ? words.hint : "", name: `sheet-${number}`, class: "sheet-code",
      attributes: { maxlength: "64", autocapitalize: "characters" },
    }));
    for (const field of this.fields) {
      field.input.addEventListener("input", () => void this.#look(field, false));
      field.input.addEventListener("change", () => void this.#look(field, true));
    }
    this.field = make("div", { class: "sheet-fields" }, ...this.fields.map(({ field }) => field));
    this.first = this.fields[0]?.input;
  }

  /**
   * The private key that the two typed codes open.
   * @param {Office} office
   * @returns {Promise<Opened>}
   */
  async open({ fingerprint, stored }) {
    const codes = [];
    for (const field of this.fields) codes.push(await this.#look(field, true));
    const [first, second] = codes;
    if (!first || !second) return { ...NOTHING, problem: words.missing };
    const kind = this.kind ?? first.kind;
    try {
      const sealed = (await stored())[kind];
      if (!sealed) return { ...NOTHING, problem: words.otherSet };
      return { problem: "", kind, pkcs8: await openSheets(kind, fingerprint, [first, second], sealed) };
    } catch (error) {
      if (!(error instanceof Rejected)) throw error;
      return { ...NOTHING, problem: SAYS[error.code] ?? words.closed };
    }
  }

  /**
   * The office's own signing key, from two A codes.
   * @param {Office} office
   * @returns {Promise<{ problem: string, key: CryptoKey | null }>}
   */
  async openRoot(office) {
    const { problem, pkcs8 } = await this.open(office);
    if (!pkcs8) return { problem, key: null };
    const key = await importRoot(pkcs8);
    pkcs8.fill(0);
    return { problem: "", key };
  }

  /** Takes the codes off the page. */
  clear() {
    for (const { input, say } of this.fields) {
      input.value = "";
      say("");
    }
  }

  /**
   * What one field says; null, and a word about it, when it is not a code.
   * @param {{ input: HTMLTextAreaElement, say: (words: string, tone?: "error" | "good") => void }} field
   * @param {boolean} finished
   * @returns {Promise<Code | null>}
   */
  async #look({ input, say }, finished) {
    const typed = bare(input.value);
    if (finished) input.value = typed.replace(/.{4}(?=.)/g, "$& ");
    if (typed.length < LENGTH) {
      say(finished && typed !== "" ? words.short(LENGTH - typed.length) : "");
      return null;
    }
    const code = await parseCode(typed).catch(() => null);
    if (bare(input.value) !== typed) return null;
    if (!code) say(words.typo);
    else if (this.kind && code.kind !== this.kind) say(words.wrongKind(KINDS[this.kind] === "A" ? "A" : "B"));
    else say(words.good, "good");
    return code && (this.kind === null || code.kind === this.kind) ? code : null;
  }
}

/**
 * The office of somebody who is signed in.
 * @param {import("../desk.js").Desk} desk
 * @returns {Office}
 */
export const officeOf = ({ api, session }) =>
  ({ fingerprint: session.trust.fingerprint, stored: () => api.call("GET", "/console/sheets") });

/** @param {string} text */
const bare = (text) => text.normalize("NFKC").replace(/[\s\-‐‑‒–—―−ー]+/g, "").toUpperCase();
