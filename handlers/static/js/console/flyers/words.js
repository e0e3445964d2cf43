// @ts-check
/** What the screen 「資料」 says as a whole, in its list and about the state of a flyer. */

import { said } from "../../lib/language.js";

export const screen = said({
  lead: "住民がスマートフォンで見る資料です。公開するまで、住民には見えません。",
  add: "資料を加える",
  sort: "順番を変える",
  sortLead: "住民のページとLINEの「資料」に、この順番で出ます。押すとすぐに変わります。",
  sorted: "一覧にもどる",
  none: "資料は、まだありません。「資料を加える」から、名前とPDFを入れてください。",
  failed: "読み込めませんでした。少し待って、もう一度この画面を開いてください。",
  unsaved: "うまくいきませんでした。入れた内容は残っています。少し待って、もう一度押してください。",
  gone: "この資料は、ほかの人が消しました。一覧にもどって、たしかめてください。",
  back: "資料の一覧へ",
  untitled: "新しい資料",
  parts: { words: "名前と説明", file: "PDF", pages: "絵と読み上げ", shown: "見え方と公開", places: "置き場所", mailing: "おしらせ" },
  partsOf: "この資料のこと",
  /** @param {string} title */
  open: (title) => `「${title}」をひらく`,
  languages: { ja: "日本語", easy: "やさしい日本語", en: "英語" },
  language: "どの言葉で",
  save: "保存する",
  cancel: "やめる",
  drafted: "まだ保存していません。",
  discard: "保存してある内容にもどす",
  unsavedMark: "書きかけ",
  remove: "この資料を消す",
  removing: {
    /** @param {string} title */
    heading: (title) => `「${title}」を消しますか`,
    lead: "名前と説明、PDF、絵、これまでの版が、すべて消えます。もとにはもどせません。",
    shown: "公開中の資料は、消せません。先に「見え方と公開」で、公開をとりやめてください。",
    changed: "ほかの人が、先に変えました。いまの内容を読み直しました。もう一度押すと、消えます。",
    instead: "しばらく見せないだけなら、「見え方と公開」の「公開をとりやめる」で足ります。",
    back: "もどる",
    confirm: "すべて消す",
    /** @param {string} title */
    done: (title) => `「${title}」を消しました。`,
  },
}, {
  lead: "Flyers that residents look at on their phones. Nobody sees one before it is published.",
  add: "Add a flyer",
  sort: "Change the order",
  sortLead: "Residents see them in this order, on the page and under “Leaflets” in LINE. Each press takes effect at once.",
  sorted: "Back to the list",
  none: "There is no flyer yet. Press “Add a flyer”, then enter its name and its PDF.",
  failed: "Could not be loaded. Wait a little and open this screen again.",
  unsaved: "That did not work. Your entries are still here. Wait a little and press again.",
  gone: "Somebody else has deleted this flyer. Please go back to the list.",
  back: "All flyers",
  untitled: "A new flyer",
  parts: { words: "Name and words", file: "PDF", pages: "Pictures and reading aloud", shown: "Preview and publishing", places: "Where it lies", mailing: "Notice" },
  partsOf: "About this flyer",
  open: (title) => `Open “${title}”`,
  languages: { ja: "Japanese", easy: "Easy Japanese", en: "English" },
  language: "Language",
  save: "Save",
  cancel: "Cancel",
  drafted: "Not saved yet.",
  discard: "Go back to what is saved",
  unsavedMark: "unsaved",
  remove: "Delete this flyer",
  removing: {
    heading: (title) => `Delete “${title}”?`,
    lead: "Its words, its PDF, its pictures and all earlier versions are destroyed. This can’t be undone.",
    shown: "A published flyer can’t be deleted. Please withdraw it first, under “Preview and publishing”.",
    changed: "Somebody else has changed it. You see what they set; press again to delete it.",
    instead: "If it is only not to be seen for a while, “Withdraw” under “Preview and publishing” is enough.",
    back: "Back",
    confirm: "Delete all of it",
    done: (title) => `“${title}” is deleted.`,
  },
});

export const states = said({
  empty: "下書き",
  draft: "公開していません",
  planned: "公開の予定",
  shown: "公開中",
  over: "期間が終わりました",
  withdrawn: "とりやめ",
  /** @param {string} day */
  withdrawnOn: (day) => `${day}に、公開をとりやめました`,
  /** @param {string} from @param {string} until */
  span: (from, until) => `${from}から${until}まで`,
  /** @param {string} from */
  since: (from) => `${from}から。終わりの日なし`,
  /** @param {number} number @param {number} pages */
  version: (number, pages) => `第${number}版・${pages}ページ`,
  noFile: "PDFはまだありません",
  /** @param {string} name */
  talk: (name) => `LINEのトークでの名前: ${name}`,
}, {
  empty: "Draft",
  draft: "Not published",
  planned: "To be published",
  shown: "Published",
  over: "Its time is over",
  withdrawn: "Withdrawn",
  withdrawnOn: (day) => `Withdrawn on ${day}`,
  span: (from, until) => `${from} to ${until}`,
  since: (from) => `From ${from}, no last day`,
  version: (number, pages) => `Version ${number} · ${pages === 1 ? "1 page" : `${pages} pages`}`,
  noFile: "No PDF yet",
  talk: (name) => `Name in the LINE talk: ${name}`,
});
