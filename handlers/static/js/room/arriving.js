// @ts-check
/**
 * How somebody came: what paper or the bot put behind the # of the address. It is read once and taken out of the address at
 * once, so that neither the history nor whoever looks over a shoulder keeps it; the server never gets it with the page.
 */

import { b64, unb64 } from "../crypto/bytes.js";
import { sha256 } from "../crypto/context.js";

/**
 * @typedef {import("./store.js").Store} Store
 * @typedef {Arrival & { browser: string, claim: import("./types.js").Claim | null }} Way how this browser came; `browser` is the
 *   server's name for it
 *
 * @typedef {object} Arrival
 * @property {string | null} fingerprint of the office: 32 letters, to be checked
 * @property {number} epoch the oldest roster that may be shown, 0 where nothing is said
 * @property {string | null} link one-time, base64url of 16 bytes
 * @property {string | null} placement where the paper lay
 * @property {boolean} counted the page before this one has said that it was opened by that paper
 */

const WAY = "way";

/**
 * Reads the fragment and clears it, and the query with it.
 * @param {Pick<Location, "hash" | "pathname">} location
 * @param {Pick<History, "replaceState">} history
 * @returns {Arrival}
 */
export function arrive({ hash, pathname }, history) {
  history.replaceState(null, "", pathname);
  return readFragment(hash);
}

/**
 * What can't be read counts as not being there: a word that a messenger has cut off must not keep anybody out.
 * @param {string} hash
 * @returns {Arrival}
 */
export function readFragment(hash) {
  const named = new URLSearchParams(hash.replace(/^#/, ""));
  const epoch = Number(named.get("e") ?? 0);
  return {
    fingerprint: named.get("k"),
    epoch: Number.isSafeInteger(epoch) && epoch > 0 ? epoch : 0,
    link: linkOf(named.get("t") ?? ""),
    placement: named.get("p"),
    counted: named.has("s"),
  };
}

/**
 * Whether somebody comes by it, or it is only a place on the page.
 * @param {string} hash
 */
export function isArrival(hash) {
  const { fingerprint, link } = readFragment(hash);
  return fingerprint !== null || link !== null;
}

/** @param {string} text */
function linkOf(text) {
  try {
    return unb64(text).length === 16 ? text : null;
  } catch {
    return null;
  }
}

/**
 * How this browser comes now, or came when the page was last loaded: the address says it once only.
 * @param {Store} store
 * @param {Arrival} arrival
 * @returns {Promise<Way>}
 */
export async function recallWay(store, arrival) {
  /** @type {Way | undefined} */
  const before = await store.get(WAY);
  const browser = before?.browser ?? b64(await sha256(crypto.getRandomValues(new Uint8Array(32))));
  const told = arrival.fingerprint !== null || arrival.link !== null;
  const way = before && !told ? before : { ...arrival, browser, claim: null };
  await rememberWay(store, way);
  return way;
}

/**
 * @param {Store} store
 * @param {Way} way
 */
export const rememberWay = (store, way) => store.put(WAY, way);

/**
 * Claims the link for this browser, once. Throws `Trouble` "link" for one that is over, "claimed" for one that another
 * browser has opened.
 * @param {{ api: import("./api.js").Api, store: Store }} parts
 * @param {Way} way
 * @returns {Promise<Way>}
 */
export async function claimLink({ api, store }, way) {
  if (way.link === null) return way;
  const claimed = { ...way, claim: await api.claim(way.link, way.browser) };
  await rememberWay(store, claimed);
  return claimed;
}
