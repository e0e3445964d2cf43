// @ts-check
/**
 * The newest roster that this browser has verified, so that an older one is refused later. Kept per office, and nothing
 * personal: a fingerprint, a number and a hash.
 */

/** @typedef {{ epoch: number, hash: string }} Remembered */

const PREFIX = "hidamari.roster.";

/**
 * Null when nothing readable is kept: whoever can spoil this entry could as well delete it.
 * @param {Storage} storage
 * @param {string} fingerprint
 * @returns {Remembered | null}
 */
export function recallRoster(storage, fingerprint) {
  try {
    const { epoch, hash } = JSON.parse(storage.getItem(PREFIX + fingerprint) ?? "null");
    return Number.isInteger(epoch) && typeof hash === "string" ? { epoch, hash } : null;
  } catch {
    return null;
  }
}

/**
 * @param {Storage} storage
 * @param {string} fingerprint
 * @param {Remembered} roster
 */
export function rememberRoster(storage, fingerprint, { epoch, hash }) {
  storage.setItem(PREFIX + fingerprint, JSON.stringify({ fingerprint, epoch, hash }));
}
