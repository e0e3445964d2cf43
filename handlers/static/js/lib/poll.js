// @ts-check
/** Asks again and again while somebody looks, and rests, or asks seldom, while the page is hidden. */

const LONGEST_PAUSE_MS = 15_000;
const SELDOM_MS = 20_000;

export class Poll {
  /**
   * @param {() => Promise<void>} turn one question; a rejection slows the asking down until one succeeds
   * @param {number} everyMs
   * @param {() => boolean} [awake] whether to ask seldom, instead of never, while the page is hidden
   */
  constructor(turn, everyMs, awake = () => false) {
    this.turn = turn;
    this.everyMs = everyMs;
    this.awake = awake;
    this.failures = 0;
    this.running = false;
    this.asking = false;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
    this.look = () => this.#look();
  }

  start() {
    this.running = true;
    this.failures = 0;
    document.addEventListener("visibilitychange", this.look);
    addEventListener("online", this.look);
    this.#look();
  }

  stop() {
    this.running = false;
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.look);
    removeEventListener("online", this.look);
  }

  #look() {
    clearTimeout(this.timer);
    if (!this.running || this.asking) return;
    if (!document.hidden) void this.#ask();
    else if (this.awake()) this.timer = setTimeout(() => void this.#ask(), SELDOM_MS);
  }

  async #ask() {
    this.asking = true;
    try {
      await this.turn();
      this.failures = 0;
    } catch {
      this.failures += 1;
    } finally {
      this.asking = false;
    }
    const pause = Math.min(this.everyMs * 2 ** this.failures, Math.max(this.everyMs, LONGEST_PAUSE_MS));
    clearTimeout(this.timer);
    if (document.hidden) this.#look();
    else if (this.running) this.timer = setTimeout(() => this.#look(), pause);
  }
}
