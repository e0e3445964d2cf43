// @ts-check
/** What the screen 「受付時間とお知らせ」 says about weeks and days. */

import { said } from "../../lib/language.js";

/** @typedef {{ row: number | null, field: string, code: string, other: number | null }} Problem */

export const hours = said({
  failed: "読み込めませんでした。つながると、自動で新しくなります。",
  now: "いま受け付けています。",
  /** @param {string} opening */
  next: (opening) => `つぎに受け付けるのは、${opening}からです。書いた人にも、そう伝わります。`,
  never: "受付時間が決まっていません。書いた人に、いつ返事ができるかを伝えられません。",
  change: "時間を変える",
  /** @param {string} desk */
  changeOf: (desk) => `${desk}の時間を変える`,
  notMine: "この窓口の時間は、この窓口の責任者が変えられます。",
  /** @param {string} first @param {string} last */
  run: (first, last) => (first === last ? first : `${first}〜${last}`),
  /** @param {string} nth @param {string} weekday */
  monthly: (nth, weekday) => `毎月 ${nth} ${weekday}曜`,
  /** @param {number} nth */
  nth: (nth) => (nth === -1 ? "最終" : `第${nth}`),
  joined: "・",
  none: "お休み",
  /** @param {string} day */
  from: (day) => `${day}から`,
  /** @param {string} day */
  until: (day) => `${day}まで`,
  holidays: "祝日・年末年始も",
  ahead: "つぎの2週間",
  closedDay: "休みの日",
  yearEnd: "年末年始",
  today: "きょう",
  /** @param {string} desk */
  saved: (desk) => `${desk}の受付時間を変えました。これから書く人には、新しい時間が伝わります。`,
}, {
  failed: "Could not be loaded. It refreshes by itself when the connection is back.",
  now: "Open now.",
  next: (opening) => `Opens next: ${opening}. Whoever writes is told the same.`,
  never: "No hours are set. Whoever writes can't be told when an answer will come.",
  change: "Change hours",
  changeOf: (desk) => `Change hours: ${desk}`,
  notMine: "A supervisor of this desk can change its hours.",
  run: (first, last) => (first === last ? first : `${first}–${last}`),
  monthly: (nth, weekday) => `${nth} ${weekday} of the month`,
  nth: (nth) => (nth === -1 ? "Last" : ["1st", "2nd", "3rd", "4th", "5th"][nth - 1] ?? ""),
  joined: " and ",
  none: "Closed",
  from: (day) => `from ${day}`,
  until: (day) => `until ${day}`,
  holidays: "also on holidays",
  ahead: "The next two weeks",
  closedDay: "Closed day",
  yearEnd: "Year end",
  today: "Today",
  saved: (desk) => `The hours of ${desk} are changed. Whoever writes from now on is told the new ones.`,
});

export const editing = said({
  /** @param {string} desk */
  heading: (desk) => `${desk}の受付時間`,
  /** @param {string} weekday */
  day: (weekday) => `${weekday}曜日`,
  none: "お休みです",
  add: "時間を入れる",
  addMore: "もう1つ入れる",
  copy: "月曜と同じ時間を、火〜金にも入れる",
  monthly: "毎月の決まった曜日",
  monthlyHint: "「第1火曜だけ、夜も」のような時間です。毎週の時間に足されます。",
  addMonthly: "毎月の時間を入れる",
  opens: "はじまり",
  closes: "終わり",
  to: "〜",
  which: "第何週",
  weekday: "曜日",
  more: "期間・祝日",
  first: "この日から",
  last: "この日まで",
  holidays: "祝日と年末年始(12月29日〜1月3日)も受け付ける",
  remove: "消す",
  removeThis: "この時間を消す",
  /** @param {string} time */
  nextDay: (time) => `${time}まで`,
  wholeDay: "24時間",
  previewing: "この内容にすると、つぎの2週間はこうなります",
  unready: "時間がそろうと、ここに2週間の予定が出ます。",
  save: "この時間にする",
  cancel: "やめる",
  unsaved: "保存できませんでした。入れた内容は残っています。少し待って、もう一度押してください。",
  /** @param {string} who */
  changed: (who) => `${who}、先にこの窓口の時間を変えました。あなたの内容は、まだ保存していません。`,
  somebody: "ほかの人が",
  /** @param {string} name @param {string} time */
  by: (name, time) => `${name}さんが${time}に`,
  theirs: "変わったあとの時間から、やり直す",
  ours: "自分の内容で置きかえる",
}, {
  heading: (desk) => `Hours of ${desk}`,
  day: (weekday) => weekday,
  none: "Closed",
  add: "Add a time",
  addMore: "Add another",
  copy: "Copy Monday’s times to Tuesday–Friday",
  monthly: "Fixed weekdays of the month",
  monthlyHint: "Such as “the first Tuesday, in the evening too”. They are added to the weekly times.",
  addMonthly: "Add a monthly time",
  opens: "Opens",
  closes: "Closes",
  to: "–",
  which: "Which",
  weekday: "Weekday",
  more: "Period, holidays",
  first: "From this day",
  last: "Until this day",
  holidays: "Also on public holidays and at the year’s end (29 Dec–3 Jan)",
  remove: "Remove",
  removeThis: "Remove this time",
  nextDay: (time) => `until ${time}`,
  wholeDay: "24 hours",
  previewing: "With this, the next two weeks look like this",
  unready: "When the times are complete, the next two weeks appear here.",
  save: "Use these hours",
  cancel: "Cancel",
  unsaved: "Could not be saved. Your entries are still here. Please wait a little and press again.",
  changed: (who) => `${who} has changed the hours of this desk. Yours are not saved yet.`,
  somebody: "Somebody else",
  by: (name, time) => `${name} (${time})`,
  theirs: "Start again from the changed hours",
  ours: "Replace them with mine",
});

const sentences = said({
  none: "時間が1つもありません。しばらく休むときは、下の「休みの日」に入れてください。",
  many: "時間が多すぎます。60個までにしてください。",
  opens: "はじまりの時刻を入れてください。",
  closes: "終わりの時刻を入れてください。",
  order: "はじまりと終わりが同じ時刻です。24時間のときは、0:00と0:00にしてください。",
  nth: "第何週かを、1つ以上えらんでください。",
  weekday: "曜日をえらんでください。",
  day: "日にちをたしかめてください。",
  days: "「この日まで」が「この日から」より前になっています。",
  overlap: "同じ曜日のほかの時間と重なっています。1つにまとめるか、時刻をずらしてください。",
}, {
  none: "There is no time at all. To close for a while, use “Closed days” below.",
  many: "Too many times. At most 60.",
  opens: "Please enter when it opens.",
  closes: "Please enter when it closes.",
  order: "It opens and closes at the same time. For 24 hours enter 0:00 and 0:00.",
  nth: "Please choose at least one week of the month.",
  weekday: "Please choose a weekday.",
  day: "Please check the day.",
  days: "“Until” is before “From”.",
  overlap: "It overlaps another time of the same weekday. Join them, or move one.",
});

/**
 * What is wrong, and what to do about it.
 * @param {Problem} problem
 */
export function problemSentence({ field, code }) {
  if (field === "rows") return code === "none" ? sentences.none : sentences.many;
  if (code === "overlap") return sentences.overlap;
  if (code === "order") return field === "last_day" ? sentences.days : sentences.order;
  if (field === "opens" || field === "closes" || field === "nth" || field === "weekday") return sentences[field];
  return sentences.day;
}
