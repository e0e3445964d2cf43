// @ts-check
/**
 * Asks again and again while somebody looks, and rests, or asks seldom, while the page is hidden. Where the server tells when
 * there is something to ask for, that is waited for instead of a pause.
 */

const LONGEST_PAUSE_MS = 15_000;
const SELDOM_MS = 20_000;
/** Two questions are never closer, however much is told. */
const CLOSEST_MS = 150;

export class Poll {
  /**
   * @param {() => Promise<void>} turn one question; a rejection slows the asking down until one succeeds
   * @param {number} everyMs
   * @param {() => boolean} [awake] whether to ask seldom, instead of never, while the page is hidden
   * @param {(signal: AbortSignal) => Promise<boolean>} [news] resolves when it is worth asking again; false for asking as
   *   usual. Not called after a failure, nor while the page is hidden
   */
  constructor(turn, everyMs, awake = () => false, news = async () => false) {
    this.turn = turn;
    this.everyMs = everyMs;
    this.awake = awake;
    this.news = news;
    this.waiting = new AbortController();
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
    this.waiting.abort();
    clearTimeout(this.timer);
    document.removeEventListener("visibilitychange", this.look);
    removeEventListener("online", this.look);
  }

  #look() {
    this.waiting.abort();
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
    else if (this.running && this.failures === 0) await this.#await(pause);
    else if (this.running) this.timer = setTimeout(() => this.#look(), pause);
  }

  /** @param {number} pause how long it is when nobody tells */
  async #await(pause) {
    const since = performance.now();
    const { signal } = (this.waiting = new AbortController());
    const told = await this.news(signal).catch(() => false);
    if (signal.aborted) return;
    const rest = told ? Math.max(0, CLOSEST_MS - (performance.now() - since)) : pause;
    this.timer = setTimeout(() => this.#look(), rest);
  }
}
