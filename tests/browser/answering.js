/** How a test page answers what it is asked. */

import { Rejected } from "/js/crypto/rejected.js";

/**
 * From now on `ask(question, asked)` answers {value}, {refused: code} or {failed: why}; only a `Rejected` counts as
 * refused, anything else fails the test.
 */
export function answer(questions) {
  globalThis.ask = async (question, asked) => {
    try {
      return { value: await questions[question](asked) };
    } catch (error) {
      if (error instanceof Rejected) return { refused: error.code };
      return { failed: `${error.name}: ${error.message}` };
    }
  };
}
