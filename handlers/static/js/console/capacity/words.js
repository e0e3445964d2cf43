// @ts-check
/** How full the desks are, in a few words. */

import { said } from "../../lib/language.js";

export const capacity = said(
  {
    label: "窓口のいま",
    /** @param {number} count */
    waiting: (count) => `返事待ち ${count}件`,
    nobody: "返事待ちの人はいません",
    /** @param {string} time */
    longest: (time) => `いちばん長い人 ${time}`,
    /** @param {number} count @param {number | null} cap */
    taken: (count, cap) => (cap === null ? `きょう担当した相談 ${count}件` : `きょう担当した相談 ${count}件(目安 ${cap}件)`),
    full: "きょうの目安に達しました。むりをせず、交代や応援を考えてください。",
    /** @param {number} count @param {string} within */
    late: (count, within) => `目安の${within}を過ぎた人が${count}人います`,
    /** @param {string} names */
    present: (names) => `いまいる人 ${names}`,
    /** @param {{ days: number, hours: number, minutes: number }} time */
    time: ({ days, hours, minutes }) =>
      days > 0 ? `${days}日${hours > 0 ? `${hours}時間` : ""}` : hours > 0 ? `${hours}時間${minutes > 0 ? `${minutes}分` : ""}` : minutes > 0 ? `${minutes}分` : "1分未満",
  },
  {
    label: "The desk now",
    waiting: (count) => `${count} waiting`,
    nobody: "Nobody is waiting",
    longest: (time) => `longest ${time}`,
    taken: (count, cap) => (cap === null ? `${count} taken today` : `${count} taken today (aim: ${cap})`),
    full: "Today’s aim is reached. Don’t overdo it: think of taking turns or asking for help.",
    late: (count, within) => `${count} ${count === 1 ? "has" : "have"} waited longer than the aim of ${within}`,
    present: (names) => `Here now: ${names}`,
    time: ({ days, hours, minutes }) =>
      days > 0 ? `${days} d${hours > 0 ? ` ${hours} h` : ""}` : hours > 0 ? `${hours} h${minutes > 0 ? ` ${minutes} min` : ""}` : minutes > 0 ? `${minutes} min` : "under a minute",
  },
);
