// @ts-check
/** What the verified records say about second looks. The server's word only tells which of them still stand. Pure. */

/**
 * @typedef {import("../types.js").Entry} Entry
 *
 * @typedef {object} Check as the server lists it
 * @property {string} id
 * @property {string} record the id of the record with text and salt
 * @property {string} commitment
 * @property {"asked" | "agreed" | "declined"} state
 * @property {string} asked_by kid
 * @property {string} asked_by_name
 * @property {number} asked_at
 * @property {string | null} checked_by_name
 * @property {boolean} mine
 *
 * @typedef {object} Checks
 * @property {string[]} why the next reply needs a second look, whatever it says: "first", "flagged"
 * @property {boolean} referral whether one that names a place needs one
 * @property {string[]} colleagues names of who may look
 * @property {Check[]} checks those that stand, the oldest first
 *
 * @typedef {{ text: string, salt: string }} Asked
 */

/**
 * Text and salt of a check; null when its record is not there, or is somebody else's.
 * @param {readonly Entry[]} entries verified
 * @param {Check} check
 * @returns {Asked | null}
 */
export function askedIn(entries, check) {
  const { record, payload } = entries.find(({ id }) => id === check.record) ?? {};
  if (record?.dir !== 1 || record.sender !== check.asked_by || payload?.kind !== "check") return null;
  const { text, salt } = payload;
  return typeof text === "string" && typeof salt === "string" ? { text, salt } : null;
}

/**
 * What a colleague answered, from the newest record that answers this check and is not by who asked; null without one.
 * @param {readonly Entry[]} entries verified
 * @param {Check} check
 * @returns {{ agreed: boolean, text: string, sender: string, epoch: number } | null}
 */
export function answerIn(entries, check) {
  const found = entries.findLast(({ record, payload }) =>
    record.dir === 1 && record.sender !== check.asked_by && payload?.kind === "checked" && payload.of === check.record);
  if (!found) return null;
  const { agreed, text } = found.payload ?? {};
  const { sender, epoch } = found.record;
  return { agreed: agreed === true, text: typeof text === "string" ? text : "", sender, epoch };
}

/**
 * What is to be done with a text before it goes: "send" it, "ask" a colleague, or "wait" for one who was asked.
 * @param {string} text
 * @param {{ required: boolean, check: Check | null, asked: Asked | null, agreed: boolean }} state of one's own newest check
 * @returns {"send" | "ask" | "wait"}
 */
export function nextStep(text, { required, check, asked, agreed }) {
  const same = asked !== null && asked.text === text;
  if (same && check?.state === "asked") return "wait";
  return !required || (same && check?.state === "agreed" && agreed) ? "send" : "ask";
}
