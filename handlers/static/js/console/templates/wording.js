// @ts-check
/** From a template or a place to the words that go into a reply, in the resident's language. Pure. */

/** @typedef {import("../types.js").Language} Language */

/** What a counselor still has to write. A reply with one in it is not sent. */
export const GAP = "{…}";

const ZONE = "Asia/Tokyo";
const SLASHES = new Set(["/", "／"]);

/**
 * @typedef {object} Template as the server lists it
 * @property {string} id
 * @property {string | null} desk
 * @property {string | null} desk_name
 * @property {string} shortcut
 * @property {string} title
 * @property {string} ja
 * @property {string} easy
 * @property {string} en
 * @property {string | null} changed_by_name
 * @property {number} changed_at
 *
 * @typedef {object} Referral as the server lists it
 * @property {string} id
 * @property {string} kind
 * @property {string} name
 * @property {Record<Language, string>} about
 * @property {string | null} phone
 * @property {string | null} url
 * @property {string | null} hours
 * @property {string | null} cost
 * @property {string | null} place
 * @property {string} source
 * @property {string} expires_on
 * @property {"proposed" | "live" | "expired"} state
 * @property {string} added_by_name
 * @property {number} added_at
 * @property {string | null} checked_by_name
 * @property {number | null} checked_at
 * @property {boolean} mine proposed by the person who looks
 *
 * @typedef {object} Setting what the words are put into
 * @property {Language} language of the resident
 * @property {string} name of the counselor, as the resident sees it
 * @property {number | null} due when the record would go if it ended now (ms); null when it goes at once
 */

/**
 * @param {Template} template
 * @param {Setting} setting
 */
export function templateText(template, { language, name, due }) {
  const text = template[language] || template.ja;
  const spoken = template[language] ? language : "ja";
  return text.replaceAll("{name}", name).replaceAll("{day}", dayWords(due, spoken));
}

/**
 * Whether a template has no words of its own in this language.
 * @param {Template} template
 * @param {Language} language
 */
export const inJapaneseOnly = (template, language) => template[language] === "";

/**
 * A place, offered as a choice: what it is, how to reach it, when two people last looked at it.
 * @param {Referral} referral
 * @param {Language} language
 */
export function referralText(referral, language) {
  const spoken = referral.about[language] ? language : "ja";
  const { name, phone, url, place } = referral;
  const checked = dayWords(referral.checked_at, spoken);
  const about = referral.about[spoken];
  const more = spoken === "ja" ? [referral.hours, referral.cost].filter(Boolean).join("・") : "";
  const reach = [phone && `${PHONE[spoken]}${phone}`, url, place && `${PLACE[spoken]}${place}`, more].filter(Boolean);
  return OFFER[spoken](name, about, reach.join("\n"), checked);
}

const PHONE = { ja: "電話：", easy: "電話(でんわ)：", en: "Phone: " };
const PLACE = { ja: "場所：", easy: "場所(ばしょ)：", en: "Where: " };

/** @type {Record<Language, (name: string, about: string, reach: string, checked: string) => string>} */
const OFFER = {
  ja: (name, about, reach, checked) =>
    `よければ、「${name}」という所があります。${about}\n${reach}\n${checked}に確かめました。つなぐかどうかは、あなたが決めてください。`,
  easy: (name, about, reach, checked) =>
    `よければ、「${name}」という ところが あります。${about}\n${reach}\n${checked}に たしかめました。れんらく するか どうかは、あなたが きめて ください。`,
  en: (name, about, reach, checked) =>
    `If you like, there is "${name}". ${about}\n${reach}\nWe checked this ${checked}. Whether you contact them is for you to decide.`,
};

/**
 * Whether a text names a place, as far as this page needs to know; the server looks more closely.
 * @param {string} text
 * @param {Referral} referral
 */
export const names = (text, { name, phone }) => text.includes(name) || (phone !== null && text.includes(phone));

/**
 * Whether "/" stands alone before the caret at the beginning of a line.
 * @param {string} text
 * @param {number} caret
 */
export const startsLine = (text, caret) =>
  SLASHES.has(text[caret - 1] ?? "") && (caret === 1 || text[caret - 2] === "\n");

/**
 * Where the next gap begins; -1 when there is none.
 * @param {string} text
 * @param {number} from
 */
export const nextGap = (text, from) => text.indexOf(GAP, from);

/**
 * What holds all the words that are looked for, however they are typed: wide or narrow, capital or small, かな or カナ.
 * @template T
 * @param {readonly T[]} choices
 * @param {(choice: T) => string} textOf
 * @param {string} wanted
 * @returns {T[]}
 */
export function matching(choices, textOf, wanted) {
  const parts = plain(wanted).split(/\s+/u).filter(Boolean);
  return choices.filter((choice) => {
    const text = plain(textOf(choice));
    return parts.every((part) => text.includes(part));
  });
}

/** @param {string} text */
const plain = (text) =>
  text.normalize("NFKC").toLowerCase().replace(/[ァ-ヶ]/gu, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60));

/**
 * @param {number | null} at
 * @param {Language} language
 */
function dayWords(at, language) {
  if (at === null) return { ja: "終わるとすぐ", easy: "終(お)わると すぐ", en: "as soon as we finish" }[language];
  if (language === "en") return `on ${dates.en.format(at)}`;
  const [month = 0, day = 0] = numbers(at);
  if (language === "easy") return `${month}月(がつ)${day}日(${READINGS.get(day) ?? "にち"})`;
  return dates.ja.format(at);
}

const dates = {
  ja: new Intl.DateTimeFormat("ja-JP", { timeZone: ZONE, month: "long", day: "numeric", weekday: "short" }),
  en: new Intl.DateTimeFormat("en-GB", { timeZone: ZONE, weekday: "long", day: "numeric", month: "long" }),
  plain: new Intl.DateTimeFormat("en-US", { timeZone: ZONE, month: "numeric", day: "numeric" }),
};

/** @param {number} at */
const numbers = (at) => dates.plain.format(at).split("/").map(Number);

/** Days that are read otherwise than number and にち. */
const READINGS = new Map([
  [1, "ついたち"], [2, "ふつか"], [3, "みっか"], [4, "よっか"], [5, "いつか"], [6, "むいか"], [7, "なのか"], [8, "ようか"],
  [9, "ここのか"], [10, "とおか"], [14, "じゅうよっか"], [20, "はつか"], [24, "にじゅうよっか"],
]);
