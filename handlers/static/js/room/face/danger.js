// @ts-check
/** Whether words sound as if somebody were in danger. It stays in this page: it shows numbers, and offers to be read sooner. Pure. */

/**
 * @param {{ danger: readonly string[], innocent: readonly string[] }} patterns regular expressions for text in NFKC and lower case
 * @returns {(text: string) => boolean}
 */
export function listening({ danger, innocent }) {
  if (danger.length === 0) return () => false;
  const [found, harmless] = [any(danger, "u"), any(innocent.length ? innocent : ["$^"], "gu")];
  return (text) => found.test(text.normalize("NFKC").toLowerCase().replace(harmless, " "));
}

/**
 * @param {readonly string[]} patterns
 * @param {string} flags
 */
const any = (patterns, flags) => new RegExp(patterns.map((one) => `(?:${one})`).join("|"), flags);
