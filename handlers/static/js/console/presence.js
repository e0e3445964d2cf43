// @ts-check
/** Whether one is still signed in, for roles whose screens ask for nothing by themselves: a page whose session was ended shuts soon. */

import { Poll } from "../lib/poll.js";

const EVERY_MS = 5000;
/** The others' pages wait for news. */
const ROLES = ["clerk", "auditor"];

export class Presence {
  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    this.poll = new Poll(() => desk.api.call("GET", "/console/session"), EVERY_MS, () => true);
  }

  /** @param {string} role */
  start(role) {
    if (ROLES.includes(role)) this.poll.start();
  }

  stop() {
    this.poll.stop();
  }
}
