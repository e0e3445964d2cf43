// @ts-check
/** What a list says whose order is changed. */

import { said } from "../lib/language.js";

export const orderList = said({
  up: "上へ",
  down: "下へ",
  /** @param {string} title */
  upOf: (title) => `「${title}」を上へ`,
  /** @param {string} title */
  downOf: (title) => `「${title}」を下へ`,
  /** @param {string} title @param {number} place @param {number} count */
  moved: (title, place, count) => `「${title}」を、${count}件のうち${place}番目にしました。`,
  /** @param {string} title */
  first: (title) => `「${title}」は、いちばん上です。`,
  /** @param {string} title */
  last: (title) => `「${title}」は、いちばん下です。`,
  changed: "ほかの人が、先に変えました。いまの順番を出しました。もう一度、動かしてください。",
  unsaved: "保存できなかったので、元の順番にもどしました。少し待って、もう一度押してください。",
}, {
  up: "Up",
  down: "Down",
  upOf: (title) => `Move “${title}” up`,
  downOf: (title) => `Move “${title}” down`,
  moved: (title, place, count) => `“${title}” is number ${place} of ${count} now.`,
  first: (title) => `“${title}” is at the top already.`,
  last: (title) => `“${title}” is at the bottom already.`,
  changed: "Somebody else was quicker. You see the order as it is now; please move it again.",
  unsaved: "That could not be saved, and the order is as it was. Wait a little and press again.",
});
