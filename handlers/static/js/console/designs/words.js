// @ts-check
/** What the screen 「印刷物をつくる」 says. */

import { said } from "../../lib/language.js";

const ja = {
  lead: "図書館や学校、病院などに置く紙をつくります。置き場所ごとのQRコードを入れて、印刷用のPDFにできます。",
  failed: "読み込めませんでした。少し待って、もう一度この画面を開いてください。",
  begin: "新しくつくる",
  beginLead: "大きさをえらんでください。文は、あとで直せます。",
  kept: "下書き",
  none: "下書きはまだありません。",
  open: "開く",
  remove: "消す",
  /** @param {string} name */
  openLabel: (name) => `「${name}」を開く`,
  /** @param {string} name */
  removeLabel: (name) => `「${name}」を消す`,
  /** @param {string} when */
  changed: (when) => `${when}に保存`,
  unsaved: "保存していない文があります",
  /** @type {Record<string, string>} */
  templates: { a4: "A4のちらし", a5: "A5のちらし", card: "カード", poster: "ポスター(A3)" },
  /** @type {Record<string, string>} */
  templateHints: { a4: "210×297ミリ", a5: "148×210ミリ", card: "85×55ミリ。財布や生理用品の袋に入る大きさ", poster: "297×420ミリ" },
  /** @type {Record<string, string>} */
  variants: { open: "内容がわかる", discreet: "ひかえめ" },
  /** @type {Record<string, string>} */
  variantHints: { open: "何のための紙かが、読めばわかります", discreet: "ほかの人が見ても、何の紙かわかりません" },
  /** @type {Record<string, string>} */
  colours: { sun: "ひだまり", sky: "あおぞら", leaf: "わかば", dusk: "ゆうぐれ", ink: "白黒" },
  /** @type {Record<string, string>} */
  languages: { ja: "日本語", easy: "やさしい日本語", en: "英語" },
  back: "一覧へもどる",
  template: "大きさ",
  variant: "見え方",
  colour: "色",
  language: "ことば",
  wording: "紙にのせる文",
  readings: "漢字の読みは「漢字(かんじ)」と書くと、上に小さくつきます。",
  name: "下書きの名前",
  nameHint: "この画面でだけ使います。紙にはのりません。",
  /** @type {Record<string, string>} */
  fields: { heading: "見出し", lead: "見出しの下の文", body: "本文", points: "短い知らせ", call: "QRコードのよこの文", hint: "いちばん下の小さな文", office: "発行するところ" },
  /** @type {Record<string, string>} */
  fieldHints: { heading: "改行したところで、行がかわります。", points: "1行が、1つの丸じるしになります。", office: "例：旭川市 女性活躍推進課" },
  discreetOffice: "課の名前で何の紙かわかるときは、空けておけます。",
  numbers: "のせる電話番号",
  /** @param {number} most */
  numbersHint: (most) => `確認ずみの番号から、${most}つまで。`,
  save: "保存する",
  /** @param {string} name */
  saved: (name) => `「${name}」を保存しました。`,
  removing: "この下書きを消しますか",
  removeLead: "もう印刷した紙や、ダウンロードしたPDFはそのままです。",
  keep: "もどる",
  removed: "消しました。",
  preview: "見本",
  drawing: "見本をつくっています",
  /** @param {string} kind */
  drawn: (kind) => `${kind}の見本。文は、左の欄と同じです。`,
  notDrawn: "見本をつくれませんでした。文を直すと、もう一度つくります。",
  sampleCode: "見本のQRコードは、読みとれないことがあります。PDFで確かめてください。",
  paper: "印刷用のPDF",
  placement: "置き場所",
  placementHint: "えらんだ場所の番号が、QRコードに入ります。どこの紙から来たかを、件数だけ数えます。",
  nowhere: "えらばない(番号なし)",
  /** @param {string} name @param {string} code */
  at: (name, code) => `${name}(${code})`,
  noPlacements: "置き場所は、「置き場所とQR」の画面で加えられます。",
  bleed: "塗り足し3ミリとトンボをつける",
  bleedHint: "印刷所に出すときに使います。",
  sheet: "A4に10枚ならべる",
  sheetHint: "役所のプリンターで両面に刷って、しるしにそって切ります。",
  make: "PDFをつくる",
  makeHint: "文は、いっしょに保存します。",
  making: "PDFをつくっています…",
  made: "PDFをつくりました。印刷したら、QRコードをスマートフォンで一度読みとってみてください。",
  busy: "いまは手がふさがっています。少し待って、もう一度押してください。",
  wrong: "直すところがあります。",
  notSaved: "保存できませんでした。文は、この画面に残っています。",
  /** @type {Record<string, (problem: { what: string, over: number, characters: number }) => string>} */
  problems: {
    empty: () => "文を入れてください。",
    long: () => "長すぎます。短くしてください。",
    sign: ({ what }) => (what ? `「${what}」は印刷できません。ほかの字にしてください。` : "印刷できない記号が入っています。消してください。"),
    telling: ({ what }) => `「${what}」があると、何の紙かわかってしまいます。「ひかえめ」では使えません。`,
    room: ({ over, characters }) => `紙に入りきりません(${over}ミリ)。${characters}字ほど短くしてください。`,
    gone: () => "もう使われていません。えらびなおしてください。",
  },
  by: (/** @type {string} */ name) => `${name}さんが`,
};

/** @type {typeof ja} */
const en = {
  lead: "Make paper to lie in libraries, schools or clinics. Each placement gets its own QR code, and you get a PDF to print.",
  failed: "Could not load. Wait a little and open this screen again.",
  begin: "Begin a new one",
  beginLead: "Choose a size. The words can be changed later.",
  kept: "Designs",
  none: "There are no designs yet.",
  open: "Open",
  remove: "Delete",
  openLabel: (name) => `Open "${name}"`,
  removeLabel: (name) => `Delete "${name}"`,
  changed: (when) => `Saved ${when}`,
  unsaved: "Has words that are not saved",
  templates: { a4: "A4 flyer", a5: "A5 flyer", card: "Card", poster: "Poster (A3)" },
  templateHints: { a4: "210 × 297 mm", a5: "148 × 210 mm", card: "85 × 55 mm, fits a wallet or a pack of pads", poster: "297 × 420 mm" },
  variants: { open: "Open", discreet: "Discreet" },
  variantHints: { open: "Whoever reads it knows what it is for", discreet: "Tells a stranger nothing" },
  colours: { sun: "Sun", sky: "Sky", leaf: "Leaf", dusk: "Dusk", ink: "Black and white" },
  languages: { ja: "Japanese", easy: "Easy Japanese", en: "English" },
  back: "Back to the list",
  template: "Size",
  variant: "How much it tells",
  colour: "Colours",
  language: "Language",
  wording: "Words on the paper",
  readings: "漢字(かんじ) puts the reading above the characters.",
  name: "Name of the design",
  nameHint: "For this screen only; it is not printed.",
  fields: { heading: "Heading", lead: "Below the heading", body: "Text", points: "Short points", call: "Beside the QR code", hint: "Small words at the foot", office: "Published by" },
  fieldHints: { heading: "A new line here is a new line on paper.", points: "One line is one point.", office: "For example: Asahikawa City" },
  discreetOffice: "Leave it empty if the name of the section tells what the paper is for.",
  numbers: "Telephone numbers",
  numbersHint: (most) => `Out of the checked ones, ${most} at most.`,
  save: "Save",
  saved: (name) => `Saved "${name}".`,
  removing: "Delete this design?",
  removeLead: "Paper that was printed and PDFs that were downloaded stay as they are.",
  keep: "Back",
  removed: "Deleted.",
  preview: "Preview",
  drawing: "Drawing the preview",
  drawn: (kind) => `Preview: ${kind}. Its words are those of the form.`,
  notDrawn: "The preview could not be drawn. It is drawn again when you change the words.",
  sampleCode: "The QR code of the preview may not scan. Check it on the PDF.",
  paper: "PDF to print",
  placement: "Placement",
  placementHint: "Its code goes into the QR code, so that arrivals are counted by place, as totals only.",
  nowhere: "None (no code)",
  at: (name, code) => `${name} (${code})`,
  noPlacements: 'Placements are added on the screen "Places and QR".',
  bleed: "Bleed of 3 mm and crop marks",
  bleedHint: "For a printing house.",
  sheet: "Ten on a sheet of A4",
  sheetHint: "Print on both sides with your own printer, and cut along the marks.",
  make: "Make the PDF",
  makeHint: "The words are saved as well.",
  making: "Making the PDF…",
  made: "The PDF is made. Scan the printed QR code once with a phone.",
  busy: "Busy just now. Wait a little and press again.",
  wrong: "Something needs to be corrected.",
  notSaved: "Could not save. Your words are still on this screen.",
  problems: {
    empty: () => "Enter some words.",
    long: () => "Too long.",
    sign: ({ what }) => (what ? `"${what}" can't be printed. Use another sign.` : "A sign in it can't be printed. Take it out."),
    telling: ({ what }) => `"${what}" tells what the paper is for. Discreet paper can't say it.`,
    room: ({ over, characters }) => `Does not fit (by ${over} mm). Leave out about ${characters} characters.`,
    gone: () => "No longer in use. Choose again.",
  },
  by: (name) => name,
};

export const designs = said(ja, en);

/** One sentence about a problem of a field. @param {import("./types.js").Problem} problem */
export const problemSentence = (problem) => (designs.problems[problem.code] ?? designs.problems.long)?.(problem) ?? "";
