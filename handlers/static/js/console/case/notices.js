// @ts-check
/** The one sentence that matters most below an open consultation. Pure. */

import { closedWords } from "../closing.js";
import { consultation as words } from "../words.js";

/** @typedef {{ text: string, tone: "calm" | "caution" | "error" }} Notice */

/**
 * @param {import("../types.js").Consultation | undefined} state
 * @param {boolean} verified
 * @param {number} now
 * @returns {Notice | null}
 */
export function noticeOf(state, verified, now) {
  if (!state) return { text: words.loading, tone: "calm" };
  if (state.state === "closed") return { text: closedWords(state, now), tone: "calm" };
  if (!verified) return { text: words.unverified, tone: "error" };
  if (!state.reachable) return { text: words.unreachable, tone: "caution" };
  if (state.assignee !== null && !state.mine) return { text: words.assignedElsewhere, tone: "calm" };
  return state.erase_on_close ? { text: words.eraseOnClose, tone: "calm" } : null;
}
