// @ts-check
/** Parts of the page that come when they are wanted. What can't be fetched is a matter of the line: they throw `Offline`. */

import { Offline } from "./trouble.js";

/** What is needed inside a room. */
export const inside = () => import("./inside.js").catch(offline);

/** What is needed to read in it. */
export const reading = () => import("./reading.js").catch(offline);

/** @returns {never} */
function offline() {
  throw new Offline();
}
