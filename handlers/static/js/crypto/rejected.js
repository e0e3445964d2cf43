// @ts-check
/**
 * Why something presented as genuine was refused. The same words as in the server's `storage/contexts.py`.
 *
 * @typedef {"point" | "signature" | "header" | "blob-hash" | "decrypt" | "padding" | "too-long" | "transplant"
 *   | "generation" | "inbound-key" | "sender" | "replay" | "gap" | "reorder" | "order" | "wrap" | "not-entitled"
 *   | "key-mismatch" | "key-reuse" | "fingerprint" | "delegation" | "roster" | "rollback" | "equivocation" | "history"
 *   | "stale" | "kid" | "suite" | "genesis" | "intake-key" | "kdf-parameters" | "wrong-secret" | "capsule" | "outer"
 *   | "epoch-destroyed" | "sheet-typo" | "sheet-set" | "sheet-kind" | "sheet-same" | "sheet-secret"
 *   | "room-id" | "resume-code"} Code
 */

/** Something presented as genuine is not. The message never carries content, keys or identifiers. */
export class Rejected extends Error {
  /**
   * @param {Code} code
   * @param {string} [detail]
   */
  constructor(code, detail) {
    super(detail ? `${code}: ${detail}` : code);
    this.name = "Rejected";
    this.code = code;
  }
}

/**
 * Run a check under a name of its own: whatever goes wrong inside is Rejected with `code`.
 * @template T
 * @param {Code} code
 * @param {() => T | Promise<T>} check
 * @returns {Promise<T>}
 */
export async function rejectAs(code, check) {
  try {
    return await check();
  } catch (error) {
    throw new Rejected(code, error instanceof Rejected ? error.code : undefined);
  }
}
