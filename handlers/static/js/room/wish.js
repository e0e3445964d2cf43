// @ts-check
/** How the page asks its server: nothing kept on the way, and nothing told of who asks but what the page itself says. */

/** @type {RequestInit} */
export const ALWAYS = { cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" };

/**
 * Which paper somebody came by, and nothing else of them.
 * @param {string} placement
 * @param {"open" | "add"} what
 * @returns {RequestInit}
 */
export const cameBy = (placement, what) =>
  ({ ...ALWAYS, method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify({ placement, what }) });

/** What is the same for everybody, by its address. @param {import("./types.js").Language} language */
export const factsIn = (language) => `facts?language=${language}`;
