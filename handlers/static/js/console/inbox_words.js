// @ts-check
/** What else the list of consultations says, in the reader's language. */

import { said } from "../lib/language.js";
import { inbox as known } from "./words.js";

const more = said(
  {
    whoWaits: "返事待ち",
    nobodyWaits: { headline: "返事を待っている人はいません。", more: "相手から連絡が届くと、ここへ自動で並びます。" },
    check: { asked: "確認をお願いします", agreed: "確認ずみ", declined: "直してほしい" },
    checkAsked: "確認を頼んでいます",
    handed: "引きつぎ",
    blocked: "対応を止めています",
    held: "消去を止めています",
  },
  {
    whoWaits: "Waiting",
    nobodyWaits: { headline: "Nobody is waiting for an answer.", more: "When somebody writes, they appear here by themselves." },
    check: { asked: "Please check", agreed: "Checked", declined: "To be changed" },
    checkAsked: "Being checked",
    handed: "Handed over",
    blocked: "Not answered for now",
    held: "Not erased for now",
  },
);

export const inbox = {
  ...known,
  ...more,
  filters: { ...known.filters, waiting: more.whoWaits },
  empty: { ...known.empty, waiting: more.nobodyWaits },
};

export const unreadable = said(
  {
    back: "一覧へもどる",
    /** @param {string} name */
    whose: (name) => `${name}さんが担当しています。`,
    nobody: "いまは担当がいません。",
    body: "責任者にも、書かれたことは見えません。わかるのは、待っている時間と、担当の人だけです。",
    ask: "読む必要があるときは、まず担当の人に声をかけてください。理由を選べば、いっしょに読めます。",
  },
  {
    back: "Back to the list",
    whose: (name) => `${name} answers this consultation.`,
    nobody: "Nobody answers it now.",
    body: "What was written is closed to supervisors too. You see how long somebody has waited and who answers, no more.",
    ask: "If you need to read it, talk to whoever answers it first. With a reason you can read along.",
  },
);
