// @ts-check
/** The chart of a year: a column for each month, with a part for each way. */

import { measure } from "./bars.js";
import { bar, draw, text } from "./svg.js";

/** @typedef {import("./bars.js").Row} Row */

const STEPS = [1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000, 2500, 5000, 10000];

/**
 * @param {readonly Row[]} months
 * @returns {import("./svg.js").Draw}
 */
export const columns = (months) => (width, em) => {
  const sums = months.map(({ parts }) => parts.reduce((sum, { number }) => sum + number, 0));
  const step = STEPS.find((one) => one * 4 >= Math.max(...sums)) ?? Math.ceil(Math.max(...sums) / 4);
  const top = em * 1.5, floor = em * 13, left = String(step * 4).length * em * 0.6 + em * 0.75;
  const scale = (floor - top) / (step * 4);
  const pitch = (width - left) / 12;
  const thick = Math.min(pitch * 0.6, em * 2.5);
  // On a telephone a sum stands above its column only while it does not touch its neighbours; the table has it anyway.
  const fits = Math.max(...months.map(({ said }) => measure(said))) * 0.875 * em < pitch;
  const grid = [0, 1, 2, 3, 4].flatMap((line) => {
    const y = Math.round(floor - line * step * scale) + 0.5;
    return [
      draw("line", { x1: left, x2: width, y1: y, y2: y, class: line === 0 ? "chart-line" : "chart-grid" }),
      text(left - em * 0.5, y + em * 0.3, String(line * step), "end", "chart-quiet"),
    ];
  });
  const shapes = months.flatMap((month, index) => {
    const middle = left + (index + 0.5) * pitch;
    let y = floor;
    const parts = month.parts.flatMap(({ number }, series) => {
      y -= number * scale;
      return number > 0 ? [bar(middle - thick / 2, y, thick, number * scale, series)] : [];
    });
    const narrow = measure(month.label) * 0.875 * em > pitch * 0.95;
    const label = narrow ? month.label.replace(/月$/u, "").slice(0, 3) : month.label;
    const sum = fits ? [text(middle, y - em * 0.3, month.said, "middle", "chart-number")] : [];
    return [...parts, ...sum, text(middle, floor + em * 1.25, label, "middle")];
  });
  return { height: Math.ceil(floor + em * 1.75), shapes: [...grid, ...shapes] };
};
