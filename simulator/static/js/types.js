// @ts-check
/**
 * The shapes that the phone's JSON has.
 *
 * @typedef {Record<string, any> & {type: string}} Message  a LINE message object
 * @typedef {Record<string, any> & {type: string, label?: string}} Action  a LINE action object
 * @typedef {{id: string, name: string}} Person
 * @typedef {{
 *   id: string, at: number, author: "resident" | "office", message: Message,
 *   unsent: boolean, unsendable: boolean, arrived: boolean, notice: string | null,
 * }} Entry
 * @typedef {{
 *   revision: number, now: number, account: string, typing_until: number,
 *   resident: Person & {following: boolean, blocked: boolean},
 *   group: {id: string, joined: boolean} | null,
 *   entries: Entry[],
 * }} View  everything one phone shows; times in ms since 1970
 * @typedef {(entry: Entry, action: Action) => void} Tap
 */
export {};
