// @ts-check
/** What came later than it was written. Pure. */

/** Clocks differ a little, and two messages may overtake each other; what is later than that was kept up. */
const LATE_MS = 30_000;

/**
 * Which of them came after others that were written later: LINE handed them over again once it could, and now they stand
 * above what was read already.
 * @param {readonly { id: string, record: { ts: number } }[]} entries in stored order
 * @returns {Set<string>} their ids
 */
export function late(entries) {
  /** @type {Set<string>} */
  const found = new Set();
  let newest = -Infinity;
  for (const { id, record } of entries) {
    if (record.ts < newest - LATE_MS) found.add(id);
    newest = Math.max(newest, record.ts);
  }
  return found;
}

/**
 * In a room, which of the resident's were written well before an answer that stands above them: their page was offline. Rooms keep
 * the stored order, which every sender has signed for: a time that a strange browser names moves nothing.
 * @param {readonly { id: string, record: { ts: number, dir: number } }[]} entries in stored order
 * @returns {Set<string>} their ids
 */
export function overtaken(entries) {
  /** @type {Set<string>} */
  const found = new Set();
  let answered = -Infinity;
  for (const { id, record } of entries) {
    if (record.dir !== 0) answered = Math.max(answered, record.ts);
    else if (record.ts < answered - LATE_MS) found.add(id);
  }
  return found;
}
