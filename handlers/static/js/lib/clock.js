// @ts-check
/** The server's time, so that waiting and order don't depend on how well this PC's clock is set. */

export class Clock {
  #ahead = 0;

  /** ms since 1970 */
  now() {
    return Date.now() + this.#ahead;
  }

  /** @param {number} serverNow ms, as just received */
  set(serverNow) {
    this.#ahead = serverNow - Date.now();
  }
}
