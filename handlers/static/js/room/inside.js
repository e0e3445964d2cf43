// @ts-check
/** What a page needs inside a room and not before: fetched while the resident reads what stands at the door. */

// All of it is named here, so that it is fetched together, and not one after the other over a slow line.
import "../crypto/dh_kem.js";
import "../crypto/genesis.js";
import "../crypto/hpke.js";
import "../crypto/keyring.js";
import "../crypto/record.js";
import "../crypto/records.js";
import "../crypto/room_making.js";
import "../crypto/schedule.js";
import "../crypto/wrapset.js";
import "../crypto/wrapset_making.js";
import "./queue.js";
import "./room.js";
import "./sending.js";
import "./standing.js";

export { writeResumeCode } from "../crypto/room_keys.js";
export { newRoom, roomOf } from "./entering.js";
export { accessFor, keep, openSecret, recall } from "./keeping.js";
export { Stay } from "./stay.js";
