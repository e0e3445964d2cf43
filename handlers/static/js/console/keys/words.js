// @ts-check
/** What the list of keys says. */

import { said } from "../../lib/language.js";

export const keys = said(
  {
    open: "キーの一覧",
    heading: "キーでできること",
    hint: "日本語入力を切ってから押してください。文を書いているあいだは、使えません。",
    on: "1文字のキーを使う",
    close: "閉じる",
    list: [
      ["↑ ↓ ・ k j", "一覧を上へ、下へ"],
      ["Enter", "えらんだ相談を開く"],
      ["c", "担当する"],
      ["r", "返事を書く"],
      ["n", "ノートを書く"],
      ["/", "やりとりの中をさがす"],
      ["/", "返事の行のはじめでは、定型文と紹介先をえらぶ"],
      ["Ctrl＋Enter", "返事を送る・ノートを残す"],
      ["Esc", "閉じる・さがすのをやめる"],
      ["?", "この一覧"],
    ],
  },
  {
    open: "Keys",
    heading: "What keys do",
    hint: "Switch off Japanese input first. While you write they are letters like all others.",
    on: "Use keys of one letter",
    close: "Close",
    list: [
      ["↑ ↓ · k j", "Up and down the list"],
      ["Enter", "Open the chosen consultation"],
      ["c", "Take it"],
      ["r", "Write a reply"],
      ["n", "Write a note"],
      ["/", "Search in the talk"],
      ["/", "At the start of a line of a reply: choose a template or a place"],
      ["Ctrl+Enter", "Send the reply, keep the note"],
      ["Esc", "Close; end the search"],
      ["?", "This list"],
    ],
  },
);
