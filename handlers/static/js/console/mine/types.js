// @ts-check
/**
 * What the doors about oneself tell, as JSON. Binary is base64url; times are ms since 1970.
 *
 * @typedef {object} Passkey
 * @property {string} id
 * @property {string} label
 * @property {boolean} prf it also opens the keys
 * @property {number} created_at
 * @property {number | null} used_at
 *
 * @typedef {object} OwnSession
 * @property {string} id
 * @property {number} started_at
 * @property {number} seen_at
 * @property {boolean} current
 *
 * @typedef {{ passkeys: Passkey[], sessions: OwnSession[], totp: boolean }} Mine
 *
 * @typedef {{ secret: string } | { assertion: import("../../lib/webauthn.js").Assertion }} Proof
 *
 * @typedef {object} Proved somebody has shown that they are still the same
 * @property {Proof} proof for the server, once
 * @property {import("../../crypto/bytes.js").Bytes} kid
 * @property {import("../../crypto/bytes.js").Bytes} capsuleKey wiped when the act is over
 *
 * @typedef {object} Scene
 * @property {{ api: import("../api.js").Api }} desk
 * @property {import("../talk.js").Talk} talk
 * @property {() => Promise<Proved>} [known] for who has typed the passphrase a moment ago, and is not asked again
 */

export {};
