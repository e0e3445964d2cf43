// @ts-check
/** What is printed: sheets that stand on the page only while the printer's window is open. */

import { arrange, byId } from "./dom.js";

/**
 * Prints these and takes them off the page again.
 * @param {readonly Node[]} sheets
 */
export function printOut(sheets) {
  const paper = byId("paper", HTMLElement);
  arrange(paper, sheets);
  addEventListener("afterprint", () => arrange(paper, []), { once: true });
  print();
}
