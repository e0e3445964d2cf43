// @ts-check
/** A file that a door made, handed to the browser's downloads. */

import { make } from "../lib/dom.js";

/** @param {{ name: string, blob: Blob }} file */
export function download({ name, blob }) {
  const address = URL.createObjectURL(blob);
  make("a", { attributes: { href: address, download: name } }).click();
  // The download has its own copy by the next turn; until then the address must stand.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
