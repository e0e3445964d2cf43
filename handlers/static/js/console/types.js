// @ts-check
/**
 * The shapes that the console's server speaks, as JSON. Binary is base64url without padding; times are ms since 1970.
 *
 * @typedef {object} Consultation one line of the inbox
 * @property {string} id
 * @property {string} desk
 * @property {string} desk_name
 * @property {"line"} lane
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
 *
 * @typedef {"ja" | "easy" | "en"} Language
 *
 * @typedef {object} Delivery
 * @property {"queued" | "accepted" | "failed"} state
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
 *
 * @typedef {object} DemandedKey a generation of a consultation's key that a console is to do something about
 * @property {string} consultation
 * @property {number} generation
 * @property {string} desk
 * @property {WrapSetJson} wrapset
 *
 * @typedef {object} KeyDemand what there is to do for the keys of this counselor's desks
 * @property {{ desk: string, count: number, target: number }[]} prekeys
 * @property {DemandedKey[]} rewrap wrapped for others than sit at the desk now
 * @property {DemandedKey[]} rotate the newest generation of an open consultation, which wants a next one
 *
 * @typedef {import("../crypto/records.js").Payload} Payload what a record says
 * @typedef {{ record: RecordJson, id: string, payload: Payload | null }} Entry a verified record; payload null = erased
 *
 * @typedef {object} Opened a consultation as far as it could be verified
 * @property {Consultation} consultation
 * @property {Entry[]} entries in stored order
 * @property {string | null} failure the code of the first failed check
 * @property {number} unopened how many records stand behind the failed one, itself included
 * @property {Record<string, Delivery>} deliveries
 * @property {Record<string, string>} sameMessage
 * @property {{ keyId: string, casePk: Uint8Array } | null} newestKey what a reply is sealed to
 */

export {};
