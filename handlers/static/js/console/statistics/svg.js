// @ts-check
/** Drawing: SVG elements, and charts that are drawn anew when their place gets another width, so that words keep their size. */

import { arrange, make } from "../../lib/dom.js";

const NAMESPACE = "http://www.w3.org/2000/svg";

/**
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function draw(tag, attributes = {}, ...children) {
  const element = document.createElementNS(NAMESPACE, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  element.append(...children);
  return element;
}

/**
 * @typedef {object} Drawing
 * @property {number} height in px
 * @property {SVGElement[]} shapes
 *
 * @typedef {(width: number, em: number) => Drawing} Draw `em`: the height of 16 px of type as this reader has it, in px
 */

/**
 * A chart that fits its place.
 * @param {string} label for who does not see it
 * @param {Draw} drawing
 * @param {number} [fixed] a width in px, for paper
 */
export function figure(label, drawing, fixed) {
  const place = make("div", { class: "chart" });
  let drawn = 0;
  /** @param {number} width */
  const redraw = (width) => {
    if (width < 1 || Math.abs(width - drawn) < 1) return;
    drawn = width;
    const em = parseFloat(getComputedStyle(document.documentElement).fontSize);
    const { height, shapes } = drawing(width, em);
    arrange(place, [draw("svg", { width, height, role: "img", "aria-label": label, focusable: "false" }, ...shapes)]);
  };
  if (fixed) redraw(fixed);
  else new ResizeObserver(([entry]) => redraw(Math.floor(entry?.contentRect.width ?? 0))).observe(place);
  return place;
}

/**
 * @param {number} x
 * @param {number} y of the line on which it stands
 * @param {string} text
 * @param {string} [anchor] "start", "middle" or "end"
 * @param {string} [kind] a class besides
 */
export const text = (x, y, text, anchor = "start", kind = "") =>
  draw("text", { x, y, "text-anchor": anchor, class: `chart-text ${kind}`.trim() }, text);

/**
 * @param {number} x
 * @param {number} y
 * @param {number} width
 * @param {number} height
 * @param {number} series from 0
 */
export const bar = (x, y, width, height, series = 0) =>
  draw("rect", { x, y, width: Math.max(0, width), height: Math.max(0, height), class: `series series-${series + 1}` });
