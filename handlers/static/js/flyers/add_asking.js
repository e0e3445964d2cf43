// @ts-check
/** What the page for adding the account asks its server, and the one thing that it says. */

import { Offline, Trouble } from "../room/trouble.js";
import { ALWAYS, cameBy } from "../room/wish.js";

/**
 * @typedef {object} Facts the same for everybody, in the reader's language
 * @property {{ basic_id: string, sig: string } | null} account null where none can be added
 * @property {boolean} room there is a page without LINE
 * @property {import("../room/types.js").Facts["urgent"]} urgent
 */

const PATIENCE_MS = 20_000;

/** @param {import("../room/types.js").Language} language @returns {Promise<Facts>} */
export const factsIn = (language) => ask(`facts?language=${language}`);

export const roster = () => ask("roster");

/**
 * Also while the page is left. Whoever reads here waits for nothing, and hears nothing of it.
 * @param {string | null} placement
 * @param {"open" | "add"} what
 */
export function say(placement, what) {
  if (placement) void fetch("/flyers/arrivals", { ...cameBy(placement, what), keepalive: true }).catch(() => undefined);
}

/**
 * Throws `Offline`, or `Trouble` "busy".
 * @param {string} door
 */
async function ask(door) {
  const aborting = new AbortController();
  const timer = setTimeout(() => aborting.abort(), PATIENCE_MS);
  try {
    const response = await fetch(`/flyers/add/${door}`, { ...ALWAYS, signal: aborting.signal }).catch(offline);
    if (!response.ok) throw new Trouble("busy");
    return await response.json().catch(offline);
  } finally {
    clearTimeout(timer);
  }
}

/** @returns {never} */
function offline() {
  throw new Offline();
}
