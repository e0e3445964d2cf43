// @ts-check
/** What the screen 「予約の準備」 says as a whole, and what is wrong with an entry. */

import { said } from "../../lib/language.js";

/** @typedef {{ row: number | null, field: string, code: string, other: number | null }} Problem */

export const setup = said({
  failed: "読み込めませんでした。少し待って、もう一度この画面を開いてください。",
  unsaved: "保存できませんでした。入れた内容は残っています。少し待って、もう一度押してください。",
  wrong: "赤いところをたしかめてください。入れた内容は残っています。",
  none: "担当の場所が、まだ決まっていません。責任者に「だれがどこを担当するか」で決めてもらってください。",
  noneYet: "場所がまだありません。「場所を加える」から始めてください。",
  newPlace: "新しい場所",
  /** @param {string} name */
  hidden: (name) => `${name}(まだ見せていません)`,
  parts: { times: "曜日と時間", days: "休みの日・足す日", facts: "きまりと連絡先", papers: "持ち物", kinds: "用件", order: "場所の順番", clerks: "担当" },
  ofPlace: "この場所のこと",
  ofAll: "すべての場所のこと",
  save: "保存する",
  cancel: "やめる",
  remove: "消す",
  up: "上へ",
  down: "下へ",
  languages: { ja: "日本語", easy: "やさしい日本語", en: "英語" },
  /** @param {string} who */
  changed: (who) => `${who}、先に変えました。あなたの内容は、まだ保存していません。`,
  somebody: "ほかの人が",
  /** @param {string} name @param {string} time */
  by: (name, time) => `${name}さんが${time}に`,
  theirs: "変わったあとの内容から、やり直す",
  ours: "自分の内容で置きかえる",
  /** @param {number} count */
  left: (count) => `いまの受付時間の外に、予約が${count}件あります。`,
  leftHint: "予約した人の時間は、そのまま残っています。ほかの人は、この時間を予約できません。時間を変えてもらうときは、予約をひらいてください。",
  /** @param {number} count */
  stayed: (count) => `${count}件の予約がある時間は、そのまま残しました。`,
  /** @param {string} code @param {string} when */
  booking: (code, when) => `番号 ${code}、${when}`,
  openBooking: "ひらく",
  /** @param {string} code */
  openOf: (code) => `番号 ${code} の予約をひらく`,
}, {
  failed: "Could not be loaded. Wait a little and open this screen again.",
  unsaved: "Could not be saved. Your entries are still here. Please wait a little and press again.",
  wrong: "Please check what is marked. Your entries are still here.",
  none: "No place is yours yet. A supervisor can say so under “Who works where”.",
  noneYet: "There is no place yet. Begin with “Add a place”.",
  newPlace: "A new place",
  hidden: (name) => `${name} (not shown yet)`,
  parts: { times: "Weekdays and times", days: "Closed and extra days", facts: "Rules and contact", papers: "What to bring", kinds: "Kinds of visit", order: "Order of places", clerks: "Who works where" },
  ofPlace: "About this place",
  ofAll: "About all places",
  save: "Save",
  cancel: "Cancel",
  remove: "Remove",
  up: "Up",
  down: "Down",
  languages: { ja: "Japanese", easy: "Easy Japanese", en: "English" },
  changed: (who) => `${who} has changed this before you. Yours is not saved yet.`,
  somebody: "Somebody else",
  by: (name, time) => `${name} (${time})`,
  theirs: "Start again from what they saved",
  ours: "Replace it with mine",
  left: (count) => (count === 1 ? "1 booking stands outside of the times on offer." : `${count} bookings stand outside of the times on offer.`),
  leftHint: "Whoever booked keeps their time, and nobody else can book it. Open the booking to find another time.",
  stayed: (count) => (count === 1 ? "The time of 1 booking was left as it is." : `The times of ${count} bookings were left as they are.`),
  booking: (code, when) => `Code ${code}, ${when}`,
  openBooking: "Open",
  openOf: (code) => `Open the booking ${code}`,
});

const sentences = said({
  empty: "入れてください。",
  long: "長すぎます。短くしてください。",
  line: "改行や特別な文字は使えません。",
  phone: "電話番号は、数字と「-」で入れてください。",
  range: "数字をたしかめてください。",
  order: "はじまりより後にしてください。",
  horizon: "締切の日数より、大きい数にしてください。",
  day: "日にちを入れてください。",
  days: "「この日まで」が「この日から」より前になっています。",
  far: "2年より先の日は入れられません。",
  past: "もう過ぎた日です。",
  slotLong: "1回の長さが、はじまりから終わりまでより長くなっています。",
  weekdays: "曜日を1つ以上えらんでください。",
  nth: "第何週かを、1つ以上えらんでください。",
  kinds: "用件を1つ以上えらんでください。",
  many: "数が多すぎます。",
  telling: "トークの画面は、ほかの人の目に入ることがあります。「相談」「宣誓」「性」「暴力」「パートナー」「DV」「LGBT」のような言葉を使わずに、書きかえてください。",
}, {
  empty: "Please fill this in.",
  long: "Too long. Please shorten it.",
  line: "No line breaks or special characters here.",
  phone: "A telephone number is digits and “-”.",
  range: "Please check the number.",
  order: "It must be later than the beginning.",
  horizon: "It must be more than the days of notice.",
  day: "Please choose a day.",
  days: "“Until” is before “From”.",
  far: "Days more than two years ahead can’t be set.",
  past: "That day is over.",
  slotLong: "One visit is longer than the whole time.",
  weekdays: "Please choose at least one weekday.",
  nth: "Please choose at least one week of the month.",
  kinds: "Please choose at least one kind.",
  many: "Too many.",
  telling: "Others may see the talk’s screen. Please write it without words such as oath, partner, counselling, violence, sex, DV or LGBT.",
});

/** @type {Record<string, string>} */
const BY_FIELD = { weekdays: sentences.weekdays, nth: sentences.nth, kinds: sentences.kinds };

/**
 * What is wrong, and what to do about it.
 * @param {Problem} problem
 * @returns {string}
 */
export function problemSentence({ field, code }) {
  if (field === "last_day" && code === "order") return sentences.days;
  if (field === "horizon_days" && code === "order") return sentences.horizon;
  if (field === "minutes" && code === "long") return sentences.slotLong;
  return BY_FIELD[field] ?? sentences[/** @type {keyof typeof sentences} */ (code)] ?? sentences.empty;
}
