// @ts-check
/**
 * What the page for visits speaks of. Moments in ms; "day" is YYYY-MM-DD and "time" HH:MM as the clocks of the place show them.
 *
 * @typedef {import("../room/types.js").Language} Language
 * @typedef {import("./words_ja.js").Words} Words
 *
 * @typedef {{ starts_at: number, day: string, time: string, until: string }} Moment
 * @typedef {Moment & { place: string, free: number }} Opening
 * @typedef {{ day: string, time: string }} Wish
 *
 * @typedef {"held" | "wished" | "waiting" | "offered" | "booked" | "attended" | "missed" | "cancelled"} State
 *
 * @typedef {object} Booking
 * @property {string} id
 * @property {string} code
 * @property {State} state
 * @property {string} place "" is anywhere
 * @property {string} kind
 * @property {number} persons
 * @property {boolean} private_room
 * @property {number | null} reminder_hour
 * @property {boolean} notices
 * @property {number | null} held_until of a hold or an offer
 * @property {"resident" | "desk" | "lapse" | null} ended_by
 * @property {string | null} wait_from
 * @property {string | null} wait_until
 * @property {Wish[]} wishes
 * @property {boolean} changeable
 * @property {Moment} [at] what has no time yet has none
 * @property {string} [call_name] only of the one that is looked at
 * @property {string} [note]
 *
 * @typedef {{ name: string, where: string, note: string, when: string }} Paper
 * @typedef {{ items: Paper[], rules: string, moving: string[], checked_on: string }} Papers
 *
 * @typedef {object} Place
 * @property {string} id
 * @property {string} name
 * @property {string} address
 * @property {string} phone
 * @property {number} lead_days
 * @property {number} change_days
 * @property {number} horizon_days
 * @property {number} per_resident
 * @property {boolean} private_room
 * @property {boolean} takes_wishes
 * @property {boolean} takes_waiting
 * @property {boolean} active
 * @property {Papers | null} papers
 *
 * @typedef {{ id: string, name: string, most_persons: number, papers: boolean, active: boolean }} Kind
 * @typedef {{ places: Place[], kinds: Kind[], days: number, urgent: import("../room/types.js").Facts["urgent"] }} Facts
 *
 * @typedef {"book" | "move" | "wish" | "wait" | "change"} Purpose
 *
 * @typedef {object} Draft what has been chosen and typed so far; it lives in the memory of the page and nowhere else
 * @property {Purpose} purpose
 * @property {Booking | null} booking the one that is moved or changed
 * @property {string} id base64url of 16 bytes, for what is new
 * @property {string} kind
 * @property {string} place
 * @property {string} day
 * @property {Opening | null} opening
 * @property {number | null} heldUntil
 * @property {number} persons
 * @property {boolean} privateRoom
 * @property {string} callName
 * @property {number | null} reminder
 * @property {boolean} notices
 * @property {string} note
 * @property {Wish[]} wishes
 * @property {string} first
 * @property {string} last
 *
 * @typedef {"home" | "places" | "days" | "times" | "details" | "check" | "booking" | "cancel" | "wishes" | "waits" | "phones"
 *   | "language" | "closed"} ScreenName
 *
 * @typedef {object} House
 * @property {Words} words
 * @property {Language} language
 * @property {import("./api.js").Api} api
 * @property {Facts} facts
 * @property {Draft} draft
 * @property {Booking[]} bookings as they were when they were last asked for
 * @property {"move" | "change" | null} done what was done just now, to be said once
 * @property {string | null} closed why nothing can be done here now
 * @property {() => number} now ms, by the server's clock
 * @property {(name: ScreenName) => void} open the next screen
 * @property {() => void} back to the one before
 * @property {() => Promise<void>} home to the first one, with what is true now
 * @property {(name: ScreenName) => void} land on this screen, from which there is no way back but home
 * @property {(language: Language) => void} speak
 * @property {(error: unknown) => import("./api.js").Refusal} failed what cannot be gone on from closes the page
 *
 * @typedef {{ element: HTMLElement, leave?: () => void }} Screen the element begins with a heading that can take the focus
 * @typedef {(house: House) => Screen} Build
 */

export {};
