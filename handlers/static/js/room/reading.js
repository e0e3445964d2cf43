// @ts-check
/** What a page needs to read in a room, and not to write the first words: fetched once they can be written. */

// All of it is named here, so that it is fetched together, and not one after the other over a slow line.
import "../console/joined.js";
import "../console/lateness.js";
import "../crypto/chain.js";
import "../crypto/in_order.js";
import "../crypto/signatures.js";

export { checkSeen } from "../crypto/reading.js";
export { arrived, partsOf } from "./talk.js";
export { Transcript } from "./transcript.js";
