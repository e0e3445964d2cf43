// @ts-check
/** How much of the month's messages is used, drawn as a bar with marks at 80 and 95 %. */

import { quota as words } from "./words.js";

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 300;
const MARKS = [80, 95];

/**
 * @param {number} percent
 * @param {string | null} level
 */
export function gauge(percent, level) {
  const used = (Math.min(100, percent) / 100) * WIDTH;
  const picture = part("svg", {
    class: "line-gauge", viewBox: `0 0 ${WIDTH} 32`, role: "img",
    "aria-label": words.label(percent), "data-level": level ?? "",
  });
  picture.append(
    part("rect", { class: "line-gauge-track", x: "0.5", y: "2", width: String(WIDTH - 1), height: "14", rx: "3" }),
    part("rect", { class: "line-gauge-used", x: "0.5", y: "2", width: String(used), height: "14", rx: "3" }),
    ...MARKS.flatMap((mark) => [
      part("line", { class: "line-gauge-mark", x1: String(3 * mark), x2: String(3 * mark), y1: "0", y2: "19" }),
      label(`${mark}%`, 3 * mark),
    ]),
  );
  return picture;
}

/**
 * @param {string} text
 * @param {number} x
 */
function label(text, x) {
  const found = part("text", { x: String(x), y: "30", "text-anchor": "middle", "aria-hidden": "true" });
  found.textContent = text;
  return found;
}

/**
 * @param {string} name
 * @param {Record<string, string>} attributes
 */
function part(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
