// @ts-check
/** A flyer's page as residents see it, drawn after templates/flyers/flyer.html. Nothing in it can be pressed. */

import { make } from "../../lib/dom.js";
import { pictureOf } from "./doors.js";
import { preview as words } from "./words_shown.js";

/** @typedef {import("./types.js").Flyer} Flyer */
/** @typedef {import("./types.js").Version} Version */
/** @typedef {import("./types.js").Language} Language */

const WIDE = 480;
const READING = /([㐀-鿿々〆]+)\(([ぁ-ゖー]+)\)/;

/**
 * @param {Flyer} flyer
 * @param {Version} version
 * @param {Language} language
 */
export function webPage(flyer, version, language) {
  const part = (/** @type {"title" | "text" | "audience"} */ name) => flyer[`${name}_${language}`] || flyer[`${name}_ja`];
  const audience = part("audience");
  const jumps = [words.read, words.places, ...(flyer.card ? [words.card] : [])];
  const figures = Array.from({ length: version.pages }, (_, index) => figure(flyer, version, index + 1, language));
  const aloud = version.aloud[language] || version.aloud.ja;
  return [make("div", { class: "web-bar" }, make("span", { text: words.page })),
    make("div", { class: "web-page" }, make("p", { class: "web-title" }, ...withReadings(part("title"))),
      ...(audience ? [make("p", { class: "web-quiet" }, ...withReadings(`${words.audience} ${audience}`))] : []),
      ...lines(part("text")), make("ul", { class: "web-jumps" }, ...jumps.map((text) => make("li", { text }))),
      ...figures, make("p", { class: "web-heading", text: words.words }), ...(aloud ? lines(aloud) : [make("p", { class: "web-quiet", text: words.none })]))];
}

/**
 * @param {Flyer} flyer
 * @param {Version} version
 * @param {number} page
 * @param {Language} language
 */
function figure(flyer, version, page, language) {
  const picture = pictureOf(flyer, version, page, WIDE);
  const alt = version.alt[language][page - 1] || version.alt.ja[page - 1] || "";
  return make("img", { class: "web-picture", attributes: { src: picture?.address ?? "", alt, loading: "lazy",
    width: String(picture?.width ?? 0), height: String(picture?.height ?? 0) } });
}

/** @param {string} text */
const lines = (text) => text.split(/\n+/).filter((line) => line.trim() !== "").map((line) => make("p", {}, ...withReadings(line)));

/** 漢字(かんじ) with its reading above it, as the pages have it (handlers/flyers/readings.py). @param {string} text */
function withReadings(text) {
  return text.split(READING).map((piece, place, all) => {
    if (place % 3 === 0) return new Text(piece);
    return place % 3 === 1 ? make("ruby", {}, new Text(piece), make("rt", { text: all[place + 1] ?? "" })) : new Text("");
  });
}
