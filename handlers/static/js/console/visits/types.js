// @ts-check
/**
 * What the calendar's doors speak. Days are YYYY-MM-DD and times HH:MM, both the place's own; `at` is ms since 1970.
 *
 * @typedef {{ at: number, day: string, time: string }} Moment
 * @typedef {"wished" | "waiting" | "offered" | "booked" | "attended" | "missed" | "cancelled"} State
 *
 * @typedef {object} Booking
 * @property {string} id
 * @property {string} code four letters and digits, said aloud at the counter
 * @property {State} state
 * @property {string} place "" for who doesn't mind where
 * @property {string} kind
 * @property {Moment | null} begins
 * @property {string | null} until HH:MM
 * @property {number} persons
 * @property {boolean} private_room
 * @property {import("../types.js").Language} language
 * @property {"talk" | "page" | "desk"} origin
 * @property {string | null} room
 * @property {boolean} notices its resident wants to hear of changes through LINE
 * @property {Moment | null} offer_until
 * @property {number} offers
 * @property {string | null} wait_from
 * @property {string | null} wait_until
 * @property {Moment[]} wishes the dearest first
 * @property {string | null} ended_by
 * @property {number} revision
 * @property {Moment} made
 * @property {string} due the day on which it is erased
 *
 * @typedef {object} Opened
 * @property {Booking} booking
 * @property {{ call_name: string, note: string, reachable: boolean } | null} details null once destroyed
 *
 * @typedef {object} Slot
 * @property {number} at
 * @property {string} day
 * @property {string} time
 * @property {string} until
 * @property {number} capacity
 * @property {number} taken
 * @property {number} choosing so many are just choosing this time
 * @property {string[] | null} kinds null for all
 * @property {boolean} past
 * @property {Booking[]} bookings
 *
 * @typedef {object} Day
 * @property {string} day
 * @property {string | null} holiday its name
 * @property {string | null} closed why the place is closed, in its own words; "" without any; null when it isn't
 * @property {number} capacity
 * @property {number} taken
 * @property {Slot[]} [slots] of a week or a day
 *
 * @typedef {{ id: string, name: string, private_room: boolean, active: boolean, today: string }} Place
 * @typedef {{ id: string, name: string, most_persons: number, active: boolean }} Kind
 *
 * @typedef {object} Frame
 * @property {number} now
 * @property {Place[]} places theirs
 * @property {{ id: string, name: string }[]} elsewhere other places, to which a booking can be handed over
 * @property {Kind[]} kinds
 *
 * @typedef {"day" | "week" | "month" | "pool"} View
 */

export {};
