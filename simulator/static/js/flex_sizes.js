// @ts-check
/** The sizes of flex messages in pixels (LINE guide, Flex Message layout and elements). Pure. */

/** @type {Record<string, string>} */
const GAPS = { none: "0", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
/** @type {Record<string, string>} */
const FONTS = {
  xxs: "11px", xs: "13px", sm: "14px", md: "16px", lg: "19px", xl: "22px",
  xxl: "29px", "3xl": "35px", "4xl": "48px", "5xl": "74px",
};
/** @type {Record<string, string>} */
const ROUND = { none: "0", xs: "2px", sm: "4px", md: "8px", lg: "12px", xl: "16px", xxl: "20px" };
/** @type {Record<string, string>} */
const BORDERS = {
  none: "0", light: "0.5px", normal: "1px", medium: "2px", "semi-bold": "3px", bold: "4px",
};
/** @type {Record<string, number>} */
const BUBBLES = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 386 };

/** @param {string | undefined} value a keyword, or pixels or percent as they are @returns {string} "" for none */
export const gap = (value) => (value === undefined ? "" : GAPS[value] ?? value);

/** @param {string | undefined} value */
export const font = (value) => FONTS[value ?? "md"] ?? value ?? "";

/** @param {string | undefined} value */
export const round = (value) => (value === undefined ? "" : ROUND[value] ?? value);

/** @param {string | undefined} value */
export const border = (value) => (value === undefined ? "" : BORDERS[value] ?? value);

/** @param {string | undefined} size of a bubble */
export const width = (size) => BUBBLES[size ?? "mega"] ?? 300;

/**
 * How a component shares the room along its box: grown by its number, or as large as its contents.
 * @param {number | undefined} flex
 * @param {boolean} across horizontal and baseline boxes share by themselves, vertical ones don't
 */
export function share(flex, across) {
  const parts = flex ?? (across ? 1 : 0);
  if (parts === 0) return "0 0 auto";
  return across ? `${parts} ${parts} 0%` : `${parts} 0 auto`;
}
