// @ts-check
/** Reading along: in the list, in the head of a consultation, and who has done so. Tone: です・ます, short. */

import { said } from "../../lib/language.js";

/** @type {Record<string, string>} */
export const REASONS = said(
  { quality: "対応をふりかえるため", worry: "心配なことがあるため", request: "担当の人に頼まれたため", training: "研修のため" },
  { quality: "To look back on how it goes", worry: "Something gives cause for concern", request: "Whoever answers asked for it", training: "For training" },
);

export const offer = said(
  {
    legend: "いっしょに読む理由",
    how: "いっしょに読みはじめると、担当の人の画面に、あなたの名前と理由がすぐに出ます。12時間たつと自動で終わり、だれがいつ読んだかは、相談が消えるまで残ります。",
    begin: "いっしょに読む",
  },
  {
    legend: "Why do you read along?",
    how: "As soon as you begin, whoever answers sees your name and the reason. It ends by itself after 12 hours. Who read, and when, stays until the consultation is erased.",
    begin: "Read along",
  },
);

export const reading = said(
  {
    /** @param {string} name */
    now: (name) => `${name}さん(責任者)がいっしょに読んでいます`,
    mine: "あなたがいっしょに読んでいます",
    /** @param {string} reason @param {string} since @param {string} until */
    facts: (reason, since, until) => `${reason}・${since}から、長くて${until}まで`,
    shown: "担当の人の画面にも出ています。",
    end: "読むのを終える",
    /** @param {number} count */
    past: (count) => `これまでに読んだ責任者(${count}件)`,
    /** @param {string} name @param {string} since @param {string} until @param {string} seen @param {string} reason */
    was: (name, since, until, seen, reason) => `${name}さん：${since}から${until}まで読めました。最後に開いたのは${seen}です(${reason})`,
    somebody: "もういない人",
  },
  {
    now: (name) => `${name} (supervisor) is reading along`,
    mine: "You are reading along",
    facts: (reason, since, until) => `${reason} · since ${since}, until ${until} at most`,
    shown: "Whoever answers sees this too.",
    end: "Stop reading along",
    past: (count) => `Supervisors who have read this (${count})`,
    was: (name, since, until, seen, reason) => `${name} could read from ${since} until ${until}, and last opened it at ${seen} (${reason})`,
    somebody: "Somebody who has left",
  },
);
