// @ts-check
/** What the audit log says: a sentence for each act (storage/audit_actions.py), the groups, and the fields that choose among them. */

import { said } from "../../lib/language.js";

/** @typedef {Record<string, string | number | boolean | null>} Facts what was noted beside who, what and when */
/** @typedef {string | ((facts: Facts) => string)} Sentence */

export const words = said(
  {
    all: "すべての操作", everybody: "すべての人", system: "しくみ", unknown: "わかりません",
    problem: "読み込めませんでした。少し待って、もう一度この画面を開いてください。",
    /** @param {number} shown @param {boolean} more */
    count: (shown, more) => (more ? `新しいものから${shown}件を出しています。` : `${shown}件です。`),
    none: "この条件に合う記録はありません。条件を変えてみてください。",
    order: "「いつから」を、「いつまで」より前の日にしてください。",
    /** @param {string} label */
    consultation: (label) => `相談 ${label}`,
    /** @param {string} label */
    visit: (label) => `予約 ${label}`,
  },
  {
    all: "Everything", everybody: "Everybody", system: "The system", unknown: "Not known",
    problem: "This could not be loaded. Wait a little and open this screen again.",
    /** @param {number} shown @param {boolean} more */
    count: (shown, more) => (more ? `The newest ${shown} are shown.` : `${shown} in all.`),
    none: "Nothing fits. Try other conditions.",
    order: "Choose a first day that is before the last day.",
    /** @param {string} label */
    consultation: (label) => `consultation ${label}`,
    /** @param {string} label */
    visit: (label) => `booking ${label}`,
  },
);

/** In the order in which they are offered. @type {Record<string, string>} */
export const groups = said(
  {
    consultations: "相談", keeping: "消去と保存", sessions: "サインイン", people: "人と鍵",
    desk: "ことば・時間・きまり", visits: "予約", flyers: "資料", figures: "統計と書き出し", system: "しくみ",
  },
  {
    consultations: "Consultations", keeping: "Erasing and keeping", sessions: "Signing in", people: "People and keys",
    desk: "Words, hours, rules", visits: "Visits", flyers: "Flyers", figures: "Figures and exports", system: "The system",
  },
);

/** @type {Record<string, Sentence>} */
const ja = {
  "sign-in": ({ by }) => (by === "passkey" ? "パスキーでサインインしました" : "合言葉でサインインしました"),
  "sign-in-refused": "名前か合言葉が合わず、サインインできませんでした",
  "sign-out": ({ others }) => (others ? "ほかの画面を、すべてサインアウトさせました" : "サインアウトしました"),
  "proof-refused": "大切な操作の前の本人確認で、合言葉などが合いませんでした",
  passkey: ({ change }) => (change === "removed" ? "パスキーを外しました" : "パスキーを加えました"),
  totp: ({ change }) => (change === "removed" ? "6けたの数字をやめました" : "6けたの数字を使い始めました"),
  passphrase: "合言葉を変えました",
  "sessions-ended": ({ whose, count }) => `${whose}さんの開いていた画面を、すべてサインアウトさせました(${count}つ)`,
  "second-factor": ({ demanded }) =>
    demanded ? "サインインに、もう1つの確認方法が必ずいるようにしました" : "合言葉だけでもサインインできるようにしました",
  open: "相談を開きました",
  claim: "相談の担当になりました",
  reply: "返事をしました",
  close: ({ resident, silent }) =>
    resident ? "相手が、相談を終わりました" : silent ? "やりとりがないまま日がたち、相談が自動で終わりました" : "相談を終わりました",
  reopen: "終わった相談を、もう一度開きました",
  handover: "相談を引きつぎました",
  note: "ノートを書きました",
  words: "相手と約束したことばを書きとめました",
  flag: "気になるしるしをつけました",
  unflag: "気になるしるしを外しました",
  mark: "統計のしるしを変えました",
  check: "送る前の返事を、同僚に見てもらうよう頼みました",
  "check-answered": ({ agreed }) =>
    agreed ? "同僚の返事を見て、「これでよい」と答えました" : "同僚の返事を見て、「直してほしい」と答えました",
  "check-withdrawn": "返事を見てもらう頼みを、取り下げました",
  "co-read": "いっしょに読み始めました",
  "co-read-ended": "いっしょに読むのを終わりました",
  block: "相手への対応を止めるよう頼みました",
  "block-agreed": "相手への対応を止めることに同意しました",
  "block-lifted": "相手への対応を止めるのをやめました",
  hold: "消去を止めるよう頼みました",
  "hold-agreed": "消去を止めることに同意しました",
  "hold-lifted": "消去を止めるのをやめました",
  delete: ({ reason }) => {
    const why = { asked: "(相手の希望)", mistake: "(まちがって届いた)", test: "(ためし)" };
    return `相談を、すぐに消すことにしました${why[/** @type {keyof typeof why} */ (reason)] ?? ""}`;
  },
  roster: ({ came, went }) =>
    came || went ? `人の登録を変えました(加わった人 ${came}、抜けた人 ${went})` : "人の登録を新しくしました",
  invite: ({ withdrawn }) => (withdrawn ? "招待を取り消しました" : "新しい人を招きました"),
  enrol: "招かれた人が、自分の鍵を作りました",
  recovery: "復旧用の鍵を新しくしました",
  "sheets-rehearsal": "復旧用紙を使う練習をしました",
  key: "相談の鍵を新しくしました",
  "prekey-refused": "用意されていた鍵が正しくないので、使いませんでした",
  template: "定型文を書きました",
  "template-deleted": "定型文を消しました",
  referral: "紹介先を加えるか、書き直しました",
  "referral-agreed": "紹介先を確かめて、同意しました",
  "referral-withdrawn": "紹介先を外しました",
  rules: "窓口のきまりを変えました",
  hours: "相談できる時間を変えました",
  "closed-days": "休みの日を変えました",
  announcement: ({ what }) => (what === "withdrawn" ? "お知らせを取り下げました" : "お知らせを出しました"),
  "visit-read": "予約をひらきました",
  "visit-enter": "電話の予約を入れました",
  "visit-room": "予約の部屋を決めました",
  "visit-mark": ({ undone }) => (undone ? "来たかどうかのしるしを取り消しました" : "来たかどうかのしるしをつけました"),
  "visit-move": "予約の時間を変えました",
  "visit-handover": "予約を、ほかの場所に引きつぎました",
  "visit-cancel": "予約を取り消しました",
  "visit-offer": "予約の候補を出しました",
  "visit-capacity": "予約の枠の数を変えました",
  "visit-print": "予約の一覧を印刷しました",
  "visit-place": ({ what }) => {
    const done = { added: "予約の場所を加えました", moved: "予約の場所の順番を変えました" };
    return done[/** @type {keyof typeof done} */ (what)] ?? "予約の場所のきまりを変えました";
  },
  "visit-patterns": "予約を受ける曜日と時間を変えました",
  "visit-day": ({ what }) => {
    const days = { closed: "予約の休みの日を入れました", opened: "予約を受ける日を足しました" };
    return days[/** @type {keyof typeof days} */ (what)] ?? "予約の休みの日や足した日を、取り消しました";
  },
  "visit-papers": ({ what }) => (what === "confirmed" ? "持ち物の案内を確認しました" : "持ち物の案内を書き直しました"),
  "visit-kinds": "予約の用件を変えました",
  "visit-clerk": ({ clerk }) => `予約の担当の場所を決めました(${clerk})`,
  flyer: ({ what }) => {
    const done = { added: "資料を加えました", moved: "資料の順番を変えました" };
    return done[/** @type {keyof typeof done} */ (what)] ?? "資料のことばを変えました";
  },
  "flyer-version": "資料のPDFを入れました",
  "flyer-shown": "資料を公開しました",
  "flyer-withdrawn": "資料の公開をやめました",
  "flyer-deleted": "資料を消しました",
  mailing: "資料のおしらせを送り始めました",
  "mailing-stopped": "資料のおしらせを止めました",
  placement: ({ what }) => (what === "added" ? "資料の置き場所を加えました" : "資料の置き場所を変えました"),
  design: ({ what }) => (what === "deleted" ? "印刷物の下書きを消しました" : "印刷物の下書きを保存しました"),
  "paper-order": "資料の取り寄せに、しるしをつけました",
  contacts: "来所や電話の件数を入れました",
  export: ({ what }) => (what === "ledger" ? "消去の証明を書き出しました" : "統計を書き出しました"),
  report: ({ step }) =>
    step === "released" ? "報告を公開しました" : step === "erased" ? "報告を消しました" : "報告の下書きを作りました",
  backup: "控えを作りました",
  restore: "控えからもどしました",
  anchor: "古い操作の記録を消しました",
};

/** @type {Record<string, Sentence>} */
const en = {
  "sign-in": ({ by }) => (by === "passkey" ? "Signed in with a passkey" : "Signed in with the passphrase"),
  "sign-in-refused": "Somebody could not sign in: name or passphrase were wrong",
  "sign-out": ({ others }) => (others ? "Signed every other screen out" : "Signed out"),
  "proof-refused": "Did not show who they are before an important step",
  passkey: ({ change }) => (change === "removed" ? "Removed a passkey" : "Added a passkey"),
  totp: ({ change }) => (change === "removed" ? "Stopped using six digits" : "Began to use six digits"),
  passphrase: "Changed the passphrase",
  "sessions-ended": ({ whose, count }) => `Signed out every screen of ${whose} (${count})`,
  "second-factor": ({ demanded }) =>
    demanded ? "Made a second factor necessary for signing in" : "Let the passphrase alone be enough for signing in",
  open: "Opened it",
  claim: "Took it",
  reply: "Answered",
  close: ({ resident, silent }) =>
    resident ? "The resident ended it" : silent ? "It ended by itself after days of silence" : "Ended it",
  reopen: "Opened it again after its end",
  handover: "Handed it over",
  note: "Wrote a note",
  words: "Wrote down the words agreed with the resident",
  flag: "Raised the flag",
  unflag: "Lowered the flag",
  mark: "Changed a mark for the statistics",
  check: "Asked a colleague to look at a reply before it is sent",
  "check-answered": ({ agreed }) => (agreed ? "Looked at a colleague’s reply: good as it is" : "Looked at a colleague’s reply: please change it"),
  "check-withdrawn": "Asked no longer for a look at a reply",
  "co-read": "Began to read along",
  "co-read-ended": "Stopped reading along",
  block: "Asked that somebody is not answered for now",
  "block-agreed": "Agreed that somebody is not answered for now",
  "block-lifted": "Ended that somebody is not answered",
  hold: "Asked to keep it from being erased",
  "hold-agreed": "Agreed to keep it from being erased",
  "hold-lifted": "Let it be erased again",
  delete: ({ reason }) => {
    const why = { asked: " (the resident’s wish)", mistake: " (sent by mistake)", test: " (a trial)" };
    return `Had it erased at once${why[/** @type {keyof typeof why} */ (reason)] ?? ""}`;
  },
  roster: ({ came, went }) => (came || went ? `Changed who works here (${came} came, ${went} left)` : "Renewed the list of who works here"),
  invite: ({ withdrawn }) => (withdrawn ? "Withdrew an invitation" : "Invited somebody"),
  enrol: "Somebody who was invited made their keys",
  recovery: "Renewed the recovery key",
  "sheets-rehearsal": "Rehearsed the recovery sheets",
  key: "Renewed a consultation’s key",
  "prekey-refused": "A prepared key was wrong and was not used",
  template: "Wrote a template",
  "template-deleted": "Deleted a template",
  referral: "Added or rewrote a referral",
  "referral-agreed": "Checked a referral and agreed",
  "referral-withdrawn": "Withdrew a referral",
  rules: "Changed a desk’s rules",
  hours: "Changed the opening hours",
  "closed-days": "Changed the days off",
  announcement: ({ what }) => (what === "withdrawn" ? "Withdrew a notice" : "Put up a notice"),
  "visit-read": "Opened a booking",
  "visit-enter": "Entered a booking made by telephone",
  "visit-room": "Assigned a room",
  "visit-mark": ({ undone }) => (undone ? "Took back whether somebody came" : "Marked whether somebody came"),
  "visit-move": "Moved a booking to another time",
  "visit-handover": "Handed a booking over to another place",
  "visit-cancel": "Cancelled a booking",
  "visit-offer": "Proposed a time",
  "visit-capacity": "Changed how many visits a slot takes",
  "visit-print": "Printed the list of a day",
  "visit-place": ({ what }) => {
    const done = { added: "Added a place to visit", moved: "Changed the order of places to visit" };
    return done[/** @type {keyof typeof done} */ (what)] ?? "Changed a place’s rules for visits";
  },
  "visit-patterns": "Changed when a place takes visits",
  "visit-day": ({ what }) => {
    const days = { closed: "Closed a place for visits on some days", opened: "Opened extra days for visits" };
    return days[/** @type {keyof typeof days} */ (what)] ?? "Took back days on which a place is closed or open";
  },
  "visit-papers": ({ what }) => (what === "confirmed" ? "Checked the list of papers" : "Rewrote the list of papers"),
  "visit-kinds": "Changed what visits can be about",
  "visit-clerk": ({ clerk }) => `Said which places ${clerk} works for`,
  flyer: ({ what }) => {
    const done = { added: "Added a flyer", moved: "Changed the order of flyers" };
    return done[/** @type {keyof typeof done} */ (what)] ?? "Changed a flyer’s words";
  },
  "flyer-version": "Uploaded a flyer’s PDF",
  "flyer-shown": "Published a flyer",
  "flyer-withdrawn": "Withdrew a flyer",
  "flyer-deleted": "Deleted a flyer",
  mailing: "Began to tell people of a flyer",
  "mailing-stopped": "Stopped telling people of a flyer",
  placement: ({ what }) => (what === "added" ? "Added a place for paper" : "Changed a place for paper"),
  design: ({ what }) => (what === "deleted" ? "Deleted a design" : "Saved a design"),
  "paper-order": "Marked an order of paper",
  contacts: "Entered visits or calls",
  export: ({ what }) => (what === "ledger" ? "Exported the proofs of erasing" : "Exported statistics"),
  report: ({ step }) => (step === "released" ? "Released a report" : step === "erased" ? "Deleted a report" : "Drafted a report"),
  backup: "Made a backup",
  restore: "Restored a backup",
  anchor: "Erased old entries of this log",
};

/** By act. */
export const sentences = said(ja, en);
export const inEnglish = en;

/**
 * @param {string} action
 * @param {Facts} facts
 */
export function sentence(action, facts) {
  const found = sentences[action];
  return typeof found === "function" ? found(facts) : (found ?? action);
}
