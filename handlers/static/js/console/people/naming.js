// @ts-check
/** Sign-in names as the office takes them. Pure; the twin of the rule in `storage/founding.py`. */

const LONGEST = 32;

/**
 * Full-width letters and capitals count as what they stand for.
 * @param {string} typed
 */
export const tidyName = (typed) => typed.normalize("NFKC").trim().toLowerCase();

/**
 * @param {string} name tidied
 * @param {ReadonlySet<string>} taken
 * @returns {"empty" | "long" | "letters" | "taken" | "free"}
 */
export function judgeName(name, taken) {
  if (name === "") return "empty";
  if (name.length > LONGEST) return "long";
  if (!/^[a-z0-9][a-z0-9._-]*$/.test(name)) return "letters";
  return taken.has(name) ? "taken" : "free";
}

/**
 * Whether what was typed is this name, whatever the spaces and the widths.
 * @param {string} typed
 * @param {string} name
 */
export const sameName = (typed, name) => bare(typed) === bare(name);

/** @param {string} text */
const bare = (text) => text.normalize("NFKC").replace(/\s/g, "").replace(/さん$/, "");
