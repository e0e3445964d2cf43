// @ts-check
/**
 * What the server tells of the statistics.
 *
 * @typedef {{ number: number, leaves: string | null }} Cell `leaves`: what stands in its place outside; null where it may leave
 * @typedef {{ label: string, style: "part" | "sum" | "of", cells: Cell[] }} Line
 * @typedef {{ id: string, title: string, note: string, head: string, columns: string[], lines: Line[] }} Table
 * @typedef {{ month: string, label: string }} Choice
 * @typedef {{ until: string, period: string, choices: Choice[], months: Choice[], tables: Table[] }} Statistics
 *
 * @typedef {object} Report times in ms
 * @property {string} id
 * @property {string} title
 * @property {"employers" | "council" | "public"} audience
 * @property {string} first
 * @property {string} last
 * @property {number} people
 * @property {number} contacts rounded down to tens
 * @property {string} themes
 * @property {string | null} drafted_by_name null for somebody who has left
 * @property {number} drafted_at
 * @property {string | null} released_by_name
 * @property {number | null} released_at
 * @property {boolean} mine drafted by the person who looks
 */
export {};
