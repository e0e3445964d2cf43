// @ts-check
/** What the screen 「記録の消去」 says in Japanese. */

/** @type {string} */
export const problem = "読み込めませんでした。少し待って、もう一度この画面を開いてください。";

export const due = {
  /** @param {number} held @param {number} paused */
  lead: (held, paused) => {
    const parts = ["きょうから30日のあいだに、消える日がくる相談、予約、資料の取り寄せです。消えたものは、だれにももどせません。"];
    if (held > 0) parts.push(`このほかに、消去を止めている相談が${held}件あります。`);
    if (paused > 0) parts.push(`新しい連絡があったため、一度だけ延ばした相談が${paused}件あります。`);
    return parts.join("");
  },
  overdue: "期限を過ぎています",
  /** @param {number} count */
  count: (count) => `${count}件`,
};

/** @type {Record<string, string>} */
export const REASONS = {
  court: "裁判所や警察などの求め",
  safety: "相手や家族の安全のため",
  complaint: "苦情や不服の手続き",
  request: "相手の希望",
};

export const holds = {
  /** @param {string} date */
  until: (date) => `${date}まで`,
  /** @param {string} name */
  askedBy: (name) => `${name}さんが頼みました`,
  waiting: "同意を待っています。まだ止まっていません。",
  agreed: "止まっています。",
  agree: "同意する",
  lift: "もとにもどす",
  own: "別の責任者の同意がいります。",
  reasonMissing: "理由をえらんでください。",
  dateMissing: "いつまで止めるか、あしたより後の日をえらんでください。",
  asked: "同意を頼みました。責任者が「記録の消去」の画面で同意すると、止まります。",
};

export const proof = {
  lastRun: "最後に消去が動いた時刻",
  finalAt: "最後に、もどせなくなった時刻",
  head: "いちばん新しい証明",
  /** @param {number} number */
  number: (number) => `${number}番`,
  never: "まだありません",
};

export const policy = {
  version: "きまりの名前",
  /** @type {Record<string, string>} */
  terms: {
    consultation_days_after_closure: "相談が終わってから消えるまで",
    consultation_silence_days: "やりとりがないまま、自動で終わるまで",
    silence_notice_days: "自動で終わることを、相手に前もって知らせる",
    pause_hours: "消える直前に新しい連絡があったとき、一度だけ延ばす",
    hold_longest_days: "消去を止められる、いちばん長い期間",
    paper_order_days: "資料の取り寄せが、届いてから消えるまで",
    booking_days_after_visit: "来所の予約が、来所のあと消えるまで",
    webhook_receipt_days: "LINEからの通信の受付番号",
    audit_log_days: "操作の記録",
  },
  /** @param {string} term @param {number} value */
  value: (term, value) => {
    if (term.endsWith("_hours")) return `${value}時間`;
    return value % 365 === 0 ? `${value / 365}年` : `${value}日`;
  },
};

export const alarms = {
  heading: "たしかめてほしいことがあります",
  whom: "この画面を、運用の担当者に見せてください。",
  /** @type {Record<string, string>} */
  titles: {
    "missed-run": "夜の消去が、1日以上動いていません。",
    "orphan-rows": "消したはずの記録の一部が、残っています。",
    "consultation-without-key": "鍵がなくて開けない相談があります。",
    "key-without-consultation": "どの相談、予約、取り寄せのものでもない鍵が、残っています。",
    "booking-without-key": "鍵がなくて、名前やメモを開けない予約があります。",
    "booking-without-seat": "決まっているのに、時間の枠がとれていない予約があります。",
    "seat-without-booking": "だれの予約でもないのに、ふさがっている枠があります。",
    "order-without-key": "鍵がなくて、送り先を開けない資料の取り寄せがあります。",
    "order-overdue": "消える日をすぎた資料の取り寄せが、残っています。",
    "unshipped-table": "控えの置き場所に書き込めていません。消去は、まだ終わっていません。",
    "unfinished-rotation": "消去が、途中で止まっています。",
    "kek-away": "消去のための鍵を預けている先（Vault）につながりません。相談はこのまま続けられますが、消去の確定が待たされています。システム担当に知らせてください。",
    "kek-volume": "消去のための鍵が、上書きで消せない場所に置かれています。",
    "ledger-broken": "消去のあかしが、書きかえられたおそれがあります。",
    "audit-broken": "操作の記録が、書きかえられたおそれがあります。",
  },
  other: "しくみの点検で、いつもと違うところが見つかりました。",
  /** @type {Record<string, { title: string, more: string }>} */
  quota: {
    "quota-80": {
      title: "LINEで今月送れる数の、80%を使いました。",
      more: "このまま送れます。足りなくなりそうなときは、早めに運用の担当者と話してください。",
    },
    "quota-95": {
      title: "LINEで今月送れる数の、95%を使いました。",
      more: "まもなく送れなくなります。運用の担当者に知らせてください。いそぐ返事から先に送ってください。",
    },
    "quota-spent": {
      title: "LINEで今月送れる数の上限に達しました。",
      more: "送った返事は消えません。送れるようになりしだい、順番に届きます。それまで、相手には届いていません。",
    },
  },
};
