// @ts-check
/** What is said about the places that may be named, in the reader's language. */

import { said } from "../../lib/language.js";

const ja = {
  /** @type {Record<string, string>} */
  kinds: { line: "電話やチャット", office: "役所などの窓口", medical: "医療", legal: "法律", group: "民間の団体", shelter: "身を寄せる所" },
  phone: "電話", url: "アドレス", hours: "時間", cost: "料金", place: "場所", source: "確かめたもと", expires: "使える期限",
  languages: { ja: "日本語", easy: "やさしい日本語", en: "英語" },
  missing: "まだありません(日本語の文が入ります)",
  /** @param {string} name @param {string} date */
  proposed: (name, date) => `${date}に${name}さんが書きました。別の人が、上の「確かめたもと」を見て確かめてください。`,
  /** @param {string} date */
  proposedByMe: (date) => `${date}にあなたが書きました。別の人が確かめると、使えるようになります。`,
  /** @param {string} one @param {string} other @param {string} date */
  checked: (one, other, date) => `${date}に${one}さんと${other}さんが確かめました。`,
  expired: "期限が切れたので、返事に入れられません。番号や時間を確かめて、期限を入れなおしてください。",
  agree: "確かめました",
  change: "直す",
  renew: "確かめなおす",
  withdraw: "取り下げる",
  empty: "紹介先はまだありません。電話番号などを確かめた所から、書いてみてください。",
  none: "見つかりませんでした。",
  agreeing: {
    /** @param {string} name */
    heading: (name) => `「${name}」を確かめましたか`,
    lead: "「確かめたもと」を自分で開くか、電話をかけて、番号と時間がいまも同じか見てください。あなたの名前と日にちが残ります。",
    confirm: "確かめました",
  },
  withdrawing: {
    /** @param {string} name */
    heading: (name) => `「${name}」を取り下げますか`,
    lead: "すぐに、だれも返事に入れられなくなります。まちがいに気づいたときは、1人で取り下げてかまいません。もとにもどすには、書きなおして2人で確かめます。",
    confirm: "取り下げる",
  },
  form: {
    late: "ほかの人が、先に書きかえました。「もどる」を押すと、新しい内容が出ます。書いたものは、その前に写しておいてください。",
    add: "紹介先を書く", change: "紹介先を直す",
    lead: "保存すると、別の人が確かめるまで返事に入れられません。",
    kind: "種類", name: "名前",
    about: "どんな所か(日本語)", aboutHint: "相手がそのまま読む文です。です・ますで、短く。",
    easy: "どんな所か(やさしい日本語)", easyHint: "時間や料金も、この中に書きます。漢字に読みをつけます。",
    en: "どんな所か(英語)", enHint: "時間や料金も、この中に書きます。",
    phone: "電話番号", phoneHint: "例：0120-279-338、#8008",
    url: "アドレス", urlHint: "https:// からはじまるもの",
    hours: "時間", cost: "料金", place: "場所", placeHint: "身を寄せる所では、書けません。",
    source: "確かめたもと", sourceHint: "番号や時間をどこで見たか。公式のページのアドレスなど。",
    expires: "いつまで使えるか", expiresHint: "1年まで。変わりやすい所は短く。",
    back: "もどる", save: "保存する",
  },
  saved: "保存しました。別の人が確かめると、返事に入れられます。",
  agreed: "確かめました。返事に入れられます。",
  withdrawn: "取り下げました。",
  own: "自分が書いた紹介先は、別の人が確かめます。",
  changed: "ほかの人が書きかえました。新しい内容を見てから、もう一度押してください。",
  notLoaded: "紹介先を読み込めませんでした。少し待って、もう一度この画面を開いてください。",
  /** @type {Record<string, string>} */
  wrong: {
    kind: "種類を選んでください。", name: "名前を、120字までで入れてください。",
    about: "どんな所かを、それぞれ400字までで入れてください。日本語はかならず入れてください。",
    phone: "電話番号は、数字とハイフンで入れてください。電話、アドレス、場所の、どれか1つがいります。",
    url: "アドレスは、https:// からはじまるものを入れてください。",
    hours: "時間は、200字までにしてください。", cost: "料金は、120字までにしてください。",
    place: "身を寄せる所の場所は、どこにも書けません。場所がわかる言葉を消してください。",
    source: "番号や時間を、どこで確かめたかを入れてください。", expires_on: "きょうから1年のあいだの日を入れてください。",
  },
};

/** @type {typeof ja} */
const en = {
  kinds: { line: "Phone or chat", office: "Public office", medical: "Medical", legal: "Legal", group: "Private group", shelter: "Shelter" },
  phone: "Phone", url: "Address", hours: "Hours", cost: "Cost", place: "Place", source: "Read at", expires: "May be named until",
  languages: { ja: "Japanese", easy: "Easy Japanese", en: "English" },
  missing: "Not yet (the Japanese words are used)",
  proposed: (name, date) => `Written by ${name} (${date}). Somebody else looks at the source above and checks it.`,
  proposedByMe: (date) => `Written by you (${date}). Once somebody else has checked it, it can be used.`,
  checked: (one, other, date) => `${one} and ${other} checked it (${date}).`,
  expired: "Its day is over, so it can't be put into a reply. Check number and hours, and enter a new day.",
  agree: "I have checked it",
  change: "Change",
  renew: "Check again",
  withdraw: "Withdraw",
  empty: "No places yet. Begin with one whose number you have checked.",
  none: "Nothing found.",
  agreeing: {
    heading: (name) => `Have you checked "${name}"?`,
    lead: "Open the source yourself, or ring them, and see that number and hours are still the same. Your name and the day are kept.",
    confirm: "I have checked it",
  },
  withdrawing: {
    heading: (name) => `Withdraw "${name}"?`,
    lead: "Nobody can put it into a reply from now on. One person may do this at once. To bring it back, it is written anew and checked by two.",
    confirm: "Withdraw",
  },
  form: {
    late: "Somebody changed it first. “Back” shows what stands now; copy what you have written before.",
    add: "Write an entry", change: "Change an entry",
    lead: "It can't be put into a reply before somebody else has checked it.",
    kind: "Kind", name: "Name",
    about: "What it is (Japanese)", aboutHint: "The resident reads this as it stands. Short.",
    easy: "What it is (easy Japanese)", easyHint: "With hours and cost. Readings for kanji.",
    en: "What it is (English)", enHint: "With hours and cost.",
    phone: "Phone", phoneHint: "For example 0120-279-338, #8008",
    url: "Address", urlHint: "Begins with https://",
    hours: "Hours", cost: "Cost", place: "Place", placeHint: "Not for a shelter.",
    source: "Read at", sourceHint: "Where number and hours were read, such as the official page.",
    expires: "May be named until", expiresHint: "Up to a year. Less where things change often.",
    back: "Back", save: "Save",
  },
  saved: "Saved. Once somebody else has checked it, it can be put into a reply.",
  agreed: "Checked. It can be put into a reply.",
  withdrawn: "Withdrawn.",
  own: "Somebody else checks what you wrote.",
  changed: "Somebody changed it. Look at it again, then press once more.",
  notLoaded: "Referrals could not be loaded. Wait a little and open this screen again.",
  wrong: {
    kind: "Choose a kind.", name: "A name of up to 120 characters.",
    about: "Up to 400 characters each. Japanese is needed.",
    phone: "Digits and hyphens only. A phone number, an address or a place is needed.",
    url: "An address that begins with https://.",
    hours: "Up to 200 characters.", cost: "Up to 120 characters.",
    place: "Where a shelter is can't be written anywhere. Take out what tells the place.",
    source: "Say where number and hours were read.", expires_on: "A day within a year from today.",
  },
};

export const referrals = said(ja, en);
