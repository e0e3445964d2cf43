// @ts-check
/** In which order things are shown. Pure. */

/** @typedef {import("./types.js").Consultation} Consultation */
/** @typedef {"all" | "waiting" | "mine" | "unassigned" | "closed"} Filter */

/** @type {readonly Filter[]} */
export const FILTERS = ["all", "waiting", "mine", "unassigned", "closed"];

/**
 * By the time each record claims; the stored order, which was verified, decides between equal times.
 * @template {{ record: { ts: number } }} E
 * @param {readonly E[]} entries in stored order
 * @returns {E[]}
 */
export const byTime = (entries) => [...entries].sort((a, b) => a.record.ts - b.record.ts);

/**
 * @param {Consultation} one
 * @param {Filter} filter
 */
export function belongs(one, filter) {
  if (filter === "closed") return one.state === "closed";
  if (one.state !== "open") return false;
  if (filter === "mine") return one.mine;
  if (filter === "waiting") return waits(one);
  return filter === "all" || one.assignee === null;
}

/**
 * Waiting longest first; then those already answered, the latest first; closed ones by what is erased soonest.
 * @param {readonly Consultation[]} consultations
 * @returns {Consultation[]}
 */
export const byNeed = (consultations) => [...consultations].sort((a, b) => need(a) - need(b) || recent(a, b));

/**
 * How many wait for this person or for anybody.
 * @param {readonly Consultation[]} consultations
 */
export const countWaiting = (consultations) =>
  consultations.filter((one) => waits(one) && (one.mine || one.assignee === null)).length;

/**
 * Whether somebody has begun to wait for this person or for anybody, or has written once more, since the list was like that.
 * @param {readonly Consultation[]} before
 * @param {readonly Consultation[]} now
 */
export function newlyWaiting(before, now) {
  const known = new Map(before.map((one) => [one.id, one]));
  return now.some((one) => {
    if (!waits(one) || !(one.mine || one.assignee === null)) return false;
    const earlier = known.get(one.id);
    return !earlier || !waits(earlier) || earlier.entries < one.entries;
  });
}

/** @param {Consultation} one */
const waits = (one) => one.state === "open" && one.waiting_since !== null;

/** @param {Consultation} one */
function need(one) {
  if (one.state === "closed") return one.due_at ?? Infinity;
  return one.waiting_since ?? Number.MAX_SAFE_INTEGER;
}

/**
 * @param {Consultation} a
 * @param {Consultation} b
 */
const recent = (a, b) => b.last_activity - a.last_activity;
