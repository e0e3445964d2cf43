// @ts-check
/**
 * Passkeys as the browser has them (WebAuthn level 3), asked for a secret on the way (PRF). Whoever calls decides what to do
 * with the secret; it never leaves the page.
 */

import { b64, unb64 } from "../crypto/bytes.js";

/**
 * @typedef {import("../crypto/bytes.js").Bytes} Bytes
 *
 * @typedef {object} Asked what the server wants answered, as JSON; binary is base64url
 * @property {string} challenge
 * @property {string} rp_id
 * @property {string} prf_salt
 * @property {string[]} [allow] which passkeys may answer; any of this office when absent
 *
 * @typedef {Asked & { rp: { id: string, name: string }, user: { id: string, name: string, displayName: string },
 *   algorithms: number[], exclude: string[] }} AskedForNew
 *
 * @typedef {{ id: string, client: string, device: string, signature: string, user: string | null }} Assertion
 */

const PATIENCE_MS = 110_000;

/** The person or the device said no: `reason` "known" when this device holds a passkey of the account already. */
export class NoPasskey extends Error {
  /** @param {"declined" | "known"} reason */
  constructor(reason) {
    super(reason);
    this.reason = reason;
  }
}

/** Browsers give passkeys to pages with a name, and not to addresses in numbers. */
export const supported = () =>
  isSecureContext && "PublicKeyCredential" in globalThis && !/^[\d.]+$|^\[/.test(location.hostname);

/**
 * A new passkey, and its secret (32 bytes, for the caller to wipe) where the device has one. Throws `NoPasskey`.
 * @param {AskedForNew} asked
 * @returns {Promise<{ id: string, attestation: { client: string, attestation: string }, prf: Bytes | null }>}
 */
export async function createPasskey(asked) {
  const made = await settled(() => navigator.credentials.create({ publicKey: newOptions(asked) }));
  if (!(made.response instanceof AuthenticatorAttestationResponse)) throw new NoPasskey("declined");
  const id = b64(new Uint8Array(made.rawId));
  const attestation = { client: text(made.response.clientDataJSON), attestation: text(made.response.attestationObject) };
  const { prf } = made.getClientExtensionResults();
  const first = secretOf(made) ?? (prf?.enabled ? await secretAfterwards(asked, id) : null);
  return { id, attestation, prf: first };
}

/**
 * An answer, and the passkey's secret where it has one. Throws `NoPasskey`.
 * @param {Asked} asked
 * @returns {Promise<{ assertion: Assertion, prf: Bytes | null }>}
 */
export async function answerWithPasskey(asked) {
  const given = await settled(() => navigator.credentials.get({ publicKey: options(asked) }));
  const { response } = given;
  if (!(response instanceof AuthenticatorAssertionResponse)) throw new NoPasskey("declined");
  const assertion = {
    id: b64(new Uint8Array(given.rawId)),
    client: text(response.clientDataJSON),
    device: text(response.authenticatorData),
    signature: text(response.signature),
    user: response.userHandle ? text(response.userHandle) : null,
  };
  return { assertion, prf: secretOf(given) };
}

/**
 * Some devices tell the secret only when they are asked again. Nobody needs that answer's signature.
 * @param {AskedForNew} asked
 * @param {string} id
 */
async function secretAfterwards(asked, id) {
  const challenge = b64(crypto.getRandomValues(new Uint8Array(32)));
  const again = await answerWithPasskey({ ...asked, challenge, allow: [id] }).catch(() => null);
  return again?.prf ?? null;
}

/**
 * It must be found without a name, for that is how it opens the door: so it has to be kept on the device.
 * @param {AskedForNew} asked
 * @returns {PublicKeyCredentialCreationOptions}
 */
const newOptions = ({ challenge, rp, user, algorithms, exclude, prf_salt: salt }) => ({
  challenge: unb64(challenge),
  rp,
  user: { ...user, id: unb64(user.id) },
  pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
  timeout: PATIENCE_MS,
  attestation: "none",
  excludeCredentials: exclude.map((id) => ({ type: "public-key", id: unb64(id) })),
  authenticatorSelection: { residentKey: "required", requireResidentKey: true, userVerification: "required" },
  extensions: { prf: { eval: { first: unb64(salt) } } },
});

/**
 * @param {Asked} asked
 * @returns {PublicKeyCredentialRequestOptions}
 */
const options = ({ challenge, rp_id: rpId, prf_salt: salt, allow = [] }) => ({
  challenge: unb64(challenge),
  rpId,
  timeout: PATIENCE_MS,
  allowCredentials: allow.map((id) => ({ type: "public-key", id: unb64(id) })),
  userVerification: "required",
  extensions: { prf: { eval: { first: unb64(salt) } } },
});

/**
 * @param {() => Promise<Credential | null>} ask
 * @returns {Promise<PublicKeyCredential>}
 */
async function settled(ask) {
  const found = await ask().catch((error) => {
    throw new NoPasskey(error instanceof DOMException && error.name === "InvalidStateError" ? "known" : "declined");
  });
  if (found instanceof PublicKeyCredential) return found;
  throw new NoPasskey("declined");
}

/**
 * @param {PublicKeyCredential} credential
 * @returns {Bytes | null}
 */
function secretOf(credential) {
  const first = credential.getClientExtensionResults().prf?.results?.first;
  if (first === undefined) return null;
  const secret = first instanceof ArrayBuffer ? new Uint8Array(first) : new Uint8Array(first.buffer, first.byteOffset, first.byteLength);
  return secret.length === 32 ? new Uint8Array(secret) : null;
}

/** @param {ArrayBuffer} buffer */
const text = (buffer) => b64(new Uint8Array(buffer));
