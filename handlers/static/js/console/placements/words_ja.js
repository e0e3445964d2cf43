// @ts-check
/** The Japanese sentences of the screen 「置き場所とQR」. */

/** @typedef {typeof words} Words */

export const words = {
  failed: "読み込めませんでした。少し待って、もう一度この画面を開いてください。",
  none: "置き場所は、まだありません。「置き場所を加える」から始めてください。",
  /** @type {Record<string, string>} */
  kinds: {
    library: "図書館", branch: "市役所・支所・役場", school: "学校", clinic: "病院・薬局", work: "職場",
    handout: "配られたもの", web: "SNS・広報・ネット",
  },
  /** @type {Record<string, string>} */
  leads: { room: "LINEを使わない画面へ", account: "LINEの追加へ", both: "どちらかをえらぶ画面へ" },
  shown: "一覧に出しています",
  hidden: "一覧に出していません",
  retired: "引き上げました",
  /** @type {Record<string, string>} */
  measures: { open: "ひらかれた", first: "はじめの一言", add: "LINEへ進んだ" },
  recent: "先月までの3か月の数",
  /** @param {string} name */
  openOf: (name) => `${name}をひらく`,
  open: "ひらく",
  back: "一覧へもどる",
  fresh: "新しい置き場所",

  code: "番号",
  qr: {
    heading: "QRコード",
    lead: "紙に入れる絵です。下に、置き場所の番号が入っています。2cmより小さくしないでください。",
    /** @param {string} code */
    picture: (code) => `置き場所${code}のQRコード`,
    download: "QRコードを保存する(SVG)",
    address: "QRコードの中のアドレス",
    copy: "アドレスをコピーする",
    copied: "コピーしました。",
    notCopied: "コピーできませんでした。アドレスを選んで、コピーしてください。",
    kept: "このアドレスには、窓口の指紋が入っています。見た人の端末が、本物の窓口かどうかを、紙だけで確かめられます。",
  },

  figures: {
    heading: "この紙から来た数",
    chart: "月ごとに、ひらかれた回数のグラフ。同じ数が、下の表にあります。",
    charted: "ひらかれた回数",
    month: "月",
    note: "4以下の数は、0もふくめて「5未満」とだけ出します。だれのことかが、数からわからないようにするためです。今月の数は、月が終わってから出します。",
    noteOpen: "この種類の場所では、ひらかれた回数だけ、今月の分もふくめて、そのまま出します。",
    hint: "ひらかれた回数は、めやすです。同じ人が2回ひらくと2と数え、だれでも増やせます。だれが来たのかは、どこにも残りません。",
    compare: "種類ごとの数と、アンケートの「どこで知ったか」の答えは、責任者が「統計」の画面で見られます。",
  },

  form: {
    heading: "置き場所のこと",
    name: "こちらでの呼び名",
    nameHint: "この画面と統計で使います。住民には見えません。",
    kind: "種類",
    leads: "QRコードの行き先",
    /** @type {Record<string, string>} */
    leadsHint: {
      room: "名前も登録もいりません。LINEの会社には何も伝わりません。",
      account: "LINEに何が伝わるかを説明してから、追加へ進みます。",
      both: "LINEと、LINEを使わない画面を、並べて出します。",
    },
    noAccount: "LINEのアカウントの名前が、まだ設定に入っていません。LINEへ案内したいときは、システムの担当に「LINE_BASIC_ID」を入れてもらってください。",
    printed: "行き先を変えても、もう印刷した紙のQRコードは変わりません。",
    noRoom: "LINEを使わない画面は、いまは使われていません。",
    shown: "紙がもらえる場所として、住民の一覧に出す",
    private: "学校と職場は、一覧に出せません。一覧は、保護者や同じ職場の人も読みます。だれが紙を取りに行くのかを、知られないようにするためです。",
    shownNames: "一覧に出す名前",
    address: "住所・階・場所",
    hours: "もらえる時間",
    hoursHint: "書かなくてもかまいません。書くときは、3つとも書いてください。",
    flyers: "ここにある資料",
    flyersHint: "一覧で、資料ごとに「紙がもらえる場所」として出ます。",
    noFlyers: "資料がまだありません。",
    add: "加える",
    save: "保存する",
  },
  /** @param {string} name @param {string} code */
  added: (name, code) => `「${name}」を加えました。番号は ${code} です。`,
  /** @param {string} name */
  saved: (name) => `「${name}」を保存しました。`,

  retiring: {
    heading: "紙を引き上げたとき",
    lead: "一覧に出なくなります。番号は残り、まだだれかが持っている紙から来た数も、数えつづけます。",
    act: "紙を引き上げた",
    /** @param {string} name */
    done: (name) => `「${name}」を、引き上げたことにしました。`,
    undo: "また置いた",
    /** @param {string} name */
    undone: (name) => `「${name}」を、また置いたことにしました。`,
    over: "ここの紙は、引き上げました。",
    late: "ほかの人が、先に変えました。いまの内容を出しました。もう一度押してください。",
    failed: "保存できませんでした。少し待って、もう一度押してください。",
  },

  /** @type {Record<string, string>} */
  problems: {
    private: "学校と職場は、一覧に出せません。",
    leads: "この行き先は、いまは選べません。",
    choose: "QRコードの行き先を、えらんでください。",
    gone: "消された資料があります。画面を開きなおしてください。",
  },
};
