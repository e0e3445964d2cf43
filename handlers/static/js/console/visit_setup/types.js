// @ts-check
/**
 * What the doors below /console/visits/places speak. Days are YYYY-MM-DD, times minutes from midnight.
 *
 * @typedef {object} Outlook as of today
 * @property {string} earliest the first day that can be booked
 * @property {string} latest
 * @property {string} changes from this day on bookings can still be changed
 *
 * @typedef {object} Place
 * @property {string} id
 * @property {string} name_ja
 * @property {string} name_easy
 * @property {string} name_en
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
 * @property {number} revision
 * @property {Outlook} [outlook]
 *
 * @typedef {object} Row visits on some weekdays
 * @property {number[]} weekdays 0 is Monday
 * @property {number[] | null} nth 1 to 5, -1 is the last of the month; null is every week
 * @property {number} opens
 * @property {number} closes
 * @property {number} minutes
 * @property {number} capacity
 * @property {string[] | null} kinds null is all
 * @property {string} first_day
 * @property {string} last_day
 * @property {boolean} holidays
 *
 * @typedef {{ id: string, code: string, at: number, day: string, time: string }} Left a booking outside of the times on offer
 * @typedef {{ first_day: string, last_day: string, name: string }} Named
 * @typedef {{ day: string, past: boolean, name: string | null, closed: boolean, note: string, times: [number, number, number][] }} Day
 *
 * @typedef {object} Preview
 * @property {number} slots
 * @property {string | null} first_day
 * @property {string | null} last_day
 * @property {Named[]} missed holidays on which there would be visits
 * @property {Day[]} days four weeks from a Monday
 * @property {Left[]} left
 *
 * @typedef {object} Patterns
 * @property {Row[]} rows
 * @property {string} revision
 * @property {string} begins the first day of a new row
 * @property {string[]} year_ends of this fiscal year and the next
 * @property {Preview} preview
 * @property {Left[]} [stayed]
 *
 * @typedef {object} Unusual
 * @property {string} id
 * @property {string} first_day
 * @property {string} last_day
 * @property {number | null} opens null is closed
 * @property {number | null} closes
 * @property {number | null} minutes
 * @property {number | null} capacity
 * @property {string[] | null} kinds
 * @property {string} note
 *
 * @typedef {{ days: Unusual[], holidays: Named[], today: string, left: Left[], stayed?: Left[] }} UnusualDays
 *
 * @typedef {object} Kind
 * @property {string | null} id null before it is saved
 * @property {string} name_ja
 * @property {string} name_easy
 * @property {string} name_en
 * @property {string} talk_ja
 * @property {string} talk_easy
 * @property {string} talk_en
 * @property {number} most_persons
 * @property {boolean} papers
 * @property {boolean} active
 *
 * @typedef {Record<string, string>} Spoken
 * @typedef {{ name: Spoken, where: Spoken, when: Spoken, note: Spoken }} Item
 *
 * @typedef {object} Papers
 * @property {Item[]} items
 * @property {Spoken} rules
 * @property {{ a: Spoken, b: Spoken }} moving
 * @property {string} source
 * @property {string | null} checked_on
 * @property {string | null} checked_by
 * @property {boolean} stale
 * @property {number} revision
 *
 * @typedef {object} Part a part of the screen
 * @property {HTMLElement} element
 * @property {() => Promise<void>} load
 *
 * @typedef {object} Acts what the parts ask of the screen
 * @property {(said: string) => void} say what was done
 * @property {(code: string) => void} open a booking in the calendar
 * @property {(place: Place, said: string) => Promise<void>} placed a place was saved
 */

export {};
