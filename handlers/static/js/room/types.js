// @ts-check
/**
 * What the resident's page shows (`View`), and the shapes that its server speaks. Binary is base64url without padding; times
 * are ms since 1970 by the server's clock.
 *
 * @typedef {import("../crypto/records.js").RecordJson} RecordJson
 * @typedef {import("../crypto/records.js").Payload} Payload
 * @typedef {import("../crypto/genesis.js").GenesisJson} GenesisJson
 * @typedef {import("../crypto/wrapset.js").WrapSetJson} WrapSetJson
 * @typedef {import("../crypto/roster.js").SignedRosterJson} SignedRosterJson
 *
 * @typedef {"ja" | "easy" | "en"} Language
 * @typedef {"room" | "both"} RoomLane "both": what the resident writes on LINE may come into it, too
 *
 * @typedef {object} View everything that can be seen, as one value; each change makes a new one
 * @property {"arriving" | "welcome" | "resume" | "open" | "elsewhere" | "expired" | "gone" | "refused"} phase "welcome": nothing
 *   is begun; "resume": a room is known to be there and its keys are not; "elsewhere": another browser has claimed the link;
 *   "expired": the link is; "gone": the room is destroyed; "refused": a check of what the server showed failed
 * @property {string | null} refusal why, when refused: a `Code` of js/crypto/rejected.js, or "malformed"
 * @property {boolean} pinned the office's fingerprint came on paper or by the link, or this browser had met the office before
 * @property {string | null} fingerprint of the office as printed on paper: 32 letters
 * @property {boolean} kept this browser will know the room after a reload; false: only the resume code will
 * @property {boolean} online the last question was answered
 * @property {Language} language
 * @property {Facts | null} facts
 * @property {Entry[]} entries in the order of the talk, what waits to be sent last; all kinds but what stays inside the desk
 * @property {{ code: string, unopened: number } | null} failure a check failed: what stands behind it is not shown, nothing is
 *   sent; `unopened` counts it
 * @property {Standing | null} room null until one is begun
 * @property {{ code: string, decoy: string } | null} words the agreed words, where the resident has given some
 * @property {{ receipt: string, state: "waiting" | "erased" | "unknown", finalAt: number | null } | null} deletion
 * @property {{ slip: string, next: number | null } | null} survey next: the number of the question; null = none is left
 *
 * @typedef {object} Entry one line of the talk
 * @property {string} key names it to `erase`, `retry`, `discard` and `load`, the same while this page lives
 * @property {boolean} mine from the resident, by whichever lane
 * @property {"room" | "line"} lane
 * @property {number} at
 * @property {Payload | null} payload null = erased
 * @property {"waiting" | "sending" | "arrived" | "failed" | "erased"} state
 * @property {string | null} reason why it failed: "closed", "blocked" or another word of the server's
 * @property {number | null} position in the transcript, once it has arrived
 * @property {Attachment | null} attachment of an image, a voice or a file
 *
 * @typedef {object} Attachment
 * @property {"coming" | "kept" | "too-large" | "gone" | "unavailable"} state "kept": `load` gives it
 * @property {string} type "image/jpeg"; empty while unknown
 * @property {string} name
 * @property {number} size in bytes
 * @property {boolean} original the untouched file, kept as evidence
 * @property {number | null} progress 0 to 1 while it is being sent
 *
 * @typedef {object} Standing how the room stands
 * @property {"open" | "closed"} state
 * @property {RoomLane} lane
 * @property {number | null} dueAt when everything is destroyed
 * @property {number | null} closedAt
 * @property {"resident" | "desk" | "silence" | null} endedBy
 * @property {boolean} eraseOnClose
 * @property {number | null} pausedAt
 * @property {number | null} heldUntil
 * @property {number | null} silenceEndsAt
 * @property {boolean} typing somebody at the desk is writing at this moment
 * @property {boolean} answered somebody has taken it on
 * @property {boolean} knock a neutral word on LINE when there is an answer
 * @property {boolean} knockable the room was opened from LINE, and the server has it
 * @property {string} contactHours
 * @property {number | null} blockedUntil
 * @property {string | null} receipt
 * @property {number | null} contestedAt when somebody else opened the same link
 *
 * @typedef {object} Facts the same for everybody, in the reader's language
 * @property {number} days from the end to the destruction
 * @property {{ title: string, rows: { name: string, number: string, call: string, hours: string, note: string }[] }[]} urgent
 * @property {{ now: boolean, words: string }} answer when somebody answers
 * @property {string | null} notice
 * @property {{ image: number, audio: number }} largest in bytes
 * @property {string[]} danger patterns for a text in NFKC and lower case, once `innocent` is taken out
 * @property {string[]} innocent
 *
 * @typedef {object} Claim what the server says of a link
 * @property {RoomLane} lane
 * @property {Language} language
 * @property {boolean} room this browser has made a room with it
 *
 * @typedef {object} SealedRoom GET /room/consultation
 * @property {number} now
 * @property {string} id
 * @property {"open" | "closed"} state
 * @property {RoomLane} lane
 * @property {GenesisJson} genesis
 * @property {WrapSetJson[]} wrapsets
 * @property {{ position: number, record: RecordJson }[]} records
 * @property {number} entries how many records there are in all
 * @property {{ seq: number, prev: string, ack: string }} head
 * @property {number | null} due_at
 * @property {number | null} closed_at
 * @property {"resident" | "desk" | "silence" | null} ended_by
 * @property {boolean} erase_on_close
 * @property {number | null} paused_at
 * @property {number | null} held_until
 * @property {number | null} silence_ends_at
 * @property {boolean} typing
 * @property {boolean} answered
 * @property {boolean} knock
 * @property {boolean} knockable
 * @property {string} contact_hours
 * @property {number | null} blocked_until
 * @property {string | null} receipt
 * @property {number | null} contested_at
 * @property {Language} language
 */

export {};
