// @ts-check
/**
 * What every question of this screen is asked with.
 *
 * @typedef {object} Scene
 * @property {import("../desk.js").Desk} desk
 * @property {import("../chores.js").Chores} chores
 * @property {import("../talk.js").Talk} talk
 * @property {import("./types.js").People} people as last loaded
 */

import { quoted } from "../../lib/punctuation.js";
import { hex, unb64 } from "../../crypto/bytes.js";

/** @param {string} kid base64url, as the doors spell it */
export const kidHex = (kid) => hex(unb64(kid));

/**
 * The names of desks, as a person would say them.
 * @param {Scene["people"]} people
 * @param {readonly string[]} wanted ids
 */
export const deskNames = ({ desks }, wanted) =>
  quoted(desks.filter(({ id }) => wanted.includes(id)).map(({ name }) => name));

/**
 * Whether the person at the screen sits at all of these desks, and so can do all there is to do for them.
 * @param {Scene} scene
 * @param {readonly string[]} desks ids
 */
export function sitsEverywhere({ people, desk }, desks) {
  const own = people.people.find((one) => one.kid === desk.session.kid)?.desks ?? [];
  return desks.every((id) => own.includes(id));
}
