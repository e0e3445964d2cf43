// @ts-check
/** Every Japanese sentence that the console's scripts say. Tone: です・ます, short, what happened and what to do. */

/** @type {string} */
export const TITLE = "ひだまり";
export const LANE = { line: "トーク", room: "部屋", both: "部屋とトーク" };
export const LANE_LONG = { line: "LINEのトーク", room: "部屋", both: "部屋とLINEのトーク" };

export const gate = {
  signIn: "サインイン",
  unlock: "もう一度開く",
  open: "開く",
  opening: "鍵を開いています…",
  reloaded: "画面を読み込み直したので、鍵が消えました。安全のためのしくみです。もう一度、合言葉を入れてください。",
  idle: "10分間使われなかったので、画面を閉じました。続けるには、もう一度、合言葉を入れてください。",
  over: "サインインが切れたので、画面を閉じました。続けるには、もう一度サインインしてください。",
  signedOut: "サインアウトしました。",
  draftsKept: "書きかけの文は残っています。同じ名前で開くと、続きを書けます。",
  nameMissing: "名前を入れてください。",
  passphraseMissing: "合言葉を入れてください。",
  passphraseWrong: "合言葉が違います。カードを見ながら、もう一度入れてください。",
  codeMissing: "アプリの6けたの数字を入れてください。",
  codeWrong: "数字が違うか、もう使われています。アプリの数字が変わってから、もう一度入れてください。",
  askingPasskey: "ブラウザーの案内にそって、指紋や暗証番号などで確かめてください。",
  passkeyDeclined: "パスキーで確かめられませんでした。もう一度ためすか、名前と合言葉で開いてください。",
  passkeyWanted: "この窓口では、合言葉だけでは開けません。下の「パスキーで開く」を押してください。パスキーをなくしたときは、責任者に伝えてください。",
  passkeyUnknown: "このパスキーでは開けません。名前と合言葉で開いてください。",
  /** @param {string} name */
  half: (name) => `パスキーで「${name}」と確かめました。相談を開くには、合言葉も入れてください。`,
};

export const session = {
  wrong: "名前か合言葉が違います。カードを見ながら、もう一度入れてください。",
  /** @param {number} seconds */
  slowDown: (seconds) => `続けて入れられた回数が多いため、少し止めています。${waitWords(seconds)}待ってから入れてください。`,
  over: "サインインが切れました。もう一度サインインしてください。",
  idleSoon: "あと1分で画面を閉じます。続けるときは、キーを押すか、マウスを動かしてください。",
  offline: "つながっていません。つながると、自動で新しくなります。",
  /** @param {string} name */
  staff: (name) => `${name}さん`,
};

export const ended = {
  somebody: "責任者",
  /** @param {string} name @param {string} when */
  told: (name, when) => `${when}に、${name}さんが、あなたの開いていた画面をすべてサインアウトさせました。`,
  /** @param {string} name */
  what: (name) => `理由がわからないときは、${name}さんにきいてください。合言葉のカードをなくしたときは、責任者に伝えてください。`,
  seen: "わかりました",
};

export const navigation = {
  away: "この画面を読み込めませんでした。回線を確かめて、もう一度ひらいてください。それでも出ないときは、ページを読み直してください。",
  groups: { talks: "相談", wording: "ことば", visits: "予約", flyers: "資料", desk: "窓口", office: "運営", own: "わたし" },
  screens: {
    consultations: "相談", visits: "予約", statistics: "統計", templates: "定型文", referrals: "紹介先",
    hours: "受付時間", setup: "準備",
    flyers: "資料", designs: "印刷物をつくる", placements: "置き場所とQR", orders: "取り寄せ", rules: "きまり", line: "LINE", people: "人の登録", retention: "記録の消去", mine: "自分の設定",
  },
};

export const inbox = {
  filters: { all: "すべて", mine: "自分の担当", unassigned: "担当なし", closed: "終了" },
  /** @param {number} count */
  count: (count) => `${count}件`,
  mine: "あなたの担当",
  /** @param {string} name */
  assigned: (name) => `${name}さんの担当`,
  somebody: "ほかの人の担当",
  unassigned: "担当なし",
  notWaiting: "返事待ちなし",
  flagged: "気になる言葉",
  draft: "書きかけ",
  unreachable: "届きません",
  closed: "終わりました",
  /** @param {{ days: number, hours: number, minutes: number }} waited */
  waiting: ({ days, hours, minutes }) => {
    if (days > 0) return `${days}日${hours > 0 ? `${hours}時間` : ""} 待っています`;
    if (hours > 0) return `${hours}時間${minutes > 0 ? `${minutes}分` : ""} 待っています`;
    return minutes > 0 ? `${minutes}分 待っています` : "届いたばかりです";
  },
  empty: {
    all: {
      headline: "いま、受付中の相談はありません。",
      more: "届くと、長く待っている順に、ここへ自動で並びます。画面を読み込み直さなくて大丈夫です。",
    },
    mine: {
      headline: "担当している相談はありません。",
      more: "「担当なし」から選んで読み、「担当する」を押すと、ここに並びます。",
    },
    unassigned: {
      headline: "担当を待っている相談はありません。",
      more: "新しい相談が届くと、ここへ自動で並びます。",
    },
    closed: {
      headline: "終わった相談はありません。",
      more: "終わった相談は、消える日まで、ここで読めます。その日がくると自動で消えます。",
    },
  },
};

export const consultation = {
  /** @param {string} label */
  heading: (label) => `相談 ${label}`,
  /** @param {string} date */
  opened: (date) => `${date}から`,
  loading: "暗号を開いて、確かめています…",
  gone: "この相談は、一覧からなくなりました。ほかの相談員が担当になったか、消去されました。",
  goneWithDraft: "書きかけの返事は、下に残っています。",
  notLoaded: "相談を読み込めませんでした。つながると、自動でもう一度ためします。",
  claimed: "担当になりました。返事を書けます。",
  notYours: "担当している、受付中の相談にだけ、返事ができます。",
  taken: "ほかの相談員が、先に担当になりました。",
  unreachable: "相手に届きません(ブロック)。いま送っても、届かない見込みです。相手がもどると、また届きます。",
  assignedElsewhere: "ほかの相談員が担当しています。",
  unverified: "確かめられない記録があるため、いまは返事を送れません。",
  over: "この相談は終わりました。",
  endedBy: { resident: "相手が終わりにしました。", desk: "窓口から終わりにしました。", silence: "しばらくやりとりがなく、自動で終わりました。" },
  /** @param {number} days @param {string} date */
  due: (days, date) => `${countdown(days)}(${date}に消えます)`,
  /** @param {number} days */
  countdown: (days) => countdown(days),
  /** @param {string} date */
  closeDate: (date) => `この相談の記録は、${date} に消えます。もとには戻せません。`,
  closeAtOnce: "相手の希望により、終わるとすぐに記録が消えます。もとには戻せません。",
  eraseOnClose: "相手の希望により、終わったらすぐに記録を消します。",
  /** @param {string} date */
  held: (date) => `${date}まで、消去を止めています。`,
  paused: "新しい連絡があったため、消える日を一度だけ延ばしました。",
  closeDraft: "書きかけの返事があります。終わると送れません。",
  today: "きょう",
  yesterday: "きのう",
  none: "まだ、やりとりはありません。",
};

export const language = {
  names: { ja: "日本語", easy: "やさしい日本語", en: "English" },
  /** @type {Partial<Record<import("./types.js").Language, string>>} */
  hints: {
    easy: "相手は「やさしい日本語」をえらんでいます。短い文で、漢字には読みがなをつけてください。",
    en: "相手は English をえらんでいます。英語か、短い、やさしい日本語で書いてください。",
  },
};

export const composer = {
  /** @param {number} length @param {number} longest */
  count: (length, longest) => `${number(length)} / ${number(longest)}字`,
  /** @param {number} excess */
  tooLong: (excess) => `長すぎて、一度には送れません。あと${number(excess)}字へらすか、二度に分けて送ってください。`,
  /** @param {number} length @param {number} parts */
  parts: (length, parts) => `${number(length)}字・${parts}通に分けて届きます`,
  /** @param {number} length @param {number} left */
  left: (length, left) => `${number(length)}字(あと約${number(left)}字)`,
  blank: "返事を書いてから、送ってください。",
  send: "送る",
  sending: "送っています…",
  kept: "書いた文は、そのまま残っています。",
};

export const problems = {
  unanswered: "つながりませんでした。少し待って、もう一度押してください。同じことが二重に行われることはありません。",
  perhapsAdded: "つながりませんでした。もう届いているかもしれません。一覧を見て、なければ、もう一度押してください。",
  crowded: "相手の新しいことばと重なり、送れませんでした。もう一度「送る」を押してください。",
  refused: "この文は送れませんでした。",
  unexpected: "うまくいきませんでした。少し待って、もう一度お試しください。",
};

/** @param {number} days */
const countdown = (days) => (days > 0 ? `消去まで あと${days}日` : "きょう消えます");

/** @param {number} seconds */
const waitWords = (seconds) => (seconds < 60 ? `${Math.max(1, seconds)}秒` : `${Math.ceil(seconds / 60)}分`);

/** @param {number} value */
const number = (value) => value.toLocaleString("ja-JP");
