// @ts-check
/**
 * The shapes that the console's server speaks, as JSON. Binary is base64url without padding; times are ms since 1970.
 *
 * @typedef {object} Consultation one line of the inbox
 * @property {string} id
 * @property {string} desk
 * @property {string} desk_name
 * @property {Lane} lane as the server says; what it says is only believed for the list
 * @property {"open" | "closed"} state
 * @property {number | null} waiting_since when the resident began to wait; null once answered
 * @property {number} opened_at
 * @property {number} last_activity
 * @property {number | null} closed_at
 * @property {number | null} due_at when the record is destroyed
 * @property {string | null} assignee kid
 * @property {string | null} assignee_name
 * @property {boolean} mine
 * @property {number} entries
 * @property {number} revision rises with every change
 * @property {boolean} reachable false once the resident has blocked the account
 * @property {number | null} held_until until then two people keep it from being destroyed
 * @property {number | null} paused_at when a new message put off its destruction, once
 * @property {boolean} erase_on_close the resident wants it gone as soon as it ends
 * @property {number | null} flagged_at when a word that may point to danger first came
 * @property {Language} language what the resident chose to read and write
 * @property {"resident" | "desk" | "silence" | null} ended_by
 * @property {boolean} readable false for a supervisor who can't open it before reading along
 * @property {string | null} handed_by_name who handed it over; null unless somebody did
 * @property {number | null} handed_at
 * @property {number} replies how often the desk has answered
 * @property {boolean} blocked two people keep this resident from being answered
 * @property {"asked" | "agreed" | "declined" | null} check what has become of the newest second look
 * @property {{ name: string, since: number }[]} readers who reads along at this moment
 * @property {("dv" | "protected")[]} marks for the statistics
 * @property {number | null} contested_at when somebody opened the link to this room on another device
 *
 * @typedef {"ja" | "easy" | "en"} Language
 * @typedef {"line" | "room" | "both"} Lane "both": a room into which the resident's words on LINE may come
 *
 * @typedef {object} Delivery
 * @property {"queued" | "accepted" | "failed" | "placed" | "seen"} state the last two in a room
 * @property {string | null} reason why it failed, or what it waits for: "quota", "hours" or "ask"
 * @property {number | null} [until] when it is tried next, where that is known
 *
 * @typedef {import("../crypto/records.js").RecordJson} RecordJson
 * @typedef {import("../crypto/genesis.js").GenesisJson} GenesisJson
 * @typedef {import("../crypto/wrapset.js").WrapSetJson} WrapSetJson
 * @typedef {import("../crypto/roster.js").SignedRosterJson} SignedRosterJson
 * @typedef {import("../crypto/capsule.js").Capsule} Capsule
 *
 * @typedef {object} SealedConsultation a consultation as the server keeps it
 * @property {Consultation} consultation
 * @property {GenesisJson} genesis
 * @property {WrapSetJson[]} wrapsets
 * @property {RecordJson[]} records in stored order
 * @property {Record<string, Delivery>} deliveries by record id
 * @property {Record<string, string>} same_message the first record of a message by each later one; ids in base64url
 * @property {Other[]} others what else is kept of the same resident and may be opened by who asks
 *
 * @typedef {{ id: string, lane: Lane, state: "open" | "closed" }} Other
 *
 * @typedef {object} SignedIn the answer to a sign-in
 * @property {string} kid
 * @property {string} name
 * @property {string} display_name
 * @property {string} role
 * @property {Capsule} capsule
 * @property {string} fingerprint 32 characters
 * @property {string} csrf
 * @property {boolean} second_way whether there is more than the passphrase: a passkey, or six digits beside it
 * @property {"enough" | "none-yet"} second_factor "none-yet": the office demands one, and until it is set up nothing else opens
 * @property {Ended | null} ended who signed out all one's screens meanwhile, and has not been told yet
 *
 * @typedef {{ by_name: string | null, at: number }} Ended
 *
 * @typedef {object} DemandedKey a generation of a consultation's key that a console is to do something about
 * @property {string} consultation
 * @property {number} generation
 * @property {string} desk
 * @property {WrapSetJson} wrapset
 * @property {GenesisJson | null} genesis of a room, which says for whom else its key is wrapped; null in the talk lane
 *
 * @typedef {object} KeyDemand what there is to do for the keys of this counselor's desks
 * @property {{ desk: string, count: number, target: number }[]} prekeys
 * @property {DemandedKey[]} rewrap wrapped for others than sit at the desk now
 * @property {DemandedKey[]} rotate the newest generation of an open consultation, which wants a next one
 *
 * @typedef {import("../crypto/records.js").Payload} Payload what a record says
 * @typedef {import("../crypto/records.js").Entry} Entry a verified record; payload null = erased
 * @typedef {{ keyId: string, casePk: Uint8Array }} SealTo
 *
 * @typedef {object} Opened a consultation as far as it could be verified
 * @property {Consultation} consultation
 * @property {Entry[]} entries in stored order
 * @property {string | null} failure the code of the first failed check
 * @property {number} unopened how many records stand behind the failed one, itself included
 * @property {Record<string, Delivery>} deliveries
 * @property {Record<string, string>} sameMessage
 * @property {Other[]} others
 * @property {Lane} lane by the verified genesis; while nothing is verified, as the server says
 * @property {string} desk by the verified genesis
 * @property {SealTo | null} newestKey what a reply is sealed to
 * @property {SealTo | null} insideKey what stays inside is sealed to, in a room; null until there is such a key
 */

export {};
