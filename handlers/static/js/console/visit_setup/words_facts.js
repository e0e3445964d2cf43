// @ts-check
/** What the parts about a place's rules and papers, about kinds and clerks say. */

import { said } from "../../lib/language.js";

export const facts = said({
  lead: "住民に見える名前と連絡先、予約のきまりです。",
  active: "住民に見せて、予約を受け付ける",
  activeHint: "外すと、住民の画面から消えます。入っている予約はそのままです。",
  names: "住民に見える名前",
  address: "住所",
  phone: "電話番号",
  rules: "予約のきまり",
  lead_days: "予約の締切",
  lead_after: "開庁日前まで",
  change_days: "変更・取り消しの締切",
  horizon_days: "どこまで先を受けるか",
  horizon_after: "開庁日先まで",
  per_resident: "1人が同時に持てる予約",
  per_after: "件まで",
  daysHint: "土日、祝日、年末年始、休みの日は数えません。",
  private_room: "個室がある",
  takes_wishes: "空きがないとき、希望の日時(3つまで)を受ける",
  takes_waiting: "空き待ちを受ける",
  /** @param {string} first @param {string} last */
  meaning: (first, last) => `きょう申し込むと、いちばん早い日は${first}、いちばん遅い日は${last}です。`,
  /** @param {string} day */
  changing: (day) => `きょう変えたりやめたりできるのは、${day}からあとの予約です。`,
  unready: "日数を入れると、きょうの場合がここに出ます。",
  /** @param {string} name */
  saved: (name) => `${name}のきまりを保存しました。`,
  /** @param {string} name */
  added: (name) => `${name}を加えました。つぎに、曜日と時間を入れてください。`,
  add: "この場所を加える",
}, {
  lead: "Name and contact as residents see them, and the rules of booking.",
  active: "Shown to residents, takes bookings",
  activeHint: "Without it the place is not on residents’ screens. Bookings that exist stay.",
  names: "Name as residents see it",
  address: "Address",
  phone: "Telephone",
  rules: "Rules of booking",
  lead_days: "Book until",
  lead_after: "business days before",
  change_days: "Change or cancel until",
  horizon_days: "How far ahead",
  horizon_after: "business days",
  per_resident: "One person may have",
  per_after: "bookings at once",
  daysHint: "Weekends, public holidays, the year’s end and closed days don’t count.",
  private_room: "There is a private room",
  takes_wishes: "Where nothing is free: takes up to three wished times",
  takes_waiting: "Takes people who wait for a free time",
  meaning: (first, last) => `Who books today can come on ${first} at the earliest, and on ${last} at the latest.`,
  changing: (day) => `Today, bookings from ${day} on can be changed or cancelled.`,
  unready: "Enter the days, and what they mean today appears here.",
  saved: (name) => `The rules of ${name} are saved.`,
  added: (name) => `${name} is added. Next, enter weekdays and times.`,
  add: "Add this place",
});

export const papers = said({
  lead: "予約する人に見せる、持ち物と手続きの案内です。要綱やホームページとくらべて、正しいかを確かめた日を残します。",
  never: "まだ、だれも確認していません。もとの資料とくらべてください。",
  /** @param {string} day @param {string | null} who */
  checked: (day, who) => (who ? `${day}に、${who}さんが確認しました。` : `${day}に確認しました。`),
  stale: "半年以上、確認していません。もとの資料とくらべて、合っていれば「きょう確認しました」を押してください。",
  confirm: "きょう確認しました",
  confirmed: "きょうの日付で、確認を残しました。",
  unsavedFirst: "書きかえた内容があります。先に保存してください。",
  items: "持ち物",
  none: "持ち物は、まだ入っていません。",
  newItem: "新しい持ち物",
  addItem: "持ち物を足す",
  /** @param {string} name */
  removeItem: (name) => `「${name}」を消す`,
  /** @param {string} name */
  upItem: (name) => `「${name}」を上へ`,
  item: { name: "名前", where: "どんなもの・どこでもらうか", when: "条件", note: "ひとこと" },
  itemHint: { name: "", where: "例: 住民票の写し。住んでいる市町村の窓口で", when: "例: 3か月以内のもの、通称名を使う人だけ", note: "例: 顔写真のないものは、2つ持ってきてください" },
  rules: "手続きのきまり",
  moving_a: "引っ越したあとも続けて使う(近くの市町との間)",
  moving_b: "引っ越したあとも続けて使う(全国のネットワーク)",
  source: "もとの資料(要綱の名前や、ページのアドレス)",
  languagesHint: "やさしい日本語や英語が空らんのときは、日本語の文を見せます。",
  saved: "案内を保存しました。もとの資料とくらべたら、「きょう確認しました」を押してください。",
}, {
  lead: "What people who book are told to bring, and the steps. The day on which somebody compared it with the source is kept.",
  never: "Nobody has checked this yet. Please compare it with the source.",
  checked: (day, who) => (who ? `${who} checked this on ${day}.` : `Checked on ${day}.`),
  stale: "Nobody has checked this for half a year. Compare it with the source and press “Checked today”.",
  confirm: "Checked today",
  confirmed: "Noted as checked today.",
  unsavedFirst: "You have changed something. Save it first.",
  items: "What to bring",
  none: "Nothing is listed yet.",
  newItem: "A new item",
  addItem: "Add an item",
  removeItem: (name) => `Remove “${name}”`,
  upItem: (name) => `Move “${name}” up`,
  item: { name: "Name", where: "What it can be, where to get it", when: "Condition", note: "Note" },
  itemHint: { name: "", where: "Such as: a residence certificate, from the town where you live", when: "Such as: not older than 3 months; only who uses another name", note: "Such as: without a photo, bring two" },
  rules: "Rules and steps",
  moving_a: "Going on after a move (among these towns)",
  moving_b: "Going on after a move (national network)",
  source: "Source (name of the rules, or a page’s address)",
  languagesHint: "Where Easy Japanese or English is empty, the Japanese is shown.",
  saved: "Saved. When you have compared it with the source, press “Checked today”.",
});

export const kinds = said({
  lead: "予約のときに選ぶ用件です。すべての場所に効きます。使わない用件は、「受け付ける」を外してください。",
  heading: "用件",
  newKind: "新しい用件",
  add: "用件を足す",
  active: "受け付ける",
  off: "受け付けていません",
  name: "予約のページと職員の画面での名前",
  talk: "LINEのトークでの名前",
  talkHint: "通知やトークの画面は、ほかの人の目に入ることがあります。用件の分からない言葉にしてください。20字まで(やさしい日本語は40字まで)。",
  persons: "いちどに来られる人数",
  personsAfter: "人まで",
  papers: "予約のページに、持ち物の一覧を見せる",
  /** @param {string} name */
  upOf: (name) => `「${name}」を上へ`,
  /** @param {string} name */
  downOf: (name) => `「${name}」を下へ`,
  /** @param {string} name */
  removeOf: (name) => `「${name}」を消す`,
  saved: "用件を保存しました。",
}, {
  lead: "What a visit can be about, for all places. Switch off what is not used.",
  heading: "Kinds of visit",
  newKind: "A new kind",
  add: "Add a kind",
  active: "Can be booked",
  off: "can’t be booked",
  name: "Name on the booking page and for staff",
  talk: "Name in the LINE talk",
  talkHint: "Others may see notifications and the talk. Use words that don’t tell what it is about. 20 characters, Easy Japanese 40.",
  persons: "How many may come together",
  personsAfter: "people",
  papers: "The booking page shows what to bring",
  upOf: (name) => `Move “${name}” up`,
  downOf: (name) => `Move “${name}” down`,
  removeOf: (name) => `Remove “${name}”`,
  saved: "The kinds are saved.",
});

export const clerks = said({
  lead: "事務の人は、ここで選んだ場所の予約だけを見て、準備ができます。責任者は、すべての場所を見られます。",
  none: "事務の役割の人が、まだいません。「人の登録」で招いてください。",
  noPlaces: "場所がまだありません。",
  /** @param {string} name */
  of: (name) => `${name}さん`,
  places: "担当する場所",
  save: "この担当にする",
  /** @param {string} name */
  saved: (name) => `${name}さんの担当を保存しました。`,
}, {
  lead: "A clerk sees and sets up the chosen places only. Supervisors see all of them.",
  none: "Nobody is a clerk yet. Invite somebody under “People”.",
  noPlaces: "There is no place yet.",
  of: (name) => name,
  places: "Places",
  save: "Use this",
  saved: (name) => `Saved for ${name}.`,
});

export const order = said({
  lead: "住民が場所をえらぶとき、LINEでも予約のページでも、この順番に出ます。押すとすぐに変わります。",
  hidden: "まだ見せていません",
}, {
  lead: "Residents choose from the places in this order, in LINE and on the booking page. Each press takes effect at once.",
  hidden: "not shown yet",
});
