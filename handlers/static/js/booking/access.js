// @ts-check
/**
 * How somebody came: by a link from the talk, which is good for one browser. It is taken out of the address at once, so that neither
 * the history nor whoever looks over a shoulder keeps it; the server never gets it with the page.
 *
 * What the browser shows from then on lies in the tab's session storage: the link is used up, and a phone throws a page out of its
 * memory when somebody looks into their calendar meanwhile. It goes with the tab and on leaving by the button; the server forgets it
 * after half an hour.
 */

import { b64 } from "../crypto/bytes.js";

const KEPT = "plan";
const LINK = /^[\w-]{22}$/;

/**
 * Reads the link out of the fragment and clears it, and the query with it; null without one.
 * @param {Pick<Location, "hash" | "pathname">} location
 * @param {Pick<History, "replaceState">} history
 */
export function arrive({ hash, pathname }, history) {
  history.replaceState(null, "", pathname);
  const link = new URLSearchParams(hash.replace(/^#/, "")).get("t") ?? "";
  return LINK.test(link) ? link : null;
}

/** A new secret of this browser. */
export const newAccess = () => b64(crypto.getRandomValues(new Uint8Array(32)));

/** For one booking. */
export const newId = () => b64(crypto.getRandomValues(new Uint8Array(16)));

/** Where nothing may be kept it lives as long as the page. @param {string} access */
export function keep(access) {
  try {
    sessionStorage.setItem(KEPT, access);
  } catch {
    // Cookies are off, and storage with them.
  }
}

/** @returns {string | null} */
export function kept() {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

export function forget() {
  try {
    sessionStorage.removeItem(KEPT);
  } catch {
    // Nothing could be kept either.
  }
}
