// @ts-check
/** The Japanese sentences of the page that leads to adding the account. Read docs/phrases.md before you change one. */

/** @typedef {typeof words} Words every language has this shape */

export const words = {
  title: "資料",
  heading: "LINEに追加する前に",
  choose: "どちらでも、はじめられます",
  checked: "QRコードの番号と、あいました。紙をつくった所のアカウントです。",
  line: {
    heading: "LINEで",
    points: [
      "LINEの会社には、このアカウントを追加したことが伝わります。",
      "こちらには、あなたのお名前もアイコンも届きません。届くのは、LINEがつけた番号だけです。",
      "追加すると、トークの一覧にのります。友だちには伝わりませんが、あなたの画面を見た人にはわかります。",
      "追加しても、何も書かなくてかまいません。やめたいときは、いつでもブロックや削除ができます。",
    ],
    go: "LINEをひらいて追加する",
  },
  room: {
    heading: "LINEを使わずに",
    points: [
      "書くための画面がひらきます。名前も登録もいりません。",
      "書いたことは、この画面で暗号にしてから送ります。LINEの会社には、何も伝わりません。",
    ],
    go: "LINEを使わずにひらく",
  },
  none: {
    heading: "いまは、LINEに追加できません",
    room: "かわりに、LINEを使わずにひらけます。",
    phone: "お電話で話せます。上の「いそぐとき」に、番号があります。",
  },
  unread: {
    heading: "QRコードを、もう一度読みとってください",
    lines: [
      "このページは、紙のQRコードからひらくと、本物の場所かどうかを確かめます。",
      "いまは、その番号が読めませんでした。リンクの後ろのほうが、切れているのかもしれません。",
    ],
  },
  retry: "もう一度ひらく",
};
