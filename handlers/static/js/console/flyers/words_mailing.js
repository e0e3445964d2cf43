// @ts-check
/** What the part 「おしらせ」 says. People are counted, never named. */

import { said } from "../../lib/language.js";

/** @param {number} count */
const people = (count) => (count === 1 ? "1 person" : `${count.toLocaleString("en-GB")} people`);
/** @param {number} count */
const many = (count) => count.toLocaleString("ja-JP");

export const mailing = said({
  lead: "LINEで「新しい資料を知らせてほしい」とえらんだ人に、1回だけ知らせます。資料の名前は送りません。ほかの資料のおしらせをまだ受け取っていない人には、まとめて1回だけ届きます。",
  message: "送る文",
  text: "新しい資料があります。見たいときは、メニューの『資料』をひらいてください。",
  textHint: "受け取る人がえらんだ言葉(日本語、やさしい日本語、英語)で届きます。",
  figures: {
    subscribers: "知らせてほしい人",
    left: "今月、おしらせに使える数",
    reserve: "返事のために残してある数",
  },
  /** @param {number} count */
  people: (count) => `${many(count)}人`,
  /** @param {number} count */
  pushes: (count) => `${many(count)}通`,
  unlimited: "上限なし",
  unknown: "LINEから、まだ数字が届いていません",
  reserveHint: "返事が届かなくならないように、おしらせには使いません。",
  nobody: "知らせてほしいとえらんだ人は、まだいません。",
  hidden: "公開している資料だけ、知らせることができます。先に「見え方と公開」で公開してください。",
  /** @param {number} month @param {number} later */
  partly: (month, later) => `今月は${many(month)}人まで送れます。残りの${many(later)}人には、来月、自動で続きを送ります。`,
  /** @param {number} count */
  beginTo: (count) => `${many(count)}人に知らせる`,
  night: "夜8時から朝8時までは送りません。",
  asking: {
    /** @param {number} count */
    heading: (count) => `${many(count)}人に、おしらせを送りますか`,
    lead: "送った分は、取り消せません。途中で止めることはできます。",
    back: "もどる",
    /** @param {number} count */
    confirm: (count) => `${many(count)}人に送る`,
  },
  begun: "送りはじめました。この画面を閉じても、続きます。",
  progress: "おしらせの進みぐあい",
  /** @param {number} wanted @param {number} sent */
  sent: (wanted, sent) => `${many(wanted)}人のうち、${many(sent)}人に送りました。`,
  /** @param {number} waiting */
  waiting: (waiting) => `あと${many(waiting)}人です。`,
  /** @param {number} failed */
  failed: (failed) => `送れなかった人が${many(failed)}人います。LINEをやめた人などです。`,
  states: { going: "送っています", stopped: "止めています", done: "終わりました" },
  waits: {
    hours: "夜のあいだは送りません。朝8時から、続きを自動で送ります。",
    quota: "今月おしらせに使える数を、使い切りました。来月になると、続きを自動で送ります。返事のための分は残してあります。",
    figures: "LINEから、残りの数が届いていません。届くと、続きを自動で送ります。",
    flyer: "資料を公開していないので、待っています。公開すると、続きを自動で送ります。",
    day: "きょうは、ほかの資料のおしらせを送りました。同じ文が続けて届かないように、あすの朝8時から自動で送ります。",
  },
  stop: "止める",
  goOn: "つづける",
  end: "ここで終える",
  stopped: "止めました。まだ送っていない人には、届きません。",
  wentOn: "続きを送ります。",
  ending: {
    heading: "ここで終えますか",
    /** @param {number} waiting */
    lead: (waiting) => `まだ送っていない${many(waiting)}人には、知らせません。あとから続けることはできません。`,
    back: "もどる",
    confirm: "ここで終える",
    done: "終えました。",
  },
  earlier: "これまでのおしらせ",
  /** @param {string} when @param {number} sent @param {number} wanted */
  was: (when, sent, wanted) => `${when}: ${many(wanted)}人のうち${many(sent)}人に送りました`,
  changed: "ほかの人が、先に変えました。いまのようすを出しています。",
  going: "この資料のおしらせは、もう始まっています。",
  failedToLoad: "読み込めませんでした。つながると、自動で読み直します。",
  unsaved: "うまくいきませんでした。少し待って、もう一度押してください。",
}, {
  lead: "Tells those who asked for it on LINE that there is something new, once. The flyer is not named. Who has yet to hear of another flyer gets one notice for both.",
  message: "What is sent",
  text: "There is a new leaflet. If you would like to see it, open \"Leaflets\" in the menu.",
  textHint: "Everybody gets it in the language of their choice (Japanese, Easy Japanese, English).",
  figures: { subscribers: "Want to be told", left: "Left for notices this month", reserve: "Kept for answers" },
  people: (count) => people(count),
  pushes: (count) => (count === 1 ? "1 message" : `${count.toLocaleString("en-GB")} messages`),
  unlimited: "No limit",
  unknown: "LINE has not told its figures yet",
  reserveHint: "Notices never use these, so that answers go on arriving.",
  nobody: "Nobody has asked to be told yet.",
  hidden: "Only a published flyer can be announced. Please publish it first, under “Preview and publishing”.",
  partly: (month, later) => `${people(month)} can be told this month. The other ${people(later)} are told next month, by itself.`,
  beginTo: (count) => `Tell ${people(count)}`,
  night: "Nothing is sent between 20:00 and 8:00.",
  asking: {
    heading: (count) => `Send the notice to ${people(count)}?`,
    lead: "What is sent can’t be taken back. You can stop it on the way.",
    back: "Back",
    confirm: (count) => `Send to ${people(count)}`,
  },
  begun: "It has begun, and goes on when you leave this screen.",
  progress: "How far the notice is",
  sent: (wanted, sent) => `Sent to ${sent.toLocaleString("en-GB")} of ${people(wanted)}.`,
  waiting: (waiting) => `${people(waiting)} to go.`,
  failed: (failed) => `${people(failed)} could not be reached, such as those who have left LINE.`,
  states: { going: "Being sent", stopped: "Stopped", done: "Done" },
  waits: {
    hours: "Nothing is sent at night. It goes on by itself at 8:00.",
    quota: "What notices may use this month is used up. It goes on by itself next month. What answers need is kept.",
    figures: "LINE has not told how many messages are left. As soon as it does, it goes on by itself.",
    flyer: "It waits, because the flyer is not published. Once it is, it goes on by itself.",
    day: "Another flyer’s notice went out today. So that nobody gets the same words twice, this one goes out by itself tomorrow at 8:00.",
  },
  stop: "Stop",
  goOn: "Go on",
  end: "End it here",
  stopped: "Stopped. Whoever has not been told yet gets nothing.",
  wentOn: "It goes on.",
  ending: {
    heading: "End it here?",
    lead: (waiting) => `${people(waiting)} who have not been told yet will not be. It can’t be gone on with later.`,
    back: "Back",
    confirm: "End it here",
    done: "Ended.",
  },
  earlier: "Notices before",
  was: (when, sent, wanted) => `${when}: sent to ${sent.toLocaleString("en-GB")} of ${people(wanted)}`,
  changed: "Somebody else was quicker. You see how it stands now.",
  going: "The notice of this flyer has begun already.",
  failedToLoad: "Could not be loaded. It is tried again by itself.",
  unsaved: "That did not work. Wait a little and press again.",
});
