// @ts-check
/** Finds what can be tapped in a text. Pure. */

const LINK = /https?:\/\/[!-~]+|0\d{1,4}-\d{1,4}-\d{3,4}/g;
const TRAILING = /[.,;:!?)\]}'"]+$/;

/**
 * The text in pieces; those with an `href` can be tapped: web addresses and telephone numbers.
 * @param {string} text
 * @returns {{text: string, href?: string}[]}
 */
export function pieces(text) {
  const found = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    const words = match[0].replace(TRAILING, "");
    if (match.index > end) found.push({ text: text.slice(end, match.index) });
    found.push({ text: words, href: words.startsWith("0") ? `tel:${words}` : words });
    end = match.index + words.length;
  }
  if (end < text.length) found.push({ text: text.slice(end) });
  return found;
}
