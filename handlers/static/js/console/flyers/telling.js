// @ts-check
/**
 * Words that somebody who looks over a shoulder must not read in the talk. The server has the same list and decides
 * (bot/notices.py and handlers/console/visits/facts.py); this one only warns while somebody types. Pure.
 */

const TELLING = /相談|宣誓|(?<!可能)性|暴力|(?<![A-Z])(?:DV|LGBT)|被害|虐待|死/;
const ALSO = /パートナー|partner|oath|violence|abuse|counsel|consult|そうだん|ぼうりょく/i;

/**
 * The first telling word of a text; "" when there is none.
 * @param {string} text
 */
export const tellingWord = (text) => (TELLING.exec(text.normalize("NFKC").toUpperCase()) ?? ALSO.exec(text))?.[0] ?? "";
