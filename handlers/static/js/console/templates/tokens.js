// @ts-check
/** The places in a template that are filled in when it is used: braces where it is stored, words where people read it. Pure. */

import { said } from "../../lib/language.js";

/** @typedef {"name" | "day" | "gap"} Token */

/** As it is stored. @type {Readonly<Record<Token, string>>} */
const STORED = { name: "{name}", day: "{day}", gap: "{…}" };

/** What a person reads. A gap stays as it stands in a reply. @type {Readonly<Record<Token, string>>} */
export const TOKENS = said(
  { name: "［あなたの名前］", day: "［記録が消える日］", gap: "{…}" },
  { name: "[your name]", day: "[day of erasing]", gap: "{…}" },
);

const ALL = /** @type {Token[]} */ (Object.keys(STORED));

/**
 * For a field in which somebody writes a template.
 * @param {string} stored
 */
export const readable = (stored) => ALL.reduce((text, token) => text.replaceAll(STORED[token], TOKENS[token]), stored);

/**
 * Back again, as it is stored.
 * @param {string} text
 */
export const storable = (text) => ALL.reduce((stored, token) => stored.replaceAll(TOKENS[token], STORED[token]), text);

/**
 * A template in its parts: words, and between them what is filled in.
 * @param {string} stored
 * @returns {{ text: string, token: boolean }[]}
 */
export function parts(stored) {
  return stored.split(/(\{(?:name|day|…)\})/u).filter(Boolean).map((text) => (
    { text: readable(text), token: Object.values(STORED).includes(text) }));
}
