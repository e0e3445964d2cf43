/** What a browser remembers of the roster, asked by test_memory.py. */

import { recallRoster, rememberRoster } from "/js/console/memory.js";
import { answer } from "/answering.js";

const refuse = (name) => {
  throw new DOMException("", name);
};

/** Storage as some browsers give it: blocked, full, only pretending, or spoilt. */
const STORAGES = {
  blocked: { get: () => refuse("SecurityError") },
  full: { value: { getItem: () => null, setItem: () => refuse("QuotaExceededError") } },
  forgetful: { value: { getItem: () => null, setItem: () => undefined } },
  spoilt: { value: { getItem: () => "{", setItem: () => undefined } },
  honest: { value: globalThis.localStorage },
};

answer({
  with: (kind) => void Object.defineProperty(globalThis, "localStorage", { configurable: true, ...STORAGES[kind] }),
  remember: ({ fingerprint, ...roster }) => rememberRoster(fingerprint, roster),
  recall: (fingerprint) => recallRoster(fingerprint),
});
