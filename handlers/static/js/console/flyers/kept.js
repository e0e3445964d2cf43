// @ts-check
/** What is typed in a form and not saved: another screen, a lock and a reload don't take it away for a day (js/console/drafts.js). */

/** @typedef {{ revision: number, values: any }} Typed `revision` of the flyer that it was typed over */

export class Kept {
  /**
   * @param {import("../drafts.js").Drafts} drafts
   * @param {string} name of the form
   */
  constructor(drafts, name) {
    this.drafts = drafts;
    this.name = `flyers ${name}`;
  }

  /** @returns {Typed | null} */
  get typed() {
    const text = this.drafts.get(this.name);
    return text === "" ? null : JSON.parse(text);
  }

  /** @param {Typed} typed */
  keep(typed) {
    this.drafts.set(this.name, JSON.stringify(typed));
  }

  forget() {
    this.drafts.set(this.name, "");
  }
}
