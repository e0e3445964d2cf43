// @ts-check
/** Every Japanese sentence of the screen about oneself. */

export const ways = {
  one: "いま、相談を開く方法は合言葉だけです。パスキーも加えておくと、カードをなくしたときも開けます。",
  oneUnsupported: "いま、相談を開く方法は合言葉だけです。カードは、人に見られない所にしまってください。なくしたときは、責任者に伝えてください。",
  oneSignsIn: "いまのパスキーは、サインインだけに使えます。相談を開く方法は、合言葉だけです。別の機器のパスキーを加えると、相談も開けることがあります。",
  passphrase: "合言葉",
  passphraseSaid: "カードに書いた6つのことばです。いつでも使えます。",
  change: "変える",
  changeName: "合言葉を変える",
  opens: "サインインと、相談を開くことができます。",
  signsIn: "サインインだけができます。相談を開くときは、合言葉も入れます。",
  /** @param {string} date */
  added: (date) => `加えた日 ${date}`,
  /** @param {string | null} date */
  used: (date) => (date ? `最後に使った日 ${date}` : "まだ使っていません。"),
  remove: "外す",
  /** @param {string} label */
  removeName: (label) => `「${label}」を外す`,
  loading: "読み込んでいます…",
};

export const steps = { back: "もどる", next: "つぎへ" };

export const proof = {
  passphrase: "いまの合言葉",
  passphraseHint: "カードの6つのことばを、順番どおりに、間を空けて入れてください。",
  reveal: "合言葉を表示する",
  byPasskey: "パスキーで確かめる",
  wrong: "合言葉が違います。カードを見ながら、もう一度入れてください。",
  missing: "合言葉を入れてください。",
};

export const adding = {
  heading: "パスキーを加える",
  lead: "指紋や顔、暗証番号、USBの鍵などで、この画面を開けるようにします。みんなで使うパソコンでは、USBの鍵か、自分のスマートフォンを使ってください。",
  label: "名前",
  labelHint: "あとで見分けるための名前です。例：窓口のパソコン、自分のUSBの鍵",
  labelMissing: "名前を入れてください。",
  labelLong: "名前は32字までで入れてください。",
  proofHeading: "本人か確かめます",
  proofLead: "このあと、ブラウザーの案内にそって、指紋や暗証番号などを登録してください。",
  doneHeading: "パスキーを加えました",
  opens: "つぎからは「パスキーで開く」を押すだけで、相談を開けます。",
  signsIn: "このパスキーでは、サインインだけができます。相談を開くときは、つづけて合言葉も入れてください。",
  keep: "合言葉のカードは、なくさずに持っていてください。",
};

export const removing = {
  /** @param {string} label */
  heading: (label) => `「${label}」を外しますか`,
  text: "このパスキーでは、もう開けなくなります。合言葉は、そのまま使えます。",
  device: "パソコンやスマートフォンに残っている「ひだまり」のパスキーも、その機器の設定から消してください。",
  remove: "外す",
};

export const changing = {
  heading: "合言葉を変える",
  lead: "新しい6つのことばです。カードに書き写してください。",
  hint: "ほかの人に見られない所で書いてください。写真にはとらないでください。",
  written: "書きました",
  againHeading: "もう一度入れてください",
  againLead: "カードを見ながら、新しい合言葉を入れてください。",
  again: "新しい合言葉",
  differs: "さきほどのことばと違います。カードを見て、つづりと順番を確かめてください。",
  show: "ことばをもう一度見る",
  proofHeading: "本人か確かめます",
  proofLead: "変えると、古いカードでは開けなくなります。ほかの画面は、サインアウトします。",
  doneHeading: "合言葉を変えました",
  done: "古いカードは、細かく切って捨ててください。",
};

export const code = {
  on: "使っています。合言葉で開くときに、アプリの数字も入れます。",
  off: "使っていません。",
  start: "使い始める",
  stop: "やめる",
  heading: "6けたの数字を使い始める",
  proofLead: "スマートフォンに、数字を表示するアプリ(「認証アプリ」と呼ばれるもの)を用意してください。",
  proofHeading: "本人か確かめます",
  scan: ["スマートフォンのアプリで「追加」を選び、下の図をカメラで読み取ります。", "アプリに出た6けたの数字を、下に入れます。"],
  picture: "アプリのカメラで読み取る図",
  byHand: "図を読み取れないとき",
  byHandSaid: "アプリで「手で入力」を選び、この文字を入れてください。",
  code: "6けたの数字",
  codeHint: "30秒ごとに変わります。",
  wrong: "数字が違います。アプリの数字が変わってから、もう一度入れてください。",
  shape: "6けたの数字を入れてください。",
  use: "使い始める",
  doneHeading: "6けたの数字を使い始めました",
  done: "つぎから合言葉で開くときに、アプリの数字も入れてください。スマートフォンをなくしたときは、責任者に伝えてください。",
  stopHeading: "6けたの数字をやめますか",
  stopText: "やめると、合言葉だけで開けるようになります。いまの数字を入れてください。",
};

export const sessions = {
  current: "この画面",
  other: "ほかの画面",
  /** @param {string} time */
  started: (time) => `開いた時刻 ${time}`,
  /** @param {string} time */
  seen: (time) => `最後に使った時刻 ${time}`,
  end: "サインアウトさせる",
  /** @param {string} started */
  endName: (started) => `${started}に開いた画面をサインアウトさせる`,
};

export const problems = {
  heading: "うまくいきませんでした",
  declined: "取り消されたか、時間が切れました。もう一度お試しください。",
  known: "この機器のパスキーは、もう加えてあります。",
  many: "これ以上は加えられません。使わないものを外してください。",
  proof: "確かめる時間が切れました。とじて、はじめからやり直してください。",
  inUse: "もう使い始めています。",
  last: "この窓口では、合言葉のほかに、もう1つの確認方法がいります。先に別のものを加えてから、外してください。",
};
