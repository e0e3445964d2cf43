// @ts-check
/** What a code means to somebody who is not an engineer. Pure. */

/** @typedef {"place" | "clock" | "records" | "key" | "away" | "browser" | "full" | "other"} Family of words.refused */

/** @type {Readonly<Record<Family, readonly string[]>>} */
const CODES = {
  place: ["fingerprint", "delegation", "roster", "rollback", "equivocation", "history", "kid", "suite", "epoch", "point"],
  clock: ["stale"],
  records: [
    "signature", "header", "blob-hash", "decrypt", "padding", "transplant", "replay", "gap", "reorder", "order", "sender",
    "inbound-key", "too-long", "malformed",
  ],
  key: ["genesis", "room-id", "wrap", "not-entitled", "key-mismatch", "key-reuse", "generation", "capsule", "intake-key", "outer"],
  away: ["offline", "busy", "storage", "failed"],
  browser: ["crypto", "browser", "unsupported"],
  full: ["slow", "too-many", "rooms"],
  other: [],
};

/**
 * @param {string} code
 * @returns {Family}
 */
export function familyOf(code) {
  for (const [family, codes] of Object.entries(CODES)) {
    if (codes.includes(code)) return /** @type {Family} */ (family);
  }
  return "other";
}

/** Inside a transcript an older or other record is about the talk, not about the place. @param {string} code */
export const familyInTalk = (code) => (code === "rollback" || code === "history" ? "records" : familyOf(code));
