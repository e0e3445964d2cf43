// @ts-check
/**
 * Passphrases a person can read aloud, type and remember, and that nobody can guess. Twin of
 * `storage/passphrases.py`.
 */

import { utf8 } from "./bytes.js";

const WORDS = 6;
const SYLLABLES_A_WORD = 3;

const ROWS = {
  k: "aiueo", s: "aueo", t: "aeo", n: "aiueo", h: "aieo", m: "aiueo", y: "auo", r: "aiueo",
  w: "a", g: "aiueo", z: "aueo", d: "aeo", b: "aiueo", p: "aiueo",
};

/** 57, each two letters, spelt alike in every romanisation. */
export const SYLLABLES = Object.freeze(
  Object.entries(ROWS).flatMap(([consonant, vowels]) => [...vowels].map((vowel) => consonant + vowel)),
);

/** Six random words with single spaces between them, lower-case: 104.9 bits. */
export function generatePassphrase() {
  const word = () => Array.from({ length: SYLLABLES_A_WORD }, drawSyllable).join("");
  return Array.from({ length: WORDS }, word).join(" ");
}

/**
 * How a typed passphrase is read: NFKC (full-width letters count), lower-case, single spaces.
 * @param {string} typed
 */
export const normalise = (typed) =>
  utf8(typed.normalize("NFKC").toLowerCase().replace(/[ \t\r\n]+/g, " ").replace(/^ +| +$/g, ""));

/** Bytes that would favour the first syllables are thrown away. */
function drawSyllable() {
  const fair = 256 - (256 % SYLLABLES.length);
  const drawn = new Uint8Array(1);
  do crypto.getRandomValues(drawn);
  while (Number(drawn[0]) >= fair);
  return SYLLABLES[Number(drawn[0]) % SYLLABLES.length] ?? "";
}
