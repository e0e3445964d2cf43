// @ts-check
/** Lets the resident's page show that a person is writing: only while somebody types a reply in a room, and no more often than needed. */

const EVERY_MS = 3000;

export class Typing {
  #last = 0;
  #about = "";

  /** @param {(consultation: string) => Promise<unknown>} tell */
  constructor(tell) {
    this.tell = tell;
  }

  /**
   * @param {string} consultation
   * @param {number} now
   */
  typed(consultation, now) {
    if (consultation === this.#about && now - this.#last < EVERY_MS) return;
    this.#about = consultation;
    this.#last = now;
    // A hint that is lost is no loss.
    this.tell(consultation).catch(() => undefined);
  }
}
