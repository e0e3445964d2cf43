// @ts-check
/** What is said about words at hand: the list beside the reply, and the screen where templates are kept. */

import { said } from "../../lib/language.js";

const ja = {
  atHand: {
    templates: "定型文",
    referrals: "紹介先",
    label: { templates: "定型文をえらぶ", referrals: "紹介先をえらぶ", all: "定型文と紹介先からえらぶ" },
    filter: "しぼりこむ",
    hint: "↑↓でえらび、Enterで入れます。Escで閉じます。入れても、まだ送られません。",
    close: "閉じる",
    /** @param {number} count */
    found: (count) => (count > 0 ? `${count}件` : ""),
    loading: "読み込んでいます…",
    notLoaded: "読み込めませんでした。少し待って、もう一度開いてください。",
    none: "見つかりませんでした。ほかの言葉でさがしてください。",
    noTemplates: "定型文はまだありません。「定型文」の画面で、責任者が書けます。",
    noReferrals: "使える紹介先はまだありません。「紹介先」の画面で書き、もう一人が確かめると、ここに出ます。",
    japaneseOnly: "日本語だけ",
    /** @param {string} name */
    inserted: (name) => `「${name}」を入れました。読みなおしてから送ってください。`,
    named: "名前と番号が、相手の画面に残ります。ここに書いてよいか、先に聞きましたか。",
    gap: "「{…}」のところを書いてから、送ってください。",
    referralOver: "この紹介先は、いまは使えません。期限が切れたか、取り下げられました。文から消すか、ほかの紹介先をえらんでください。",
    /** @param {string} date */
    checked: (date) => `${date}に確認`,
  },
  templates: {
    lead: "返事を書くときに「/」か「定型文」で呼び出せる文です。相手がえらんだ言葉の文が入り、送る前に直せます。",
    leadWriter: "文を直したり、加えたりできるのは責任者です。お願いしたい文があるときは、責任者に伝えてください。",
    tokens: {
      label: "使うときに入るもの",
      hint: "押すと、カーソルのある所に入ります。名前と日は、使うときに本当の名前と日付に変わります。「{…}」は、送る前に書きこむ所です。",
    },
    lock: "文は通知にも出ることがあります。「相談」「暴力」のような、ほかの人に見られて困る言葉は使わないでください。",
    search: "さがす",
    none: "見つかりませんでした。",
    empty: "定型文はまだありません。",
    add: "定型文を加える",
    change: "直す",
    remove: "消す",
    up: "上へ",
    down: "下へ",
    everyDesk: "すべての窓口",
    /** @param {string} desk */
    desk: (desk) => `${desk}だけ`,
    languages: { ja: "日本語", easy: "やさしい日本語", en: "英語" },
    missing: "まだありません(日本語の文が入ります)",
    /** @param {string} name @param {string} date */
    changed: (name, date) => `${date} ${name}さん`,
    original: "はじめから入っている文",
    form: {
      late: "ほかの人が、先に書きかえました。「もどる」を押すと、新しい内容が出ます。書いたものは、その前に写しておいてください。",
      add: "定型文を加える", change: "定型文を直す",
      shortcut: "短い名前", shortcutHint: "「/」のあとに打つ名前です。ひらがなで短く、空白を入れずに。",
      title: "見出し", titleHint: "いつ使う文かがわかるように。",
      where: "使う窓口",
      ja: "日本語の文", easy: "やさしい日本語の文", easyHint: "短い文で、ことばの間に空白を入れ、漢字に読みをつけます。例：記録(きろく)は 消(き)えます。", en: "英語の文",
      back: "もどる", save: "保存する",
    },
    /** @param {string} title */
    removing: (title) => `「${title}」を消しますか`,
    removeLead: "だれの一覧からもなくなります。もう送った返事は変わりません。",
    saved: "保存しました。",
    removed: "消しました。",
    notLoaded: "定型文を読み込めませんでした。少し待って、もう一度この画面を開いてください。",
    /** @type {Record<string, string>} */
    wrong: {
      shortcut: "短い名前を、空白や「/」を使わずに、16字までで入れてください。", title: "見出しを、64字までで入れてください。",
      ja: "日本語の文を、1000字までで入れてください。", easy: "やさしい日本語の文は、1000字までにしてください。", en: "英語の文は、1000字までにしてください。",
    },
    taken: "この短い名前は、もう使われています。別の名前にしてください。",
  },
};

/** @type {typeof ja} */
const en = {
  atHand: {
    templates: "Templates",
    referrals: "Referrals",
    label: { templates: "Choose a template", referrals: "Choose a place", all: "Choose a template or a place" },
    filter: "Filter",
    hint: "↑↓ to choose, Enter to put it in, Esc to close. Nothing is sent yet.",
    close: "Close",
    found: (count) => (count > 0 ? `${count} found` : ""),
    loading: "Loading…",
    notLoaded: "Could not load. Wait a little and open it again.",
    none: "Nothing found. Try other words.",
    noTemplates: 'There are no templates yet. A supervisor can write some on the screen "Templates".',
    noReferrals: 'No place may be named yet. Write one on the screen "Referrals"; once a second person has checked it, it shows here.',
    japaneseOnly: "Japanese only",
    inserted: (name) => `"${name}" was put in. Read it again before you send.`,
    named: "The name and number stay on the resident's screen. Have you asked first whether that is all right?",
    gap: 'Fill in "{…}" before you send.',
    referralOver: "This place may not be named now: it expired or was withdrawn. Take it out, or choose another.",
    checked: (date) => `checked ${date}`,
  },
  templates: {
    lead: 'Sentences to call up with "/" or "Templates" while writing. They come in the resident\'s language, and can be changed before sending.',
    leadWriter: "Supervisors write them. If you would like one, tell a supervisor.",
    tokens: {
      label: "Filled in when it is used",
      hint: "Press to put one where the caret stands. Name and day become the real ones. {…} is to be filled in before sending.",
    },
    lock: "They may show in a notification. Use no words that would give somebody away.",
    search: "Search",
    none: "Nothing found.",
    empty: "There are no templates yet.",
    add: "Add a template",
    change: "Change",
    remove: "Delete",
    up: "Up",
    down: "Down",
    everyDesk: "Every desk",
    desk: (desk) => `${desk} only`,
    languages: { ja: "Japanese", easy: "Easy Japanese", en: "English" },
    missing: "Not yet (the Japanese words are used)",
    changed: (name, date) => `${date}, ${name}`,
    original: "Came with the product",
    form: {
      late: "Somebody changed it first. “Back” shows what stands now; copy what you have written before.",
      add: "Add a template", change: "Change a template",
      shortcut: "Shortcut", shortcutHint: 'What is typed after "/". Short, without spaces.',
      title: "Title", titleHint: "Says when it is used.",
      where: "Desk",
      ja: "In Japanese", easy: "In easy Japanese", easyHint: "Short sentences, spaces between words, readings for kanji: 記録(きろく)は 消(き)えます。", en: "In English",
      back: "Back", save: "Save",
    },
    removing: (title) => `Delete "${title}"?`,
    removeLead: "It leaves everybody's list. Replies already sent stay as they are.",
    saved: "Saved.",
    removed: "Deleted.",
    notLoaded: "Templates could not be loaded. Wait a little and open this screen again.",
    wrong: {
      shortcut: 'A shortcut of up to 16 characters, without spaces or "/".', title: "A title of up to 64 characters.",
      ja: "Japanese words of up to 1,000 characters.", easy: "Easy Japanese of up to 1,000 characters.", en: "English of up to 1,000 characters.",
    },
    taken: "This shortcut is taken. Choose another.",
  },
};

export const { atHand, templates } = said(ja, en);
