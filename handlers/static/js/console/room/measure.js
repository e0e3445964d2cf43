// @ts-check
/** How long a reply may be: in the talk as many messages as LINE takes at once, in a room what one sealed record holds. Pure. */

import { excessOf, LONGEST_TEXT, partsOf, textLength } from "../../lib/line_text.js";
import { composer as words } from "../words.js";
import { isRoom } from "./lanes.js";

/** Bytes of JSON that a sealed record holds (20,476), less what stands around the text. */
const MOST_BYTES = 20_400;
const BYTES_OF_KANA = 3;

const encoder = new TextEncoder();

/**
 * What stands below the field, and how much of the text is too much; 0 when it fits.
 * @param {import("../types.js").Lane} lane
 * @param {string} text
 * @returns {{ count: string, excess: number }}
 */
export function measured(lane, text) {
  const length = textLength(text);
  if (isRoom(lane)) {
    const left = Math.floor((MOST_BYTES - bytesOf(text)) / BYTES_OF_KANA);
    return { count: words.left(length, Math.max(0, left)), excess: left < 0 ? excessInRoom(text) : 0 };
  }
  const excess = excessOf(text);
  const parts = excess > 0 ? 1 : partsOf(text);
  return { count: parts > 1 ? words.parts(length, parts) : words.count(length, LONGEST_TEXT), excess };
}

/** @param {string} text */
const bytesOf = (text) => encoder.encode(JSON.stringify(text)).length;

/** @param {string} text that does not fit */
function excessInRoom(text) {
  let [fitting, excessive] = [0, text.length];
  while (excessive - fitting > 1) {
    const middle = Math.floor((fitting + excessive) / 2);
    if (bytesOf(text.slice(0, middle)) <= MOST_BYTES) fitting = middle;
    else excessive = middle;
  }
  return text.length - fitting;
}
