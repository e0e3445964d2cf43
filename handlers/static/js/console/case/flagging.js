// @ts-check
/** The flag that asks to look at a consultation first: up and down by hand. */

import { flagging as words } from "./words.js";

/** @typedef {import("./actions.js").Action} Action */

/** @type {Action} */
export const flag = {
  id: "flag",
  label: (one) => (one.flagged_at === null ? words.raise : words.lower),
  shown: (one) => one.state === "open" && (one.flagged_at === null || one.mine),
  async run({ desk, id, opened }) {
    const up = opened.consultation.flagged_at === null;
    const door = `/console/consultations/${encodeURIComponent(id)}/flag`;
    await (up ? desk.api.call("POST", door, {}) : desk.api.call("DELETE", door));
    return up ? words.raised : words.lowered;
  },
};
