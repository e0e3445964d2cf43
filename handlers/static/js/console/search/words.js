// @ts-check
/** What the search inside an opened consultation says. */

import { said } from "../../lib/language.js";

export const search = said(
  {
    open: "さがす",
    label: "このやりとりの中からさがす言葉",
    next: "次へ",
    previous: "前へ",
    close: "閉じる",
    /** @param {number} place @param {number} count */
    count: (place, count) => `${count}件中 ${place}件目`,
    none: "見つかりません",
  },
  {
    open: "Search",
    label: "Words to look for in this consultation",
    next: "Next",
    previous: "Previous",
    close: "Close",
    count: (place, count) => `${place} of ${count}`,
    none: "Not found",
  },
);
