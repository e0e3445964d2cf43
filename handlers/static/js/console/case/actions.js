// @ts-check
/** What can be done with one consultation besides answering and ending it, in the order of the menu. */

import { block } from "../blocks/asking.js";
import { hold } from "../holding.js";
import { mark } from "../statistics/marking.js";
import { agree } from "./agreeing.js";
import { deleteNow } from "./deleting.js";
import { flag } from "./flagging.js";
import { handOver } from "./handing_over.js";
import { note } from "./noting.js";
import { reopen } from "./reopening.js";

/** @typedef {import("../types.js").Consultation} Consultation */
/** @typedef {import("../types.js").Opened} Opened */

/**
 * @typedef {object} Place what an action works with
 * @property {import("../desk.js").Desk} desk
 * @property {string} id
 * @property {Opened} opened as it was last opened
 * @property {() => Promise<Opened>} reload fetches, verifies and shows it anew
 * @property {(text: string, tone?: "calm" | "caution" | "error") => void} announce says what it came to, in the footer
 * @property {() => import("../talk.js").Talk} talk where it asks questions; taken off the page when the action has ended
 * @property {(text: string) => void} write puts a text into the reply, for the counselor to look at
 * @property {() => void} note opens the field for a note
 * @property {() => void} forget drops what is typed and not sent: the consultation is not theirs any more
 *
 * @typedef {object} Action
 * @property {string} id
 * @property {(one: Consultation, opened: Opened) => string} label what stands on its button
 * @property {(one: Consultation, opened: Opened, desk: import("../desk.js").Desk) => boolean} shown
 * @property {"danger"} [tone]
 * @property {(place: Place) => Promise<string | void>} run resolves to a sentence for the footer; what it throws is said
 *   there. The consultation is loaded anew afterwards.
 */

/** @type {readonly Action[]} */
export const actions = [note, handOver, agree, flag, mark, reopen, hold, block, deleteNow];
