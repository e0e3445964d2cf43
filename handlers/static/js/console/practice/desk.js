// @ts-check
/** The desk for practice, as the signed roster and every first page name it. Nobody real is ever led there. */

export const PRACTICE = "practice";

/** What would leave a trace of an invented person among those of real ones, by id of the action. */
const NOT_THERE = new Set(["hold", "block", "delete", "mark"]);

/** @param {{ desk: string }} one */
export const isPractice = ({ desk }) => desk === PRACTICE;

/**
 * @param {{ desk: string }} one
 * @param {{ id: string }} action
 */
export const canBeDone = (one, action) => !isPractice(one) || !NOT_THERE.has(action.id);

/**
 * The list of people with the desk for practice, and these people at it. The recovery key sits at every desk.
 * @param {import("../people/changes.js").Change} roster
 * @param {readonly string[]} kids in hex
 * @returns {import("../people/changes.js").Change}
 */
export function withPractice({ members, desks }, kids) {
  const recovery = members.filter((member) => member.role === "recovery").map((member) => member.kid);
  return { members: [...members], desks: new Map([...desks, [PRACTICE, [...recovery, ...kids]]]) };
}
