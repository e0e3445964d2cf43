// @ts-check
/** Every Japanese sentence of the page where somebody joins. */

export const STEPS = ["はじめに", "書きとめる", "入れてみる", "準備", "番号", "できました"];

/** @type {string} */
export const back = "もどる";
/** @type {string} */
export const next = "つぎへ";

export const welcome = {
  heading: "登録コードを入れてください",
  how: "責任者から受け取ったカードを見ながら、入れてください。",
  code: "登録コード",
  codeHint: "4文字ずつ、4つ。小文字でも、間を空けなくてもかまいません。",
  office: "窓口の番号",
  officeHint: "4文字ずつ、8つ。",
  codeShort: "登録コードは16文字です。カードを見ながら、もう一度入れてください。",
  officeShort: "窓口の番号は32文字です。カードを見ながら、もう一度入れてください。",
  unknown: "このコードは使えません。打ちまちがいか、期限が切れたか、取り消されています。責任者に新しいカードを頼んでください。",
  /** @param {string} name */
  hello: (name) => `${name}さん、ようこそ`,
  about: "これから、この画面で登録をします。5分ほどかかります。紙とペンを用意してください。",
  role: "役割",
  desks: "窓口",
  noDesk: "なし",
  name: "サインインの名前",
  compareOffice: "カードの「窓口の番号」と、同じか見てください。ちがうときは、ここでやめて、責任者に知らせてください。",
  notYou: "名前がちがうときは、ここでやめて、カードを責任者に返してください。",
  again: "合言葉を作りなおします。前の合言葉は、責任者が番号を確かめた時点で使えなくなります。",
  start: "はじめる",
  arrivedHeading: "登録は、もうとどいています",
  arrived: "番号をくらべる前に画面をとじたときは、もう一度は表示できません。責任者に「ちがいます」を押してもらい、新しいカードを受け取ってください。",
  approvedHeading: "登録は、終わっています",
};

export const writing = {
  heading: "6つのことばを、紙に書いてください",
  what: "あなただけの合言葉です。サインインのたびに、順番どおりに入れます。",
  only: "ここでしか見られません。なくすと、だれにも調べられません。",
  keep: "写真にとったり、パソコンに保存したりしないでください。紙は、かぎのかかる所に置いてください。",
  print: "印刷する",
  written: "書きました",
  paperTitle: "サインインのカード",
  paperName: "サインインの名前",
  paperWords: "合言葉(順番どおりに)",
  paperNote: "かぎのかかる所に置いてください。人に見せたり、写真にとったりしないでください。",
};

export const typing = {
  heading: "書いた紙を見ながら、入れてください",
  how: "正しく書けたかを確かめます。大文字でも、全角でもかまいません。",
  /** @param {number} number */
  word: (number) => `${number}番目`,
  /** @param {readonly number[]} numbers */
  wrong: (numbers) => `${numbers.join("番目と")}番目のことばが違います。紙を見て、もう一度入れてください。`,
  /** @param {number} count */
  missing: (count) => `あと${count}つ、入れてください。`,
  kana: "ひらがなではなく、英字で入れてください。",
  good: "合っています",
  differs: "違います",
  see: "もう一度、ことばを見る",
  check: "確かめる",
};

export const making = {
  heading: "準備をしています",
  what: "相談を読むためのかぎを、この画面の中で作っています。合言葉は、どこにも送られません。",
  sendHeading: "送れませんでした",
  again: "もう一度送る",
};

export const number = {
  heading: "確認番号をくらべてください",
  how: "責任者の画面の番号と同じか、となりで見くらべるか、声に出してくらべてください。",
  why: "同じなら、あなたの登録が、とちゅうで入れかわらずに届いています。",
  waiting: "責任者が「番号が同じです」を押すのを待っています。この画面は、そのままにしてください。",
  unanswered: "つながっていません。つながると、自動で続きます。",
  withdrawnHeading: "この登録は、取り消されました",
  withdrawn: "番号がちがったか、責任者が取り消しました。まだ何も読めるようにはなっていません。新しいカードを受け取ってください。",
};

export const done = {
  heading: "登録が終わりました",
  what: "サインインの名前と、紙に書いた合言葉で、サインインできます。",
  spare: "サインインしたら「自分の設定」で、合言葉のほかの開け方も用意できます。",
  signIn: "サインインへ",
  close: "みんなで使うパソコンでは、この画面をとじてください。",
};

export const alone = {
  summary: "ほかに責任者がいないとき",
  how: "復旧用紙2枚の「A」の符号を入れると、番号をくらべる人がいなくても加われます。",
  who: "用紙を持っている2人に、となりで立ち会ってもらってください。だれがいつ加わったかは、記録に残ります。",
  join: "用紙で加わる",
};
