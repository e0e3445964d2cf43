// @ts-check
/** What is typed and not sent, by consultation. In memory only; it outlives a lock, not the page. */

export class Drafts {
  /** @type {Map<string, string>} */
  #texts = new Map();

  /** @param {string} consultation */
  get(consultation) {
    return this.#texts.get(consultation) ?? "";
  }

  /**
   * @param {string} consultation
   * @param {string} text
   */
  set(consultation, text) {
    if (text.trim() === "") this.#texts.delete(consultation);
    else this.#texts.set(consultation, text);
  }

  any() {
    return this.#texts.size > 0;
  }

  clear() {
    this.#texts.clear();
  }
}
