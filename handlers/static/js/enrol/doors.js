// @ts-check
/** The doors that somebody who is not signed in may use. */

import { Api } from "../console/api.js";

/**
 * @typedef {object} Invited
 * @property {string} display_name
 * @property {string} name
 * @property {import("../console/people/types.js").Role} role
 * @property {string[]} desks names
 * @property {"invited" | "enrolled" | "approved"} state
 *
 * @typedef {object} Enrolment binary is base64url
 * @property {string} code
 * @property {string} kid
 * @property {string} spk
 * @property {string} epk
 * @property {string} [rpk]
 * @property {string} [rpk_sig]
 * @property {import("../crypto/capsule.js").Capsule} capsule
 * @property {string} secret
 */

/**
 * @typedef {object} Founding what a supervisor needs who is confirmed by two sheets instead of a colleague
 * @property {import("../crypto/sheets.js").SealedSheets} root
 * @property {import("../crypto/roster.js").SignedRosterJson[]} chain
 * @property {string[]} desks ids
 * @property {string | null} replaces kid, base64url
 */

const api = new Api(() => undefined);

/**
 * Throws `Refused` (404 for a code that is not known, or no longer) or `Unanswered`.
 * @param {string} code
 * @returns {Promise<Invited>}
 */
export const lookUp = (code) => api.call("POST", "/console/enrolments/lookup", { code });

/**
 * @param {Enrolment} enrolment
 * @returns {Promise<void>}
 */
export const enrol = (enrolment) => api.call("POST", "/console/enrolments", enrolment);

/**
 * Throws `Refused` (404 unless this code is an enrolled supervisor's) or `Unanswered`.
 * @param {string} code
 * @returns {Promise<Founding>}
 */
export const founding = (code) => api.call("POST", "/console/enrolments/sheets", { code });

/**
 * Throws `Refused` or `Unanswered`.
 * @param {string} code
 * @param {import("../crypto/roster.js").SignedRosterJson} signed
 * @returns {Promise<void>}
 */
export const handIn = (code, signed) => api.call("POST", "/console/roster", { code, signed });
