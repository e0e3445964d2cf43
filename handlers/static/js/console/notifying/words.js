// @ts-check
/** What the console says when somebody writes while nobody looks, and how to choose that. */

import { said } from "../../lib/language.js";

export const notifying = said(
  {
    open: "知らせ方",
    heading: "新しい連絡の知らせ方",
    notice: "ほかの画面を見ているときに、ブラウザーの通知で知らせる",
    noticeHint: "通知に出るのは「新しいお知らせがあります」だけです。相談の中身も、窓口の名前も出ません。この画面が閉じているときは出ません。",
    sound: "小さな音を鳴らす",
    soundHint: "窓口の電話や、近くの人のじゃまにならないかを確かめてから使ってください。",
    refused: "ブラウザーが通知を止めています。アドレスの左のしるしから「通知」を許可すると、使えます。",
    close: "閉じる",
    told: "新しいお知らせがあります",
    /** @param {number} count */
    news: (count) => `新しい連絡があります。返事を待っている人は${count}人です。`,
  },
  {
    open: "Alerts",
    heading: "How to hear of new messages",
    notice: "A notification of the browser while I look at something else",
    noticeHint: "It says “There is news” and no more: nothing of what was written, and no desk. None comes while this page is closed.",
    sound: "A quiet sound",
    soundHint: "Make sure that it does not disturb calls or people nearby.",
    refused: "The browser holds notifications back. Allow them with the sign at the left of the address.",
    close: "Close",
    told: "There is news",
    news: (count) => `There is a new message. ${count} are waiting for an answer.`,
  },
);
