// @ts-check
/** Where the doors of flyers are. */

/** @typedef {import("./types.js").Flyer} Flyer */
/** @typedef {import("./types.js").Version} Version */

export const DOOR = "/console/flyers";

/** @param {{ id: string }} flyer @param {string} [more] */
export const pathOf = ({ id }, more = "") => `${DOOR}/${encodeURIComponent(id)}${more}`;

/** @param {{ id: string }} flyer @param {number} number */
export const versionPath = (flyer, number) => pathOf(flyer, `/versions/${number}`);

/**
 * The address of a page as a picture, the narrowest that is at least so wide, or else the widest there is.
 * @param {{ id: string }} flyer
 * @param {Version} version
 * @param {number} page from 1
 * @param {number} wanted pixels
 * @returns {{ address: string, width: number, height: number } | null}
 */
export function pictureOf(flyer, { number, pictures }, page, wanted) {
  const sizes = pictures.filter((one) => one.page === page).sort((a, b) => a.width - b.width);
  const size = sizes.find(({ width }) => width >= wanted) ?? sizes.at(-1);
  if (!size) return null;
  const address = `${versionPath(flyer, number)}/pages/${page}/${size.width}.webp`;
  return { address, width: size.width, height: size.height };
}

/** The version that is shown, or would be. @param {Flyer} flyer */
export const chosenVersion = ({ versions, version }) => versions.find(({ number }) => number === version) ?? versions[0] ?? null;
