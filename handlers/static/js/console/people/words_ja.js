// @ts-check
/** Every Japanese sentence of the screen about people. Short, and always: what happens next, what can't be undone. */

/** @typedef {import("./types.js").Role} Role */

export const talk = { close: "とじる", back: "もどる", next: "つぎへ", waiting: "終わるまで、この画面をとじないでください。" };

export const ROLES = { counselor: "相談員", supervisor: "責任者", clerk: "窓口担当", auditor: "監査" };

/** @type {Record<Role, string>} */
export const ROLE_LINES = {
  counselor: "窓口の相談を読んで、返事をします。",
  supervisor: "相談を読んで、返事をします。人を加えたり、登録を終わったりもします。",
  clerk: "予約や資料を受け持ちます。相談は読めません。",
  auditor: "記録が決めたとおりに消えたかを確かめます。相談は読めません。",
};

export const list = {
  loading: "読み込んでいます…",
  you: "あなた",
  own: "自分の登録は、ほかの責任者が変えたり終わったりします。",
  signInName: "サインインの名前",
  desks: "窓口",
  noDesk: "なし",
  spare: "予備の開け方",
  spareNone: "まだありません",
  /** @param {number} count */
  sparePasskeys: (count) => `パスキー ${count}つ`,
  spareCode: "6けたの数字",
  open: "開いている画面",
  /** @param {number} count */
  openCount: (count) => (count > 0 ? `${count}つ` : "ありません"),
  signOut: "サインアウトさせる",
  /** @param {string} date */
  since: (date) => `${date}から`,
  checkNumber: "確認番号",
  lost: "合言葉をなくした",
  move: "窓口を変える",
  leave: "登録を終わる",
  /** @param {string} name @param {string} act */
  about: (name, act) => `${name}さん：${act}`,
  invited: "カードを渡しました。まだ登録されていません。",
  /** @param {string} date */
  until: (date) => `カードは ${date} まで使えます`,
  expired: "カードの期限が切れました。取り消して、もう一度「人を加える」から始めてください。",
  arrived: "登録がとどきました。番号をくらべてください。",
  again: "合言葉の作りなおし",
  compare: "番号をくらべる",
  withdraw: "取り消す",
};

export const invite = {
  heading: "人を加える",
  displayName: "名前",
  displayNameHint: "いっしょに働く人に見える名前です。相談する人には見えません。",
  name: "サインインの名前",
  nameHint: "半角の英小文字と数字で。例：tanaka",
  nameFree: "この名前を使えます。",
  nameLetters: "半角の英小文字と数字だけを使ってください。「.」「-」「_」も、2文字目からは使えます。",
  nameLong: "32文字までにしてください。",
  nameTaken: "この名前は、もう使われています。数字をつけるなどして、変えてください。",
  role: "役割",
  desks: "窓口",
  desksHint: "選んだ窓口の相談を、これまでの分も読めるようになります。",
  desksMissing: "窓口を1つ以上選んでください。",
  nameMissing: "名前を入れてください。",
  twoSheets: "加えるときに、復旧用紙が2枚いります。",
  next: "つぎに、本人に渡すカードが出ます。",
  make: "カードを作る",
};

export const card = {
  /** @param {string} name */
  heading: (name) => `${name}さんに渡すカード`,
  /** @param {string} name */
  beside: (name) => `${name}さんに、となりで開いてもらってください。`,
  steps: [
    "本人のパソコンで、カードのアドレスを開きます。",
    "登録コードを入れます。",
    "終わりに出る確認番号を、あなたの画面の番号とくらべます。",
  ],
  address: "アドレス",
  code: "登録コード",
  office: "窓口の番号",
  valid: "期限",
  /** @param {string} date */
  until: (date) => `${date} まで、1回だけ使えます。`,
  once: "このカードは、もう一度は表示できません。印刷するか、書きうつしてください。",
  print: "印刷する",
  copy: "コード入りのアドレスをコピー",
  copied: "コピーしました。本人のほかには送らないでください。",
  notCopied: "コピーできませんでした。印刷するか、書きうつしてください。",
  /** @param {string} name */
  paperTitle: (name) => `${name}さんの登録カード`,
  paperNote: "使い終わったら、細かくして捨ててください。",
};

export const confirm = {
  /** @param {string} name */
  heading: (name) => `${name}さんの番号をくらべてください`,
  how: "本人の画面に出ている確認番号と、下の番号が同じか、となりで見くらべるか、声に出してくらべます。電話やメールだけで済ませないでください。",
  /** @param {string} name @param {string} desks */
  then: (name, desks) => `加えると、${name}さんは、${desks}の相談を、これまでの分も読めるようになります。`,
  thenNoDesk: "加えると、サインインできるようになります。相談は読めません。",
  /** @param {string} name */
  thenAgain: (name) => `加えると、${name}さんの前の合言葉は使えなくなります。担当している相談は、そのまま引きつがれます。`,
  role: "役割",
  desks: "窓口",
  name: "サインインの名前",
  same: "番号が同じです。加える",
  differs: "ちがいます",
  later: "あとで",
  wrongHeading: "番号がちがうとき",
  wrong: "とちゅうでだれかが入れかわったおそれがあります。この登録は使わずに、取り消します。",
  wrongNext: "本人には、新しいカードを渡してください。もう一度ちがったときは、加えずに、運用の担当に知らせてください。",
  remove: "この登録を取り消す",
  removed: "取り消しました。まだ何も読めるようにはなっていません。",
  signing: "加えています…",
  opening: "これまでの相談を読めるようにしています",
  /** @param {string} name */
  doneHeading: (name) => `${name}さんが加わりました`,
  done: "いまから、サインインできます。",
  /** @param {number} count */
  doneHistory: (count) => `これまでの相談${count}件も、読めるようになりました。`,
  doneLater: "まだ読めない相談は、同じ窓口の人が、自分の画面で番号を確かめると、読めるようになります。",
  supervisor: "責任者を加えるには、復旧用紙2枚の「A」の符号を入れてください。",
  broken: "とどいた登録が、こわれています。加えないで、取り消してください。",
};

export const lost = {
  /** @param {string} name */
  heading: (name) => `${name}さんの合言葉を作りなおす`,
  why: "なくした合言葉は、だれにも調べられません。そのかわりに、新しい合言葉を作ります。",
  steps: [
    "本人に渡すカードを作ります。",
    "本人が、新しい合言葉を作ります。",
    "あなたと本人で、確認番号をくらべます。",
  ],
  keeps: "担当している相談も、これまでの相談も、また読めるようになります。",
  /** @param {string} name */
  old: (name) => `番号をくらべて加えるまでは、何も変わりません。加えると、${name}さんの前の合言葉とパスキーは使えなくなります。もとには戻せません。`,
  twoSheets: "責任者なので、番号をくらべるときに、復旧用紙が2枚いります。",
  make: "新しいカードを作る",
};

export const move = {
  /** @param {string} name */
  heading: (name) => `${name}さんの窓口を変える`,
  added: "加えた窓口の相談は、これまでの分も読めるようになります。",
  removed: "外した窓口の相談は、すぐに読めなくなります。担当していた相談は、担当なしにもどります。",
  save: "窓口を変える",
  signing: "窓口を変えています…",
  opening: "相談を読める人を、ととのえています",
  done: "窓口を変えました。",
  same: "窓口は変わっていません。",
};

export const leave = {
  /** @param {string} name */
  heading: (name) => `${name}さんの登録を終わる`,
  looking: "引きつぐ相談を調べています",
  /** @param {number} count */
  assigned: (count) => (count > 0 ? `担当している相談：${count}件` : "担当している相談はありません。"),
  to: "だれが引きつぎますか",
  nobody: "決めない(担当なしにもどす)",
  readable: "いま残っている相談は、ほかの人がすべて読めます。",
  after: "終わると、こうなります。もとには戻せません。",
  /** @param {string} name */
  afterList: (name) => [
    `${name}さんは、すぐにサインインできなくなります。開いている画面も閉じます。`,
    "これから届くことばは、この人には開けません。",
    "また働くときは、新しく登録します。",
  ],
  honest: "すでに読んだことや、書きうつしたものまでは、取り消せません。",
  /** @param {string} name */
  type: (name) => `確かめるため、「${name}」と入れてください`,
  typed: "名前が違います。",
  end: "登録を終わる",
  signing: "登録を終わっています…",
  guarding: "残る人だけが開けるように、ととのえています",
  /** @param {number} count */
  blockedHeading: (count) => `いま終わると、${count}件がだれにも読めなくなります`,
  blocked: "先に、つぎのどれかをしてください。",
  /** @param {string} name @param {readonly string[]} others */
  blockedList: (name, others) => [
    `${name}さん${others.length ? `か、${others.map((one) => `${one}さん`).join("、")}` : ""}に、一度サインインしてもらう。「加わりました。読めるようにしますか」と出たら、番号を確かめて押してもらう。`,
    "だれもサインインできないときは、復旧用紙2枚で読めるようにする(この画面の下の「復旧用紙」)。",
  ],
  again: "もう一度調べる",
  /** @param {string} name */
  doneHeading: (name) => `${name}さんの登録を終わりました`,
  /** @param {number} count @param {string} to */
  doneHanded: (count, to) => (to ? `担当していた相談${count}件を、${to}さんに引きつぎました。` : `担当していた相談${count}件は、担当なしにもどりました。`),
  doneSessions: "サインインは、すべて切れました。パスキーも使えません。",
  /** @param {number} count */
  doneGuarded: (count) => `相談${count}件を、残る人だけが開けるように、ととのえました。`,
  doneLater: "ととのえきれなかった相談は、同じ窓口の人がサインインすると、自動でととのいます。",
};

export const screens = {
  /** @param {string} name */
  heading: (name) => `${name}さんの画面をすべてサインアウトさせますか`,
  open: "いま開いている画面です。どのパソコンかは、わかりません。",
  /** @param {string} started @param {string} seen */
  one: (started, seen) => `${started}に開いた画面(最後に使った時刻 ${seen})`,
  none: "開いている画面は、もうありません。",
  after: "いまから、その画面には何も渡されません。画面も数秒で閉じます。隠れている画面は、つぎに見たときに閉じます。",
  /** @param {string} name */
  told: (name) => `${name}さんには、つぎのサインインのときに、あなたの名前と時刻を伝えます。操作の記録にも残ります。`,
  card: "パソコンといっしょに合言葉のカードもなくしたときは、このあとで「合言葉をなくした」を押してください。",
  end: "サインアウトさせる",
  doneHeading: "サインアウトさせました",
  /** @param {number} count */
  done: (count) => (count > 0 ? `${count}つの画面を閉じました。` : "もう開いている画面はありませんでした。"),
};

export const second = {
  on: "合言葉のほかに、もう1つの確認方法が必ずいります。まだない人は、つぎのサインインで、はじめに用意します。",
  off: "いまは、合言葉だけでも開けます。",
  advice: "カードを見られただけで相談を読まれないように、全員に求めることをおすすめします。USBの鍵(1人1つ)か、自分のスマートフォンがいります。",
  /** @param {string} names */
  without: (names) => `まだない人：${names}`,
  all: "全員が用意しています。",
  /** @param {string} name @param {string} when */
  changed: (name, when) => `${when}に${name}さんが決めました。`,
  somebody: "責任者",
  demand: "全員に求める",
  release: "合言葉だけでもよいことにする",
  demandHeading: "もう1つの確認方法を、全員に求めますか",
  demandText: "いまから、合言葉だけでは開けなくなります。パスキーか、6けたの数字がいります。",
  demandAfter: [
    "合言葉だけで開いている画面は、すぐに閉じます。書きかけの文は、同じ画面で開きなおすと続けられます。",
    "まだない人は、つぎのサインインで用意します。用意できるまで、相談も予約も開けません。",
    "鍵やスマートフォンをなくした人には、「合言葉をなくした」で新しいカードを渡してください。",
  ],
  releaseHeading: "合言葉だけでもよいことにしますか",
  releaseText: "カードを見た人は、ほかに何もなくても開けるようになります。6けたの数字を使っている人は、そのまま数字もいります。",
  ownFirst: "先に、あなたの分を「自分の設定」で用意し、一度サインインし直してください。そのあとで、全員に求められます。",
};

export const problems = {
  epoch: "ほかの人が、先に名簿を変えました。もう一度お試しください。",
  taken: "この名前は、もう使われています。数字をつけるなどして、変えてください。",
  renewing: "この人のカードは、もう作られています。「これから加わる人」で確かめてください。",
  lastSupervisor: "責任者が1人もいなくなります。先に、別の責任者を加えてください。",
  deskEmpty: "この窓口の相談を読める人が、いなくなります。先に、別の人をこの窓口に加えてください。",
  notSeated: "あなたの入っていない窓口に、紙でしか読めない相談が残っています。紙を新しくする前に、「窓口を変える」で、その窓口に入ってください。",
  rosterKey: "あなたの登録では、人を加えたり終わったりできません。運用の担当に知らせてください。",
  refused: "サーバーが受け付けませんでした。何も変わっていません。画面を読み直して、もう一度お試しください。",
  heading: "うまくいきませんでした",
  nothingChanged: "何も変わっていません。",
};

export const awaiting = {
  /** @param {string} name */
  heading: (name) => `${name}さんが加わりました。これまでの相談を読めるようにしますか`,
  /** @param {number} count */
  count: (count) => `まだ開けない相談：${count}件`,
  how: "下の確認番号を、本人か、加えた責任者の番号とくらべてください。",
  paperHeading: "復旧用紙が新しくなりました。新しい用紙でも、これまでの相談を開けるようにしますか",
  paperHow: "下の確認番号を、責任者の画面の「復旧用紙」の番号とくらべてください。",
  confirm: "確かめました。読めるようにする",
  working: "読めるようにしています",
  done: "読めるようになりました。",
  later: "いまは、できませんでした。つながると、自動でもう一度ためします。",
};
