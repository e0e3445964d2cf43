// @ts-check
/** What the screen 「LINEの状態」 says: each state in a plain sentence, with what to do. */

import { said } from "../../lib/language.js";

export const line = said({
  failed: "読み込めませんでした。つながると、自動で新しくなります。",
  well: "LINEとのやりとりに、気になるところはありません。",
  /** @param {number} count */
  look: (count) => `たしかめてほしいことが${count}つあります。`,
  /** @param {number} count */
  messages: (count) => `${count}件`,
  /** @param {string} day @param {string} time */
  at: (day, time) => `${day} ${time}`,
  /** @param {...string} sentences */
  together: (...sentences) => sentences.join(""),
}, {
  failed: "Could not be loaded. It refreshes by itself when the connection is back.",
  well: "Nothing to worry about between us and LINE.",
  look: (count) => (count === 1 ? "One thing needs a look." : `${count} things need a look.`),
  messages: (count) => String(count),
  at: (day, time) => `${day} ${time}`,
  together: (...sentences) => sentences.filter((one) => one !== "").join(" "),
});

export const quota = said({
  heading: "今月、こちらから送れる数",
  /** @param {number} limit */
  of: (limit) => ` / ${limit.toLocaleString("ja-JP")}通`,
  free: "通(上限なし)",
  /** @param {number} percent */
  label: (percent) => `今月送れる数の${percent}%を使いました`,
  unknown: "まだわかりません。15分たっても変わらないときは、運用の担当者に、送るしくみ(clock)が動いているか見てもらってください。",
  stale: "1時間以上、新しい数を読めていません。運用の担当者に、送るしくみ(clock)が動いているか見てもらってください。",
  fine: "このまま送れます。",
  /** @type {Record<string, string>} */
  levels: {
    "quota-80": "80%を使いました。まだ送れます。足りなくなりそうなときは、早めに運用の担当者と、プランの変更を話してください。",
    "quota-95": "95%を使いました。まもなく送れなくなります。いそぐ返事から先に送り、運用の担当者に知らせてください。",
  },
  /** @param {string} day */
  spent: (day) => `使いきりました。送った返事は消えません。${day}に数がもどると、順番に届きます。いそぐ相手がいるときは、運用の担当者に、プランの変更を頼んでください。`,
  /** @param {string} day */
  renewed: (day) => `数は、${day}にもどります。`,
  free_words: "相手が書いてすぐの自動の返事は、数に入りません。",
  /** @param {string} at */
  read: (at) => `${at}にLINEから読んだ数です。`,
}, {
  heading: "What we may send this month",
  of: (limit) => ` of ${limit.toLocaleString("en-GB")}`,
  free: " (no limit)",
  label: (percent) => `${percent}% of this month’s messages are used`,
  unknown: "Not known yet. If this has not changed in 15 minutes, ask the operator whether the clock process runs.",
  stale: "No new figure for more than an hour. Ask the operator whether the clock process runs.",
  fine: "You can go on sending.",
  levels: {
    "quota-80": "80% are used. You can still send. If it may not last, talk to the operator about the plan in time.",
    "quota-95": "95% are used. Soon nothing can be sent. Send what is urgent first, and tell the operator.",
  },
  spent: (day) => `All are used. Nothing is lost: answers are delivered in order when there are new ones, ${day}. If somebody can’t wait, ask the operator for a bigger plan.`,
  renewed: (day) => `It starts again ${day}.`,
  free_words: "Automatic answers right after somebody writes are not counted.",
  read: (at) => `LINE’s figure, read ${at}.`,
});

export const arriving = said({
  heading: "LINEから最後に届いたもの",
  fine: "届いています。",
  /** @param {number} hours */
  quiet: (hours) => `${hours}時間、何も届いていません。だれも書いていないだけかもしれません。気になるときは、自分のスマートフォンからこのアカウントに「メニュー」と送ってみてください。返事がなければ、運用の担当者に知らせてください。`,
  /** @param {number} days */
  none: (days) => `この${days}日のあいだ、何も届いていません。自分のスマートフォンからこのアカウントに「メニュー」と送ってみてください。返事がなければ、運用の担当者に知らせてください。`,
  nothing: "なし",
  /** @param {number} count */
  fetching: (count) => `写真・音声など${count}件を、LINEから受け取っています。`,
  fetchingSlow: "受け取りに時間がかかっています。運用の担当者に、送るしくみ(clock)が動いているか見てもらってください。",
}, {
  heading: "Last arrival from LINE",
  fine: "Messages arrive.",
  quiet: (hours) => `Nothing for ${hours} hours. Perhaps nobody wrote. To be sure, send “Menu” to this account from your own phone; if no answer comes, tell the operator.`,
  none: (days) => `Nothing within ${days} days. Send “Menu” to this account from your own phone; if no answer comes, tell the operator.`,
  nothing: "None",
  fetching: (count) => `${count} pictures, voices or files are being fetched from LINE.`,
  fetchingSlow: "Fetching takes long. Ask the operator whether the clock process runs.",
});

export const waiting = said({
  heading: "これから送るもの",
  none: "送るものは、残っていません。",
  fine: "順番に送っています。することはありません。",
  slow: "5分以上、送れていません。送った返事は消えません。運用の担当者に、送るしくみ(clock)が動いているか見てもらってください。",
  stopped: "今月の数を使いきったため、止まっているものがあります。",
  /** @param {string} at */
  since: (at) => `いちばん古いものは、${at}からです。`,
  /** @type {Record<string, { name: string, more: string }>} */
  reasons: {
    turn: { name: "順番を待っている", more: "ふつうは数秒で届きます。" },
    quota: { name: "今月の数がもどるのを待っている", more: "数がもどると届きます。" },
    hours: { name: "相手がえらんだ時間を待っている", more: "その時間になると届きます。することはありません。" },
    ask: { name: "相手が「読む」を押すのを待っている", more: "相手がえらんだ受け取り方です。することはありません。" },
  },
}, {
  heading: "What waits to be sent",
  none: "Nothing is left to send.",
  fine: "It goes out in turn. Nothing to do.",
  slow: "Nothing has gone out for 5 minutes. No answer is lost. Ask the operator whether the clock process runs.",
  stopped: "Some of it stands still, because this month’s messages are used up.",
  since: (at) => `The oldest since ${at}.`,
  reasons: {
    turn: { name: "Waits for its turn", more: "Usually delivered within seconds." },
    quota: { name: "Waits for next month’s messages", more: "Delivered when there are new ones." },
    hours: { name: "Waits for the hours somebody chose", more: "Delivered then. Nothing to do." },
    ask: { name: "Waits until somebody asks for it", more: "They chose it so. Nothing to do." },
  },
});

export const lost = said({
  heading: "この7日で、届けられなかったもの",
  none: "ありません。",
  look: "相談の画面では、届かなかった返事に「届きませんでした」と出ています。だれの返事かは、そこでわかります。",
  note: "消えた相談の分は、数に入っていません。",
  /** @type {Record<string, { name: string, more: string }>} */
  reasons: {
    unreachable: { name: "相手がアカウントをブロックした", more: "こちらからは送れません。相手がブロックをやめて書くと、また送れます。" },
    refused: { name: "LINEが受け取らなかった", more: "続くときは、運用の担当者に知らせてください。" },
    expired: { name: "待つ期限がすぎた", more: "まだ伝えたいときは、もう一度送ってください。" },
    unknown: { name: "届いたかどうか、わからない", more: "相手の返事を待つか、同じことをもう一度、短く書いてください。" },
    erased: { name: "相手が消した", more: "相手が「消す」を選んだためです。することはありません。" },
  },
  other: { name: "そのほか", more: "運用の担当者に知らせてください。" },
}, {
  heading: "Given up in the last 7 days",
  none: "Nothing.",
  look: "The consultation shows which answer was not delivered.",
  note: "What was erased with its consultation is not counted.",
  reasons: {
    unreachable: { name: "The resident blocked the account", more: "Nothing can be sent until they unblock it and write." },
    refused: { name: "LINE did not take it", more: "If it goes on, tell the operator." },
    expired: { name: "It waited too long", more: "Send it again if it still matters." },
    unknown: { name: "Nobody knows whether it arrived", more: "Wait for an answer, or say it again briefly." },
    erased: { name: "The resident erased it", more: "They chose so. Nothing to do." },
  },
  other: { name: "Something else", more: "Tell the operator." },
});
