// @ts-check
/**
 * The newest roster that this browser has verified, so that an older one is refused later. Kept per office, and nothing
 * personal: a fingerprint, a number and a hash.
 *
 * Browsers may keep nothing (private windows, blocked storage, a full disk), and some only seem to. So what was written is
 * read back; where it did not last, this page remembers by itself, until it is closed.
 */

/** @typedef {{ epoch: number, hash: string }} Remembered */

const PREFIX = "hidamari.roster.";

/** @type {Map<string, Remembered>} */
const here = new Map();

/**
 * The newer of what the browser kept and what this page has seen. Whoever can spoil what the browser keeps could as well
 * delete it, so what can't be read counts as nothing.
 * @param {string} fingerprint
 * @returns {Remembered | null}
 */
export function recallRoster(fingerprint) {
  const [kept, seen] = [read(fingerprint), here.get(fingerprint) ?? null];
  if (kept === null || seen === null) return kept ?? seen;
  return kept.epoch > seen.epoch ? kept : seen;
}

/**
 * True when it will be known in this browser's next session too.
 * @param {string} fingerprint
 * @param {Remembered} roster
 */
export function rememberRoster(fingerprint, { epoch, hash }) {
  here.set(fingerprint, { epoch, hash });
  try {
    localStorage.setItem(PREFIX + fingerprint, JSON.stringify({ fingerprint, epoch, hash }));
  } catch {
    return false;
  }
  const kept = read(fingerprint);
  return kept?.epoch === epoch && kept.hash === hash;
}

/**
 * @param {string} fingerprint
 * @returns {Remembered | null}
 */
function read(fingerprint) {
  try {
    const { epoch, hash } = JSON.parse(localStorage.getItem(PREFIX + fingerprint) ?? "null");
    return Number.isInteger(epoch) && typeof hash === "string" ? { epoch, hash } : null;
  } catch {
    return null;
  }
}
