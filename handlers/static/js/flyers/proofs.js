// @ts-check
/** A proof of work that is ready, or nearly so, when it is wanted: asked for and solved while somebody still types. */

import { ask } from "./asking.js";
import { solve } from "./solving.js";

/** @typedef {import("./solving.js").Challenge} Challenge */

const WORKER = new URL("./proof_worker.js", import.meta.url).href;
/** So long before its end a proof is not used any more: a slow line needs time as well. */
const MARGIN_MS = 60_000;

export class Proofs {
  /** How much of the way is gone, from 0 to 1. @type {(part: number) => void} */
  onProgress = () => undefined;
  /** @type {Promise<string> | null} */
  #solved = null;
  #goodUntil = 0;

  /** Begins, if there is nothing that would still hold; a failure is met by whoever asks for the proof. */
  begin() {
    if (this.#solved && performance.now() < this.#goodUntil) return;
    // Until the challenge has come, nobody knows how long it lasts.
    this.#goodUntil = Number.POSITIVE_INFINITY;
    this.#solved = this.#work();
    this.#solved.catch(() => this.drop());
  }

  /** @returns {Promise<string>} rejects when there was no answer, or when this browser can't */
  ready() {
    this.begin();
    return /** @type {Promise<string>} */ (this.#solved);
  }

  /** It was used, or refused: the next is another. */
  drop() {
    this.#solved = null;
  }

  async #work() {
    const response = await ask("/flyers/proofs");
    if (!response.ok) throw new TypeError("no challenge");
    const { lasts, ...challenge } = await response.json();
    this.#goodUntil = performance.now() + lasts - MARGIN_MS;
    return beside(challenge, this.onProgressed).catch((error) => {
      if (error instanceof NoWorker) return solve(challenge, this.onProgressed);
      throw error;
    });
  }

  /** @param {number} part */
  onProgressed = (part) => this.onProgress(part);
}

/** This browser has no workers that are modules. */
class NoWorker extends Error {}

/**
 * @param {Challenge} challenge
 * @param {(part: number) => void} tell
 * @returns {Promise<string>}
 */
function beside(challenge, tell) {
  return new Promise((resolve, reject) => {
    const worker = started();
    if (!worker) return reject(new NoWorker());
    worker.onmessage = ({ data: { part, proof } }) => {
      if (part !== undefined) return tell(part);
      worker.terminate();
      return proof ? resolve(proof) : reject(new Error("no solution"));
    };
    worker.onerror = (event) => {
      event.preventDefault();
      worker.terminate();
      reject(new NoWorker());
    };
    worker.postMessage(challenge);
  });
}

function started() {
  try {
    return new Worker(/** @type {string} */ (/** @type {unknown} */ (trusted())), { type: "module" });
  } catch {
    return null;
  }
}

/** The page's policy wants to know where scripts come from; this is the only one that this page starts. */
const trusted = () => policy?.createScriptURL(WORKER) ?? WORKER;

/** @type {{ createScriptURL: (address: string) => unknown } | undefined} */
const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("proof-worker", {
  createScriptURL: (/** @type {string} */ address) => {
    if (address !== WORKER) throw new TypeError("another script");
    return address;
  },
});
