// @ts-check
/**
 * The shapes that the phone's JSON has.
 *
 * @typedef {Record<string, any> & {type: string}} Message  a LINE message object
 * @typedef {Record<string, any> & {type: string, label?: string}} Action  a LINE action object
 * @typedef {{id: string, name: string}} Person
 * @typedef {{
 *   id: string, at: number, author: "resident" | "office", message: Message,
 *   unsent: boolean, unsendable: boolean, edited: boolean, arrived: boolean, silent: boolean, notice: string | null,
 * }} Entry
 * @typedef {{
 *   richMenuId: string, picture: string, chatBarText: string, selected: boolean,
 *   size: {width: number, height: number},
 *   areas: {bounds: {x: number, y: number, width: number, height: number}, action: Action}[],
 * }} Menu  a rich menu; `picture` is the path of its picture
 * @typedef {{
 *   revision: number, now: number, account: string, typing_until: number,
 *   resident: Person & {following: boolean, blocked: boolean},
 *   menu: Menu | null,
 *   group: {id: string, joined: boolean} | null,
 *   entries: Entry[],
 * }} View  everything one phone shows; times in ms since 1970
 * @typedef {(entry: Entry, action: Action) => void} Tap
 * @typedef {{kind: string, status: number, message: string, times: number, path: string}} Fault
 * @typedef {{
 *   clock: {now: number, ahead: number | null},
 *   faults: Fault[],
 *   quota: {limit: number | null, used: number},
 *   webhooks: {held: boolean, redelivers: boolean, twice: boolean, active: boolean},
 *   media: "processing" | "succeeded" | "failed",
 *   calls: {at: number, method: string, path: string, status: number}[],
 * }} Desk  every switch of the platform
 */
export {};
