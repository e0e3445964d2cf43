// @ts-check
/** Numbers as people type them. Pure. */

/**
 * Full-width digits count, spaces don't.
 * @param {string} typed
 */
export const digits = (typed) => typed.normalize("NFKC").replace(/\s/g, "");
