// @ts-check
/** Notices that nobody uses the page: warns first, then reports, once. */

const ACTIVITY = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart", "compositionupdate"];
const LOOK_EVERY_MS = 1000;

export class Idle {
  /**
   * @param {{ limitMs: number, warnMs: number, now: () => number }} times the warning comes warnMs before the limit
   * @param {{ onWarn: () => void, onReturn: () => void, onIdle: () => void }} reports
   */
  constructor(times, reports) {
    this.times = times;
    this.reports = reports;
    this.last = 0;
    this.warned = false;
    /** @type {ReturnType<typeof setInterval> | undefined} */
    this.timer = undefined;
    this.active = () => this.#active();
    this.look = () => this.#look();
  }

  start() {
    this.stop();
    this.last = this.times.now();
    this.warned = false;
    for (const kind of ACTIVITY) addEventListener(kind, this.active, { passive: true, capture: true });
    document.addEventListener("visibilitychange", this.look);
    this.timer = setInterval(this.look, LOOK_EVERY_MS);
  }

  stop() {
    clearInterval(this.timer);
    for (const kind of ACTIVITY) removeEventListener(kind, this.active, { capture: true });
    document.removeEventListener("visibilitychange", this.look);
  }

  /** A PC that slept wakes with an old `last`: the first touch must not count as having been here all along. */
  #active() {
    if (this.#look()) return;
    this.last = this.times.now();
    if (this.warned) this.reports.onReturn();
    this.warned = false;
  }

  /** @returns {boolean} whether the time is over */
  #look() {
    const idle = this.times.now() - this.last;
    if (idle >= this.times.limitMs) {
      this.stop();
      this.reports.onIdle();
      return true;
    }
    if (!this.warned && idle >= this.times.limitMs - this.times.warnMs) {
      this.warned = true;
      this.reports.onWarn();
    }
    return false;
  }
}
