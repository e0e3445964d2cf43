// @ts-check
/** Every Japanese sentence about the three sheets of paper. */

export const KINDS = { root: "A", recovery: "B" };

export const sheets = {
  root: "A：責任者を加えるための符号",
  recovery: "B：相談を読めるようにもどすための符号",
  /** @param {string} date */
  made: (date) => `${date} に作りました`,
  /** @param {string} date */
  rehearsed: (date) => `${date} にためしました`,
  never: "まだ、ためしていません",
  due: "1年以上ためしていません",
  none: "まだ作られていません。運用の担当に頼んでください。",
};

export const fields = {
  /** @param {number} number */
  label: (number) => `${number}枚目の符号`,
  hint: "4文字ずつ、8つ。小文字でも、間を空けなくてもかまいません。",
  good: "正しく入っています。",
  /** @param {number} count */
  short: (count) => `あと${count}文字です。`,
  typo: "打ちまちがいがあります。用紙と、4文字ずつくらべてください。",
  missing: "2枚とも入れてください。",
  same: "同じ用紙が2回入っています。べつの用紙の符号を入れてください。",
  mixed: "AとBがまざっています。AどうしかBどうしで入れてください。",
  /** @param {"A" | "B"} wanted */
  wrongKind: (wanted) => `ここでは「${wanted}」の符号を入れてください。`,
  otherSet: "いまの用紙ではありません。作りなおす前の、古い用紙かもしれません。",
  closed: "この2枚では開けませんでした。",
  opening: "確かめています…",
};

export const rehearsal = {
  heading: "復旧用紙をためす",
  how: "用紙を2枚、手もとに置いてください。AどうしかBどうしで、符号を入れます。",
  nothing: "ためすだけです。何も変わりません。入れた符号は、この画面の外に出ません。",
  test: "ためす",
  doneHeading: "この2枚で開けます",
  /** @param {string} kind */
  done: (kind) => `「${kind}」の符号は、正しく使えました。今日の日付を記録しました。`,
  next: "ほかの組み合わせやもう1種類の符号も、ためせます。用紙は、また別々の人が持ってください。",
  more: "続けてためす",
};

export const extension = {
  /** @param {string} date */
  until: (date) => `${date} まで`,
  name: "あなたが人を加えたりできる期限",
  heading: "期限をのばす",
  how: "責任者が人を加えたり、登録を終わったりできる期限を、きょうから400日にのばします。復旧用紙2枚の「A」の符号を入れてください。",
  extend: "のばす",
  signing: "のばしています…",
  /** @param {string} date */
  done: (date) => `${date} までのばしました。`,
};

export const recovery = {
  heading: "用紙で復旧する",
  when: "だれの合言葉でも読めない相談があるときに使います。ふだんは使いません。",
  steps: [
    "用紙2枚の「B」の符号を入れます。",
    "新しい用紙を3枚、その場で印刷します。",
    "読めなかった相談を、いまの窓口の人が読めるようにします。",
  ],
  undo: "終わると、いまの用紙のBは使えなくなります。もとには戻せません。Aは、そのまま使えます。",
  open: "つぎへ",
  paperHeading: "新しい用紙を3枚、印刷してください",
  paper: "この符号は、もう一度は表示できません。まだ何も変わっていません。ここでやめると、いまの用紙が、そのまま使えます。",
  print: "3枚を印刷する",
  printed: "3枚とも印刷して、読めることを確かめました",
  printFirst: "3枚とも印刷して、確かめてから進んでください。",
  switch: "新しい用紙に切りかえる",
  signing: "新しい用紙に切りかえています…",
  opening: "読めなかった相談を、読めるようにしています",
  doneHeading: "復旧しました",
  /** @param {number} count */
  done: (count) => (count > 0 ? `相談${count}件を、いまの窓口の人が読めるようにしました。` : "読めなくなっていた相談は、ありませんでした。"),
  doneNext: "新しい用紙は、3人が1枚ずつ、別々の所で持ってください。前の用紙のBには線を引いて、使えないことを書いてください。",
  /** @param {number} count */
  left: (count) => `${count}件は、この用紙でも開けませんでした。運用の担当に知らせてください。`,
  /** @param {number} index */
  sheet: (index) => `復旧用紙 ${index}枚目(3枚のうち)`,
  sheetB: "B：相談を読めるようにもどすための符号",
  sheetNote: "2枚そろうと使えます。1枚だけでは、何も読めません。写真にとらないでください。",
  sheetA: "Aの符号は、前の用紙のものを使います。",
  /** @param {string} date */
  sheetDate: (date) => `作った日：${date}`,
};
