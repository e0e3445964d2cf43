// @ts-check
/** Taking a time: it is held for a while, or it is where a booking moves to. */

import { hold } from "../draft.js";

/** @typedef {import("../types.js").House} House */

/**
 * Holds a time for what is booked now; another choice lets go of the one before. Rejects with a `Refusal`.
 * @param {House} house
 * @param {import("../types.js").Opening} opening
 */
export async function take(house, opening) {
  const { draft } = house;
  if (draft.purpose === "move") return void Object.assign(draft, { opening, day: opening.day });
  const held = await house.api.hold(hold({ ...draft, opening }));
  Object.assign(draft, { opening, day: opening.day, id: held.id, heldUntil: held.held_until, purpose: "book" });
}

/**
 * The time that is held for whoever sits here: to everybody else it is taken. Null when none is.
 * @param {House} house
 */
export const held = ({ draft, now }) =>
  draft.purpose === "book" && draft.opening && (draft.heldUntil ?? 0) > now() ? draft.opening : null;
