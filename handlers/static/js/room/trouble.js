// @ts-check
/** How a verb of the resident's page says that it could not be done. */

import { Rejected } from "../crypto/rejected.js";

/**
 * `code` is "offline" (no answer came), "busy" (too many at once, or the server is away), "not-verified" (a check failed, so
 * nothing is done), "code" (a mistyped resume code), "room" (there is no such room), "unreadable" (a picture that this browser
 * can't draw), "too-large", "too-long", "empty", or the server's own word.
 */
export class Trouble extends Error {
  /**
   * @param {string} code
   * @param {{ status?: number, head?: unknown, retryAfter?: number }} [answer] of the server
   */
  constructor(code, { status = 0, retryAfter = 0 } = {}) {
    super(code);
    this.name = "Trouble";
    this.code = code;
    this.status = status;
    /** in seconds */
    this.retryAfter = retryAfter;
  }
}

/** No answer came: it is unknown whether the server acted. */
export class Offline extends Trouble {
  constructor() {
    super("offline");
  }
}

/**
 * The reason for a refusal. Something so malformed that the check itself could not run is refused like the rest.
 * @param {unknown} error
 */
export const codeOf = (error) => (error instanceof Rejected ? error.code : "malformed");

/**
 * As the verbs of the engine reject: a failed check by its code.
 * @param {unknown} error
 * @returns {never}
 */
export function explain(error) {
  throw error instanceof Rejected ? new Trouble(codeOf(error)) : error;
}
