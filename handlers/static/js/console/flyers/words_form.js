// @ts-check
/** What the part 「名前と説明」 says. */

import { said } from "../../lib/language.js";

export const form = said({
  lead: "日本語から書きます。2つの名前は、3つの言葉で入れてください。ほかは、空らんなら日本語がそのまま出ます。",
  fields: {
    title: "資料の名前",
    talk: "LINEのトークでの名前",
    text: "みじかい説明",
    audience: "だれに向けた資料か",
  },
  hints: {
    title: "資料のページに、大きく出ます。",
    talk: "トークの画面は、ほかの人の目に入ることがあります。何の資料か分からない言葉にしてください。例: くらしの案内",
    text: "何が書いてあるかを、2〜3文で書いてください。",
    audience: "例: 市と町に住むすべての人",
  },
  /** @param {string} word */
  telling: (word) => `「${word}」は、画面をのぞいた人に気づかれる言葉です。言いかえてください。`,
  /** @param {string} text */
  instead: (text) => `空らんなので、日本語の「${text}」が出ます。`,
  /** @param {string} text */
  inJapanese: (text) => `日本語: ${text}`,
  /** @param {number} left */
  left: (left) => `名前があと${left}つ`,
  flyer: "紙のこと",
  languages: "資料に書かれている言葉",
  languagesHint: "PDFの中の言葉です。",
  card: "カードの印",
  cardHint: "住民が窓口で見せる画面に、大きく出る1〜2文字です。職員は、この印の資料を渡します。例: A、3。使わないときは空らんにします。",
  cardTaken: "この印は、ほかの資料が使っています。別の印にしてください。",
  cardWrong: "印は、アルファベットか数字を1〜2文字で入れてください。",
  languagesNone: "資料に書かれている言葉を、1つ以上えらんでください。",
  saved: "保存しました。",
  added: "保存しました。つぎに、PDFを入れてください。",
}, {
  lead: "Begin in Japanese. Both names are needed in all three languages; whatever else is empty is shown in Japanese.",
  fields: { title: "Name of the flyer", talk: "Name in the LINE talk", text: "Short description", audience: "Who it is for" },
  hints: {
    title: "Stands large on the flyer’s page.",
    talk: "Others may see the talk’s screen. Use words that don’t tell what the flyer is about, such as: About daily life",
    text: "What is in it, in two or three sentences.",
    audience: "Such as: everybody who lives in these towns",
  },
  telling: (word) => `Somebody who sees the screen would understand “${word}”. Please say it in other words.`,
  instead: (text) => `Empty: the Japanese “${text}” is shown.`,
  inJapanese: (text) => `In Japanese: ${text}`,
  left: (left) => (left === 1 ? "1 name missing" : `${left} names missing`),
  flyer: "The paper itself",
  languages: "Languages in the flyer",
  languagesHint: "Those that the PDF is written in.",
  card: "Sign on the card",
  cardHint: "One or two characters, shown large on the screen that a resident holds up at a counter; staff hand out the flyer with this sign. Such as A or 3. Leave it empty if you don’t use it.",
  cardTaken: "Another flyer has this sign. Please choose another.",
  cardWrong: "One or two letters or digits, please.",
  languagesNone: "Please choose at least one language of the flyer.",
  saved: "Saved.",
  added: "Saved. Next, add the PDF.",
});
