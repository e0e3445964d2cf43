// @ts-check
/** What the screen 「受付時間とお知らせ」 says about closed days and the notice for everybody. */

import { said } from "../../lib/language.js";

export const closed = said({
  every: "すべての窓口",
  /** @param {string} first @param {string} last */
  days: (first, last) => (first === last ? first : `${first} 〜 ${last}`),
  back: "取り消す",
  /** @param {string} days @param {string} desk */
  backOf: (days, desk) => `${days} ${desk}の休みを取り消す`,
  added: "休みの日を入れました。",
  taken: "休みの日を取り消しました。",
  gone: "ほかの人が、先に取り消していました。",
  changed: "ほかの人が、先に変えました。いまの内容をたしかめてください。",
  first: "休みのはじまりの日を、たしかめてください。",
  last: "終わりの日は、はじまりの日より後で、きょうからの日をえらんでください。",
  unsaved: "保存できませんでした。少し待って、もう一度押してください。",
}, {
  every: "All desks",
  days: (first, last) => (first === last ? first : `${first} – ${last}`),
  back: "Take back",
  backOf: (days, desk) => `Take back ${days}, ${desk}`,
  added: "The closed days are set.",
  taken: "The closed days are taken back.",
  gone: "Somebody else had already taken it back.",
  changed: "Somebody else changed it first. Please look at what is there now.",
  first: "Please check the first day.",
  last: "The last day must not be before the first day, nor before today.",
  unsaved: "Could not be saved. Please wait a little and press again.",
});

export const notice = said({
  /** @param {string} day @param {string} time */
  until: (day, time) => `${day} ${time}まで、書いた人に伝わります。`,
  /** @param {string} day @param {string} time */
  later: (day, time) => `${day} ${time}から伝わります。`,
  older: "新しいお知らせがあるため、いまは伝わっていません。",
  /** @param {string} closures */
  together: (closures) => `いっしょに休みにしました: ${closures}`,
  backAll: "お知らせをやめて、受付ももどす",
  backWords: "お知らせだけやめる",
  backOnly: "お知らせをやめる",
  shown: "お知らせを出しました。これから書く人に伝わります。",
  taken: "お知らせをやめました。",
  takenAll: "お知らせをやめて、受付をもどしました。",
  gone: "ほかの人が、先にやめていました。",
  /** @type {Record<string, string>} */
  languages: { ja: "日本語", easy: "やさしい日本語", en: "English" },
  close: "休みにして、みんなに知らせる",
  tell: "みんなに知らせる",
  changed: "ほかの人が、先にお知らせを出したか、取り消しました。下のいまのお知らせをたしかめて、まだ必要なら、もう一度押してください。",
  empty: "文を入れてください。",
  long: "長すぎます。200字までにしてください。",
  /** @param {string} word */
  telling: (word) => `「${word}」は、鍵のかかった画面でほかの人に見えると、相手が困るかもしれません。使わない言い方にしてください。`,
  closes: "休みにする窓口を、1つ以上えらんでください。",
  farther: "お知らせは92日先までです。長く続くことは、受付時間を変えてください。",
}, {
  until: (day, time) => `Whoever writes is told until ${day} ${time}.`,
  later: (day, time) => `Told from ${day} ${time}. `,
  older: "Not told at the moment, because there is a newer notice. ",
  together: (closures) => `Closed with it: ${closures}`,
  backAll: "Take the notice back and reopen",
  backWords: "Take only the notice back",
  backOnly: "Take the notice back",
  shown: "The notice is out. Whoever writes from now on is told.",
  taken: "The notice is taken back.",
  takenAll: "The notice is taken back, and the desks are open again.",
  gone: "Somebody else had already taken it back.",
  languages: { ja: "日本語 (Japanese)", easy: "やさしい日本語 (easy Japanese)", en: "English" },
  close: "Close and tell everybody",
  tell: "Tell everybody",
  changed: "Somebody else put a notice out or took one back first. Please look at the notices below, and press again if yours is still needed.",
  empty: "Please write something.",
  long: "Too long. At most 200 characters.",
  telling: (word) => `“${word}” might give somebody away if others see it on a lock screen. Please say it without.`,
  closes: "Please choose at least one desk to close.",
  farther: "A notice lasts at most 92 days. For longer changes use the hours.",
});
