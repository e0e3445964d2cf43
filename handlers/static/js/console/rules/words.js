// @ts-check
/** The screen 「窓口のきまり」. Tone: です・ます, short. */

import { said } from "../../lib/language.js";

export const rules = said(
  {
    checks: "送る前に、もう一人が見る",
    checksHint: "相手に送る前に、同じ窓口のだれかが読んで「これでよい」を押します。",
    check: { check_first: "はじめての返事", check_flagged: "気になる言葉がある相談への返事", check_referral: "紹介先をふくむ返事" },
    cap: "きょう担当する件数の目安",
    capHint: "夜の窓口なら、その夜に受ける件数です。空らんにすると、目安なしになります。こえても、相談は届きます。",
    within: "返事までの目安(分)",
    withinHint: "これより長く待っている人の数が、一覧の上に出ます。空らんにすると、目安なしになります。",
    save: "このきまりにする",
    /** @param {string} desk */
    saved: (desk) => `${desk}のきまりを変えました。いまから、みんなの画面に効きます。`,
    /** @param {string} name @param {string} when */
    changed: (name, when) => `${when}に、${name}さんが変えました。`,
    never: "まだ、だれも変えていません。",
    /** @param {string} name @param {string} rules */
    late: (name, rules) => `まだ変わっていません。${name}さんが、先に変えました。いまのきまりは、${rules}です。上の内容でよければ、もう一度押してください。`,
    /** @param {string} label @param {string} what */
    of: (label, what) => `「${label}」は${what}`,
    apart: "、",
    none: "なし",
    somebody: "もういない人",
    /** @param {number} most */
    capWrong: (most) => `1から${most}までの数字を入れるか、空らんにしてください。`,
    /** @param {number} most */
    withinWrong: (most) => `1から${most}までの数字(分)を入れるか、空らんにしてください。`,
    notLoaded: "読み込めませんでした。少し待って、もう一度この画面を開いてください。",
  },
  {
    checks: "A second person looks first",
    checksHint: "Before a reply is sent, somebody else at the desk reads it and presses “This is fine”.",
    check: { check_first: "The first reply", check_flagged: "Replies where there are worrying words", check_referral: "Replies that name a place to turn to" },
    cap: "How many a day should take",
    capHint: "For an evening desk: how many that evening takes. Empty means no aim. Beyond it, messages still arrive.",
    within: "Reply within (minutes)",
    withinHint: "How many wait longer than this stands above the list. Empty means no aim.",
    save: "Use these rules",
    saved: (desk) => `The rules of ${desk} have changed. They count on everybody’s screen from now on.`,
    changed: (name, when) => `Changed by ${name}, ${when}.`,
    never: "Nobody has changed them yet.",
    late: (name, rules) => `Nothing has changed yet. ${name} was first. The rules now: ${rules}. If what stands above is right, press again.`,
    of: (label, what) => `${label}: ${what}`,
    apart: "; ",
    none: "none",
    somebody: "somebody who has left",
    capWrong: (most) => `Enter a number from 1 to ${most}, or leave it empty.`,
    withinWrong: (most) => `Enter a number of minutes from 1 to ${most}, or leave it empty.`,
    notLoaded: "This could not be loaded. Wait a little and open the screen again.",
  },
);
