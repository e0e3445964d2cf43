// @ts-check
/** How a room stands, and what waits to be sent into it, as the talk shows it. Pure. */

/**
 * @typedef {import("./types.js").Entry} Entry
 * @typedef {import("./types.js").SealedRoom} SealedRoom
 * @typedef {import("./types.js").Standing} Standing
 * @typedef {import("./transcript.js").Opened} Opened
 * @typedef {import("./queue.js").Item} Item
 */

/**
 * @param {Item} item
 * @param {boolean} sending
 * @returns {Entry}
 */
export function waiting({ key, at, payload, failed, upload }, sending) {
  const attachment = upload && {
    state: /** @type {const} */ ("kept"), type: upload.type, name: upload.name, size: upload.size,
    original: payload.original === true, progress: upload.done / upload.count,
  };
  const state = failed !== null ? "failed" : sending ? "sending" : "waiting";
  return { key, mine: true, lane: "room", at, payload, state, reason: failed, position: null, attachment };
}

/**
 * The newest of what the resident has agreed with the desk.
 * @param {readonly Opened[]} entries
 * @param {readonly Item[]} items
 */
export function agreedWords(entries, items) {
  // What came by LINE was sealed by the office's server, which must not agree on anything in their name.
  const own = entries.filter(({ lane }) => lane !== "line");
  const told = [...own.map(({ payload }) => payload), ...items.map(({ payload }) => payload)];
  const agreed = told.filter((payload) => payload?.kind === "words");
  const newest = agreed[agreed.length - 1];
  return newest ? { code: String(newest.code ?? ""), decoy: String(newest.decoy ?? "") } : null;
}

/**
 * By the server's word; before it has given one, as a room stands that is new.
 * @param {SealedRoom | null} sealed
 * @param {import("./keeping.js").Kept} kept
 * @returns {Standing}
 */
export function standingOf(sealed, { genesis, opening }) {
  const lane = genesis.lane === "both" ? "both" : "room";
  return {
    state: sealed?.state ?? "open",
    lane,
    dueAt: sealed?.due_at ?? null,
    closedAt: sealed?.closed_at ?? null,
    endedBy: sealed?.ended_by ?? null,
    eraseOnClose: sealed?.erase_on_close ?? opening?.eraseOnClose ?? false,
    pausedAt: sealed?.paused_at ?? null,
    heldUntil: sealed?.held_until ?? null,
    silenceEndsAt: sealed?.silence_ends_at ?? null,
    typing: sealed?.typing ?? false,
    answered: sealed?.answered ?? false,
    knock: sealed?.knock ?? false,
    knockable: sealed?.knockable ?? false,
    contactHours: sealed?.contact_hours ?? "any",
    blockedUntil: sealed?.blocked_until ?? null,
    receipt: sealed?.receipt ?? null,
    contestedAt: sealed?.contested_at ?? null,
  };
}
