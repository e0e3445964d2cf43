// @ts-check
/** Charts of rows: a bar for each item of a list, or for each year with a part for each way. */

import { bar, draw, text } from "./svg.js";

/** @typedef {{ label: string, parts: { number: number, said: string }[], said: string }} Row `said`: what stands at its end */

/**
 * Rows of bars from the left; on a narrow page the words stand above them.
 * @param {readonly Row[]} rows
 * @returns {import("./svg.js").Draw}
 */
export const rowsOfBars = (rows) => (width, em) => {
  const longest = Math.max(...rows.map(({ label }) => measure(label)), 1);
  const words = longest * 0.875 * em;
  const narrow = (width < 26 * em && words > width * 0.25) || words + em > width * 0.45;
  const left = narrow ? 0 : words + em;
  const many = rows.length > 12;
  const thick = many ? em : em * 1.25;
  const pitch = narrow ? thick + em * 2 : many ? em * 2 : thick + em * 0.5;
  const right = Math.max(...rows.map(({ said }) => measure(said)), 1) * 0.875 * em + em * 0.75;
  const most = Math.max(1, ...rows.map(({ parts }) => parts.reduce((sum, { number }) => sum + number, 0)));
  const scale = Math.max(1, width - left - right) / most;
  const shapes = rows.flatMap((row, index) => {
    const top = index * pitch + (narrow ? em * 1.375 : (pitch - thick) / 2);
    const middle = top + thick / 2 + em * 0.3;
    const label = narrow ? text(0, top - em * 0.375, row.label) : text(left - em * 0.75, middle, row.label, "end");
    let x = left;
    const drawn = row.parts.flatMap(({ number, said }, series) => {
      const long = number * scale;
      const fits = row.parts.length > 1 && long > measure(said) * em + em * 0.5 && thick >= em;
      const made = [bar(x, top, long, thick, series), ...(fits ? [text(x + long / 2, middle, said, "middle", "chart-inside")] : [])];
      x += long;
      return number > 0 ? made : [];
    });
    return [label, ...drawn, text(x + em * 0.375, middle, row.said, "start", "chart-number")];
  });
  const base = draw("line", { x1: left, x2: left, y1: 0, y2: rows.length * pitch, class: "chart-line" });
  return { height: Math.ceil(rows.length * pitch), shapes: narrow ? shapes : [...shapes, base] };
};

/**
 * How wide a text is, in letters of full width.
 * @param {string} words
 */
export const measure = (words) => [...words].reduce((sum, letter) => sum + (/[A-Z]/.test(letter) ? 0.8 : /[ -~]/.test(letter) ? 0.66 : 1), 0);
