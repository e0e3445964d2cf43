// @ts-check
/**
 * The shapes of the doors about people, as JSON. Kids are base64url here and hex in a verified roster; times in ms.
 *
 * @typedef {"counselor" | "supervisor" | "clerk" | "auditor"} Role
 *
 * @typedef {object} Person
 * @property {string} kid
 * @property {string} name what they sign in with
 * @property {string} display_name
 * @property {Role} role
 * @property {string[]} desks ids
 * @property {number} passkeys
 * @property {number} prf how many of the passkeys also open the keys
 * @property {boolean} totp
 * @property {number} sessions how many are open
 * @property {number | null} here_since
 *
 * @typedef {{ kid: string, spk: string, epk: string, rpk: string | null, rpk_sig: string | null }} Enrolled
 *
 * @typedef {object} Invitation
 * @property {string} id
 * @property {string} name
 * @property {string} display_name
 * @property {Role} role
 * @property {string[]} desks
 * @property {string | null} replaces
 * @property {number} expires_at
 * @property {Enrolled | null} enrolled
 *
 * @typedef {{ made_at: number, rehearsed_at: number | null }} SheetDates
 *
 * @typedef {{ demanded: boolean, changed_at: number | null, changed_by_name: string | null }} SecondFactor
 *
 * @typedef {object} People
 * @property {Person[]} people
 * @property {SecondFactor} second_factor
 * @property {Invitation[]} invited
 * @property {{ id: string, name: string }[]} desks
 * @property {{ root?: SheetDates | null, recovery?: SheetDates | null }} sheets
 * @property {number} roster_until
 * @property {number} delegation_until
 *
 * @typedef {object} HandedOver one consultation that concerns somebody who leaves
 * @property {string} id
 * @property {string} desk
 * @property {string} state
 * @property {number | null} due_at
 * @property {boolean} assigned
 * @property {string[]} readers kids of the people who stay and can open all of it
 *
 * @typedef {{ id: string, code: string, expires_at: number }} Card
 */

export {};
