// @ts-check
/**
 * What the doors below /console/placements speak; times in ms.
 *
 * @typedef {"library" | "branch" | "school" | "clinic" | "work" | "handout" | "web"} Kind
 * @typedef {"room" | "account" | "both"} Leads
 *
 * @typedef {object} Placement
 * @property {string} code
 * @property {number} revision
 * @property {Kind} kind
 * @property {string} name
 * @property {Leads} leads
 * @property {boolean} shown
 * @property {string} shown_ja
 * @property {string} shown_easy
 * @property {string} shown_en
 * @property {string} address
 * @property {string} hours_ja
 * @property {string} hours_easy
 * @property {string} hours_en
 * @property {number | null} retired_at
 * @property {string[]} flyers ids
 * @property {string} link what its QR code says
 *
 * @typedef {{ id: string, title_ja: string, title_en: string }} Lying a flyer that may lie somewhere
 *
 * @typedef {object} House what holds for all placements
 * @property {Placement[]} placements by kind
 * @property {Kind[]} kinds
 * @property {Leads[]} leads where a QR code can lead here
 * @property {Kind[]} private never shown
 * @property {Lying[]} flyers
 * @property {Record<string, number>} longest characters by field
 *
 * @typedef {number | string} Figure a number, or what is said in its place
 * @typedef {"open" | "first" | "add"} Measure
 * @typedef {Record<Measure, { months: Figure[], recent: Figure }>} Figures
 * @typedef {{ months: { month: string, label: string }[], figures: Record<string, Figures> }} Counted
 *
 * @typedef {object} Acts
 * @property {(placement: Placement, said: string) => void} stored it was added or changed
 * @property {() => void} back to the list
 */
export {};
