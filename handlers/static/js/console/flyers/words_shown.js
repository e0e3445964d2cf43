// @ts-check
/** What the parts 「見え方と公開」 and 「置き場所」 say. */

import { said } from "../../lib/language.js";

export const shown = said({
  lead: "先に、住民の画面での見え方をたしかめます。よければ、日にちを入れて公開します。",
  ways: { line: "LINEのトーク", web: "資料のページ" },
  look: "見え方",
  lookLead: "文字の大きさや色は、見る人のスマートフォンによって変わります。",
  noFile: "まだPDFがありません。先に「PDF」で入れてください。",
  notLoaded: "LINEでの見え方を読み込めませんでした。少し待って、もう一度えらんでください。",
  openPage: "住民のページをひらく",
  openPageOf: "住民のページをひらく(新しいタブ)",
  version: "見せる版",
  dates: "公開する日",
  from: "この日から",
  fromHint: "空らんなら、すぐに公開します。",
  until: "この日まで",
  untilHint: "この日の終わりに、自動で見えなくなります。空らんなら、とりやめるまで公開します。",
  publish: "公開する",
  change: "公開の内容を変える",
  withdraw: "公開をとりやめる",
  ready: "公開できます。",
  first: "公開の前に",
  todo: {
    file: "PDFを入れる",
    /** @param {string} language @param {number} pages */
    alt: (language, pages) => `絵が伝えることを書く(${language}、あと${pages}ページ)`,
    /** @param {string} language */
    aloud: (language) => `読み上げる文を書く(${language})`,
  },
  published: "公開しました。住民のページとLINEの「資料」に出ています。",
  /** @param {string} day */
  planned: (day) => `${day}から公開します。`,
  withdrawn: "公開をとりやめました。住民からは、もう見えません。",
  withdrawing: {
    /** @param {string} title */
    heading: (title) => `「${title}」の公開をとりやめますか`,
    lead: "住民のページとLINEから、すぐに見えなくなります。内容はここに残り、また公開できます。",
    back: "もどる",
    confirm: "とりやめる",
    changed: "ほかの人が、先に変えました。いまの内容を読み直しました。",
  },
  problems: {
    order: "「この日まで」が「この日から」より前になっています。",
    past: "「この日まで」が、もう過ぎています。",
    range: "日にちをたしかめてください。",
    words: "絵の説明か、読み上げる文に、空らんがあります。「絵と読み上げ」で書いてください。",
    version: "この版は、もうありません。ほかの版をえらんでください。",
  },
}, {
  lead: "See first how residents will see it. If it is right, enter the days and publish.",
  ways: { line: "LINE talk", web: "Flyer page" },
  look: "Preview",
  lookLead: "Sizes and colours differ from phone to phone.",
  noFile: "There is no PDF yet. Please add one under “PDF” first.",
  notLoaded: "The preview for LINE could not be loaded. Wait a little and choose it again.",
  openPage: "Open the residents’ page",
  openPageOf: "Open the residents’ page (new tab)",
  version: "Version to be shown",
  dates: "Days of publishing",
  from: "From",
  fromHint: "Empty: at once.",
  until: "Until",
  untilHint: "It disappears by itself at the end of this day. Empty: until you withdraw it.",
  publish: "Publish",
  change: "Change what is published",
  withdraw: "Withdraw",
  ready: "It can be published.",
  first: "Before publishing",
  todo: {
    file: "Add a PDF",
    alt: (language, pages) => `Write what the pictures tell (${language}, ${pages} to go)`,
    aloud: (language) => `Write the text to be read aloud (${language})`,
  },
  published: "Published. It is on the residents’ page and under “Leaflets” in LINE.",
  planned: (day) => `It will be published on ${day}.`,
  withdrawn: "Withdrawn. Residents don’t see it any more.",
  withdrawing: {
    heading: (title) => `Withdraw “${title}”?`,
    lead: "It disappears from the residents’ page and from LINE at once. Everything stays here and can be published again.",
    back: "Back",
    confirm: "Withdraw",
    changed: "Somebody else was quicker. You see what they set.",
  },
  problems: {
    order: "“Until” is before “From”.",
    past: "“Until” is over already.",
    range: "Please check the days.",
    words: "Some words for pictures or for reading aloud are missing. Write them under “Pictures and reading aloud”.",
    version: "This version is gone. Please choose another.",
  },
});

export const preview = said({
  talk: "トーク",
  phone: "スマートフォンでの見え方",
  page: "資料",
  audience: "読んでほしい人",
  read: "文字で読む・声で聞く",
  places: "もらえる所",
  card: "見せるだけでもらう",
  words: "書いてあること",
  none: "まだ書いてありません。",
}, {
  talk: "Talk",
  phone: "As on a phone",
  page: "Leaflets",
  audience: "For",
  read: "Read or listen",
  places: "Where to get it",
  card: "Show to get it",
  words: "What it says",
  none: "Not written yet.",
});

export const places = said({
  lead: "紙のこの資料が置いてある所です。置き場所そのものは「置き場所とQR」の画面で加えます。",
  none: "置き場所が、まだありません。「置き場所とQR」の画面で加えてください。",
  legend: "この資料を置いている所",
  told: "住民に知らせる",
  untold: "住民には知らせない",
  save: "置き場所を保存する",
  saved: "置き場所を保存しました。",
  /** @param {string} names */
  changed: (names) => `${names}は、ほかの人が先に変えました。いまの内容を読み直したので、もう一度えらんで保存してください。`,
  unsaved: "保存できませんでした。少し待って、もう一度押してください。",
}, {
  lead: "Where this flyer lies on paper. Places themselves are added on the screen “Places and QR codes”.",
  none: "There is no place yet. Add one on the screen “Places and QR codes”.",
  legend: "Places with this flyer",
  told: "residents are told",
  untold: "residents are not told",
  save: "Save the places",
  saved: "The places are saved.",
  changed: (names) => `Somebody else changed ${names} before you. You see how it stands now; please choose and save again.`,
  unsaved: "Could not be saved. Wait a little and press again.",
});
