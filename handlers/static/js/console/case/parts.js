// @ts-check
/** What stands beside the talk of an open consultation and belongs to another noun: each draws its own slot of the page. */

import { blockBand } from "../blocks/part.js";
import { CheckBand } from "../checks/band.js";
import { coReading } from "../co_reading/part.js";
import { roomBand } from "../room/band.js";
import { AtHand } from "../templates/at_hand.js";

/** @typedef {import("./actions.js").Place} Place */

/**
 * @typedef {object} Part
 * @property {(place: Place | null) => void} show what is open now, each time it was loaded; null takes every word off the page
 */

/** Made once, in this order. @type {readonly ((panel: import("../consultation.js").ConsultationPanel) => Part)[]} */
export const parts = [roomBand, coReading, blockBand, (panel) => new CheckBand(panel), (panel) => new AtHand(panel)];
