// @ts-check
/** What stands in the lines of a talk, and what became of them. Pure. */

import { dateWords, timeWords } from "../lib/jst.js";
import { said as inLanguage } from "../lib/language.js";
import { beside, listed } from "../lib/punctuation.js";
import { room } from "./room/words.js";

/** @typedef {import("./joined.js").AttachmentState} AttachmentState */
/** @typedef {import("./types.js").Delivery} Delivery */

/** The names that residents saw on the buttons. */
const TOPICS = new Map([
  ["moya", inLanguage("もやっとしている", "Something feels off")],
  ["body", inLanguage("こころ・からだ", "Mind and body")],
  ["sogi", inLanguage("性別のこと・好きになる人のこと", "Gender, and whom one loves")],
  ["family", inLanguage("家族・パートナー", "Family and partners")],
  ["safety", inLanguage("こわい・安全のこと", "Fear and safety")],
  ["work", inLanguage("しごと・働き方", "Work")],
  ["living", inLanguage("くらし・お金", "Daily life and money")],
  ["someone", inLanguage("だれかのこと(家族・友人として)", "Somebody else (as family or friend)")],
  ["none", inLanguage("えらばない", "Would rather not choose")],
]);

const KINDS = new Map([
  ["image", inLanguage("写真", "Picture")],
  ["video", inLanguage("動画", "Video")],
  ["audio", inLanguage("声", "Voice message")],
  ["file", inLanguage("ファイル", "File")],
]);
const KEYWORDS = 5;

const FAILED = new Map([
  ["refused", inLanguage("送れませんでした(LINEが受け付けませんでした)", "Not sent (LINE refused it)")],
  ["unreachable", inLanguage("相手に届きません(ブロック)", "The resident can’t be reached (blocked)")],
  ["expired", inLanguage("送れませんでした(時間内に送れませんでした)", "Not sent (it took too long)")],
  ["quota", inLanguage("送れませんでした(今月の送信数の上限です)", "Not sent (this month’s LINE messages are used up)")],
  ["unknown", inLanguage("届いたかどうか確かめられませんでした。もう一度送ると、二度届くことがあります",
    "It is not known whether it arrived. Sending it again may deliver it twice")],
]);

export const entry = inLanguage({
  resident: "相手",
  me: "あなた",
  /** @param {string} name */
  colleague: (name) => `${name}さん`,
  erased: "取り消されました(内容は残っていません)",
  rewritten: "書き直されました",
  late: "あとから届きました",
  other: "この端末では読めない種類のメッセージが届きました。",
  broken: "ここから先は、確かめられなかったため表示していません。",
  /** @param {number} count */
  brokenCount: (count) => `ここから先の${count}件は、確かめられなかったため表示していません。`,
  again: "入力欄に写す",
}, {
  resident: "Resident",
  me: "You",
  colleague: (name) => name,
  erased: "Taken back (nothing of it is kept)",
  rewritten: "Rewritten",
  late: "Arrived late",
  other: "A message of a kind that can’t be read here.",
  broken: "From here on nothing is shown, because it could not be checked.",
  brokenCount: (count) => `${count} records from here on are not shown, because they could not be checked.`,
  again: "Copy into the reply",
});

export const attachment = inLanguage({
  /** @type {Record<Exclude<AttachmentState, "kept">, string>} */
  states: {
    coming: "受け取っています…",
    "too-large": "大きすぎて受け取れませんでした。",
    gone: "送り主が取り消しました。",
    unavailable: "受け取れませんでした。",
  },
  /** @param {string} kind */
  show: (kind) => (kind === "audio" || kind === "video" ? `${KINDS.get(kind)}を再生する` : `${kindWords(kind)}を表示`),
  hide: "隠す",
  larger: "大きく見る",
  smaller: "もとの大きさ",
  opening: "開いています…",
  notShown: "この種類は、ここでは開けません。",
  notVerified: "確かめられなかったため、表示していません。",
  gone: "もう残っていません。",
  beginning: "長いので、はじめの部分だけ表示しています。",
}, {
  states: {
    coming: "Being received…",
    "too-large": "Too large to be received.",
    gone: "The sender took it back.",
    unavailable: "It could not be received.",
  },
  show: (kind) => (kind === "audio" || kind === "video" ? `Play: ${kindWords(kind)}` : `Show: ${kindWords(kind)}`),
  hide: "Hide",
  larger: "Larger",
  smaller: "Original size",
  opening: "Opening…",
  notShown: "This kind can’t be opened here.",
  notVerified: "Not shown, because it could not be checked.",
  gone: "It is gone.",
  beginning: "It is long: only the beginning is shown.",
});

/**
 * What a record says, in one text; what came with it is told apart.
 * @param {import("./types.js").Payload | null} payload
 * @returns {string}
 */
export function said(payload) {
  if (payload === null) return entry.erased;
  switch (payload.kind) {
    case "text": return payload.text ?? "";
    case "sticker": return stickerWords(payload);
    case "topic": return topicWords(payload.topic);
    case "location": return locationWords(payload);
    case "safety": return safetyWords(payload.seen);
    case "words": return payload.code || payload.decoy ? room.wordsSet : room.wordsStopped;
  }
  if (!KINDS.has(payload.kind)) return entry.other;
  const kind = kindWords(payload.kind);
  return payload.ref === undefined ? inLanguage(`${kind}が届きましたが、受け取れませんでした。`, `${kind}: could not be received.`) : kind;
}

/** @param {string} kind */
export const kindWords = (kind) => KINDS.get(kind) ?? inLanguage("ファイル", "File");

/**
 * 写真・1.2MB, or how long it lasts.
 * @param {import("./types.js").Payload} payload of the record that announced it
 * @param {number | undefined} size in bytes
 */
export function factsOf({ kind, seconds }, size) {
  const facts = [kindWords(kind)];
  if (seconds !== undefined) facts.push(durationWords(seconds));
  if (size !== undefined) facts.push(sizeWords(size));
  return beside(facts);
}

/**
 * What is known of the way to the resident's phone.
 * @param {Delivery} delivery
 * @param {number} now
 */
export function deliveryWords({ state, reason, until }, now) {
  if (state === "placed" || state === "seen") return room[state];
  if (state === "accepted") return inLanguage("LINEが受け付けました", "Accepted by LINE");
  if (state === "failed") return FAILED.get(reason ?? "") ?? inLanguage("送れませんでした", "Not sent");
  switch (reason) {
    case "quota": return inLanguage("今月の送信数の上限に達しました。送れるようになりしだい届きます", "This month’s LINE messages are used up. It goes out as soon as LINE lets it");
    case "ask": return inLanguage("本人が「読む」を押すと届きます", "Arrives when the resident presses “Read”");
    case "hours": return hoursWords(until ? `${dateWords(until, now)} ${timeWords(until)}` : "");
  }
  return inLanguage("送信待ち", "Waiting to be sent");
}

/** @param {string} from when the hours begin that the resident chose, or nothing when that is not known */
const hoursWords = (from) =>
  inLanguage(`本人が選んだ時間帯${from ? `(${from}から)` : ""}になってから届きます`, `Arrives in the hours that the resident chose${from ? ` (from ${from})` : ""}`);

/** @param {import("./types.js").Payload} payload */
function stickerWords({ text, keywords }) {
  if (text) return inLanguage(`スタンプ「${text}」`, `Sticker “${text}”`);
  const words = Array.isArray(keywords) ? keywords.slice(0, KEYWORDS) : [];
  const sticker = inLanguage("スタンプ", "Sticker");
  return words.length ? inLanguage(`${sticker}(${listed(words)})`, `${sticker} (${listed(words)})`) : sticker;
}

/** @param {string | undefined} topic */
const topicWords = (topic) => {
  const chosen = TOPICS.get(topic ?? "") ?? inLanguage("この画面では読めない話題", "one that this screen does not know");
  return inLanguage(`えらんだ話題：${chosen}`, `Topic chosen: ${chosen}`);
};

/** @param {unknown} seen what the resident's page says they answered; its shape was not verified */
const safetyWords = (seen) => room.safety[seen === "no" || seen === "maybe" ? seen : "skip"];

/** @param {import("./types.js").Payload} payload */
const locationWords = ({ state, text }) =>
  state === "told" && text
    ? inLanguage(`場所：${text}`, `Place: ${text}`)
    : inLanguage("場所が届きました。残してよいか、相手にたずねました。返事があるまで、残していません。",
      "A place arrived. The resident was asked whether to keep it. It is not kept until they answer.");

/** @param {number} seconds */
function durationWords(seconds) {
  const whole = Math.max(1, Math.round(seconds));
  const minutes = Math.floor(whole / 60), rest = whole % 60;
  if (minutes === 0) return inLanguage(`${rest}秒`, `${rest} s`);
  return inLanguage(`${minutes}分${rest ? `${rest}秒` : ""}`, `${minutes} min${rest ? ` ${rest} s` : ""}`);
}

/** @param {number} size in bytes */
function sizeWords(size) {
  const kilobytes = size / 1024;
  return kilobytes < 1024 ? `${Math.max(1, Math.round(kilobytes))}KB` : `${(kilobytes / 1024).toFixed(1)}MB`;
}
