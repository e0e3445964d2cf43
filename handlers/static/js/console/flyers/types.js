// @ts-check
/**
 * What the doors below /console/flyers speak; times in ms.
 *
 * @typedef {"ja" | "easy" | "en"} Language
 * @typedef {"empty" | "draft" | "planned" | "shown" | "over" | "withdrawn"} State nothing uploaded; no dates; from a day to come; seen; over; taken back
 * @typedef {{ page: number, width: number, height: number }} Picture a page from 1; each is there in every format
 *
 * @typedef {object} Version one upload
 * @property {number} number
 * @property {number} made_at
 * @property {number} pages how many
 * @property {Picture[]} pictures
 * @property {Record<Language, string[]>} alt a text for each page
 * @property {Record<Language, string>} aloud
 *
 * @typedef {object} Facts
 * @property {string} id
 * @property {number} revision
 * @property {number} position
 * @property {Language[]} languages that it is written in
 * @property {string | null} card
 * @property {number | null} version the one that is shown, or would be
 * @property {number | null} shown_from
 * @property {number | null} shown_until without shown_from: when it was taken back
 * @property {number} changed_at
 * @property {State} state
 * @property {Version[]} versions the newest first
 *
 * @typedef {Record<`${"title" | "talk" | "text" | "audience"}_${Language}`, string>} Words
 * @typedef {Facts & Words} Flyer
 *
 * @typedef {object} Part a part of the screen
 * @property {HTMLElement} element
 * @property {(flyer: Flyer) => void} put shows the flyer as it is stored by now; what is typed and not saved stays
 * @property {() => Promise<void> | void} [load] before it is looked at
 * @property {() => void} [leave] when something else is looked at
 *
 * @typedef {"words" | "file" | "pages" | "shown" | "places" | "mailing"} PartName
 *
 * @typedef {object} Acts what the parts ask of the screen
 * @property {(said: string) => void} say what was done
 * @property {(flyer: Flyer, said?: string) => void} stored a flyer as a door has just told it
 * @property {(name: PartName) => void} turn
 * @property {<T>(run: (talk: import("../talk.js").Talk) => Promise<T>) => Promise<T | null>} ask in the dialog; null when it was taken away
 */

export const LANGUAGES = /** @type {const} */ (["ja", "easy", "en"]);
