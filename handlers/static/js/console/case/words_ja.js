// @ts-check
/** Tone: です・ます, short, what happened and what to do. */

export const menu = { open: "そのほか", label: "この相談でできること" };

export const buttons = { back: "もどる", close: "とじる" };

export const noting = {
  action: "ノートを書く",
  tabs: { reply: "返事", note: "ノート" },
  tabsLabel: "書くもの",
  label: "ノート",
  hint: "窓口の人だけが読めます。相手には届きません。相談といっしょに消えます。",
  save: "ノートを残す",
  saving: "残しています…",
  /** @param {number} length @param {number} longest */
  count: (length, longest) => `${length.toLocaleString("ja-JP")} / ${longest.toLocaleString("ja-JP")}字`,
  blank: "ノートを書いてから、押してください。",
  kept: "書いたノートは、そのまま残っています。",
  saved: "ノートを残しました。",
};

export const handing = {
  action: "引きつぐ",
  heading: "この相談を引きつぐ",
  whom: "だれに",
  everybody: "担当なしにもどす",
  everybodyHint: "同じ窓口の、手の空いた人が担当になれます。",
  /** @param {string} name */
  person: (name) => `${name}さん`,
  note: "伝えること",
  noteHint: "140字まで。窓口の人だけが読めます。書かなくてもかまいません。",
  noteTooLong: "140字までにしてください。",
  after: "引きつぐと、あなたはこの相談を開けなくなります。書きかけの返事は消えます。",
  afterBack: "書きかけの返事は消えます。",
  otherDesk: "ほかの窓口の人は、この相談の鍵を持っていないので、引きつげません。その窓口に用があるときは、どこへ連絡すればよいかを、相手に返事で伝えてください。",
  alone: "この窓口には、いま、この相談を開けるほかの人がいません。「担当なしにもどす」だけができます。",
  confirm: "引きつぐ",
  /** @param {string} name */
  done: (name) => `${name}さんに引きつぎました。`,
  doneEverybody: "担当なしにもどしました。",
};

export const agreed = {
  action: "約束の言葉を決める",
  change: "約束の言葉を変える",
  heading: "相手と約束した言葉",
  lead: "相手が本人かどうか、安全に話せるかどうかを、ことばで確かめるためのものです。返事で相談して決めてから、ここに書いてください。",
  code: "確かめの言葉",
  codeHint: "大事な話の前にたずねます。相手がこのことばを書けば、本人だとわかります。",
  decoy: "おとりの言葉",
  decoyHint: "そばにだれかがいるときに、相手が書く、ふつうのことばです。例：天気の話",
  none: "どちらも空にすると、約束の言葉をやめます。",
  tooLong: "30字までにしてください。",
  same: "二つの言葉は、ちがうものにしてください。一方がもう一方をふくむのも避けてください。",
  tooShort: "2字より長い言葉にしてください。短いと、ふだんの文にまぎれます。",
  confirm: "残す",
  done: "約束の言葉を残しました。",
  stopped: "約束の言葉をやめました。",
  inHead: "約束の言葉があります",
  show: "見る",
  hide: "隠す",
  /** @param {string} word */
  codeIs: (word) => `確かめの言葉「${word}」`,
  /** @param {string} word */
  decoyIs: (word) => `おとりの言葉「${word}」`,
  /** @param {string} time */
  confirmed: (time) => `${time}に、相手が確かめの言葉を書きました。`,
  decoyHeading: "おとりの言葉が使われました",
  /** @param {string} time */
  decoyText: (time) => `${time}の文です。そばに、だれかがいるかもしれません。相談だとわかることは書かず、当たりさわりのない文だけを送ってください。`,
  neutral: "当たりさわりのない文を入れる",
};

export const flagging = {
  raise: "気になるしるしをつける",
  lower: "気になるしるしをはずす",
  raised: "しるしをつけました。一覧でも、気をつける相談だとわかります。",
  lowered: "しるしをはずしました。気になる言葉がまた届くと、自動でつきます。",
};

export const reopening = {
  action: "もう一度開く",
  heading: "この相談をもう一度開きますか",
  lines: [
    "返事を書けるようになり、記録が消える日は取り消されます。",
    "相手には、終わったことと、記録が消える日が伝わっています。開いたあと、返事で知らせてください。下書きを用意します。",
  ],
  confirm: "もう一度開く",
  done: "もう一度開きました。返事で、相手に知らせてください。",
};

export const deleting = {
  action: "いますぐ消す",
  heading: "この相談をいますぐ消しますか",
  lines: [
    "やりとり、写真、ノートのすべてが消えます。だれにも、もとにはもどせません。",
    "相手には、自動では知らせません。伝えたいことがあるときは、先に返事を送ってください。",
  ],
  reason: "理由",
  reasonMissing: "理由をえらんでください。",
  reasons: {
    asked: { text: "相手が望んでいる", hint: "相手は、LINEで「消す」と送って、自分で消すこともできます。" },
    mistake: { text: "まちがって送られてきた", hint: "" },
    test: { text: "ためしに送ったもの", hint: "" },
  },
  next: "つぎへ",
  sure: "ほんとうに消しますか",
  sureLine: "押すと、すぐに消え始めます。やめるときは「もどる」を押してください。",
  /** @param {string} number @param {string} address */
  receipt: (number, address) => `控え番号：${number}。この番号を ${address} に入れると、消えたことを確かめられます。相手に伝えるときは、先に返事で送ってください。`,
  draft: "書きかけの返事やノートも消えます。",
  confirm: "いますぐ消す",
  done: "消しました。数秒のうちに、もどせなくなります。",
};

export const holding = { action: "消去を止める" };

export const head = {
  /** @param {string} name @param {string} time */
  handed: (name, time) => `${time}に、${name}さんから引きつがれました。まだ返事をしていません。`,
  /** @param {string} time */
  handedBySomebody: (time) => `${time}に引きつがれました。まだ返事をしていません。`,
};

export const inside = {
  only: "窓口の中だけ",
  note: "ノート",
  handover: "引きつぎ",
  /** @param {string} name */
  handedTo: (name) => `${name}さんへ`,
  handedToAll: "窓口のみんなへ",
  words: "約束の言葉",
  wordsStopped: "約束の言葉をやめました。",
  wordsSet: "約束の言葉を決めました。上の「見る」で確かめられます。",
  check: "送る前の確認",
  checkLead: "送ろうとしている文：",
  agreedTo: "確認：これでよい",
  declined: "確認：直してほしい",
  empty: "(ことばはありません)",
};

export const problems = {
  held: "この相談には、消去を止める依頼が出ています。いまは消せません。責任者と話してください。",
  wished: "相手が消すことを望んだ相談なので、もう一度開くことはできません。",
  another: "同じ相手の、新しい相談が開いています。そちらで続けてください。",
  late: "消える時刻を過ぎたため、もう開けません。まもなく消えます。",
  taker: "この人は、この相談をすべては開けません。ほかの人をえらんでください。",
  notMine: "担当している人だけができる操作です。",
  crowded: "新しいことばと重なりました。もう一度押してください。",
};

/** What goes to the resident, in the language that they read. A counselor looks at it before it is sent. */
export const topics = {
  /** @type {Record<import("../types.js").Language, string>} */
  neutral: {
    ja: "お問い合わせ、ありがとうございます。資料の用意ができましたら、お知らせします。お返事はいりません。",
    easy: "お問(と)い合(あ)わせ、ありがとう ございます。資料(しりょう)の 用意(ようい)が できたら、お知(し)らせします。お返事(へんじ)は いりません。",
    en: "Thank you for your enquiry. We'll let you know when the leaflets are ready. There's no need to reply.",
  },
  /** @type {Record<import("../types.js").Language, string>} */
  reopened: {
    ja: "窓口から、もう一度お話しできるようにしました。前にお知らせした「記録が消える日」は取り消しました。次に終わったときに、あらためてお知らせします。",
    easy: "もういちど 話(はな)せるように しました。前(まえ)に お知(し)らせした「記録(きろく)が 消(き)える日(ひ)」は なくなりました。次(つぎ)に 終(お)わったとき、また お知(し)らせします。",
    en: "We have opened our talk again. The day of erasing that we told you no longer holds; we will tell you a new one when the talk ends.",
  },
};
