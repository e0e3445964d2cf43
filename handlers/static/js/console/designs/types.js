// @ts-check
/** What the doors of designs tell (handlers/console/flyers/designs.py). */

/** @typedef {"a4" | "a5" | "card" | "poster"} Template */
/** @typedef {"open" | "discreet"} Variant */
/** @typedef {"ja" | "easy" | "en"} Language */
/** @typedef {Record<string, string>} Words */
/**
 * A design as it stands in the form; without `id` it is not stored yet.
 * @typedef {{ id: string, revision: number, name: string, template: Template, variant: Variant, colour: string, language: Language, words: Words, changed_at: number }} Design
 */
/** @typedef {{ name: string, words: Words }} First */
/** @typedef {{ template: Template, variant: Variant, fields: string[], numbers: boolean, first: Record<Language, First> }} Kind */
/** @typedef {{ id: string, name: Record<Language, string>, number: string }} Line */
/**
 * @typedef {object} Known
 * @property {Design[]} designs
 * @property {Kind[]} kinds
 * @property {string[]} colours
 * @property {Language[]} languages
 * @property {Record<Language, Record<string, number>>} longest
 * @property {Line[]} numbers
 * @property {number} most_numbers
 */
/** @typedef {{ field: string, code: string, what: string, over: number, characters: number }} Problem */
/** @typedef {{ code: string, name: string }} Placement */

export {};
