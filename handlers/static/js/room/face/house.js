// @ts-check
/**
 * What every screen is given.
 *
 * @typedef {import("../engine.js").Engine} Engine
 * @typedef {import("../types.js").View} View
 * @typedef {import("../types.js").Language} Language
 * @typedef {import("./words.js").Words} Words
 *
 * @typedef {"menu" | "language" | "number" | "resume" | "knock" | "agreed" | "erase" | "forget" | "forgotten" | "end" | "survey"
 *   | "more" | "attach" | "urgent" | "welcome"} ScreenName
 *
 * @typedef {object} House
 * @property {Engine} engine
 * @property {Words} words those of a screen that is fetched later come with it
 * @property {Language} language
 * @property {() => number} now ms, by the server's clock where it is known
 * @property {(name: ScreenName) => void} open lays a screen over what was there
 * @property {() => void} back takes it off again
 * @property {() => void} home takes all of them off
 * @property {() => void} cover hides the page until somebody taps
 * @property {() => Wishes} wishes what was chosen before the first words; it goes out with them
 *
 * @typedef {{ topic: string | null, seen: string | null }} Wishes
 *
 * @typedef {object} Screen
 * @property {HTMLElement} element begins with a heading that can take the focus
 * @property {(view: View) => void} [update]
 * @property {() => void} [shown] it stands in the page now
 * @property {() => void} [leave] it was taken off the page for good
 *
 * @typedef {(house: House) => Screen} Build
 */

export {};
