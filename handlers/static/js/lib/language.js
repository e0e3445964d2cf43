// @ts-check
/** The reader's language: what the page itself was written in. */

/** @typedef {"ja" | "en"} Language */

/** @type {Language} */
export const language = globalThis.document?.documentElement.lang === "en" ? "en" : "ja";

/**
 * @template T
 * @typedef {T extends string ? string : T} Wide
 */

/**
 * The same sentences in the reader's language. Both must have one shape.
 * @template T
 * @param {T} ja
 * @param {Wide<NoInfer<T>>} en
 * @returns {Wide<T>}
 */
export const said = (ja, en) => (language === "en" ? en : /** @type {Wide<T>} */ (ja));
