// @ts-check
/** What stands in the lines of a talk, and what became of them. Pure. */

import { dateWords, timeWords } from "../lib/jst.js";

/** @typedef {import("./joined.js").AttachmentState} AttachmentState */
/** @typedef {import("./types.js").Delivery} Delivery */

/** The names that residents saw on the buttons. */
const TOPICS = new Map([
  ["moya", "もやっとしている"],
  ["body", "こころ・からだ"],
  ["sogi", "性別のこと・好きになる人のこと"],
  ["family", "家族・パートナー"],
  ["safety", "こわい・安全のこと"],
  ["work", "しごと・働き方"],
  ["living", "くらし・お金"],
  ["someone", "だれかのこと(家族・友人として)"],
  ["none", "えらばない"],
]);

const KINDS = new Map([["image", "写真"], ["video", "動画"], ["audio", "声"], ["file", "ファイル"]]);
const KEYWORDS = 5;

const FAILED = new Map([
  ["refused", "送れませんでした(LINEが受け付けませんでした)"],
  ["unreachable", "相手に届きません(ブロック)"],
  ["expired", "送れませんでした(時間内に送れませんでした)"],
  ["quota", "送れませんでした(今月の送信数の上限です)"],
  ["unknown", "届いたかどうか確かめられませんでした。もう一度送ると、二度届くことがあります"],
]);

export const entry = {
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
};

export const attachment = {
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
};

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
  }
  if (!KINDS.has(payload.kind)) return entry.other;
  return payload.ref === undefined ? `${kindWords(payload.kind)}が届きましたが、受け取れませんでした。` : kindWords(payload.kind);
}

/** @param {string} kind */
export const kindWords = (kind) => KINDS.get(kind) ?? "ファイル";

/**
 * 写真・1.2MB, or how long it lasts.
 * @param {import("./types.js").Payload} payload of the record that announced it
 * @param {number | undefined} size in bytes
 */
export function factsOf({ kind, seconds }, size) {
  const facts = [kindWords(kind)];
  if (seconds !== undefined) facts.push(durationWords(seconds));
  if (size !== undefined) facts.push(sizeWords(size));
  return facts.join("・");
}

/**
 * What is known of the way to the resident's phone.
 * @param {Delivery} delivery
 * @param {number} now
 */
export function deliveryWords({ state, reason, until }, now) {
  if (state === "accepted") return "LINEが受け付けました";
  if (state === "failed") return FAILED.get(reason ?? "") ?? "送れませんでした";
  switch (reason) {
    case "quota": return "今月の送信数の上限に達しました。送れるようになりしだい届きます";
    case "ask": return "本人が「読む」を押すと届きます";
    case "hours": return `本人が選んだ時間帯${until ? `(${dateWords(until, now)} ${timeWords(until)}から)` : ""}になってから届きます`;
  }
  return "送信待ち";
}

/** @param {import("./types.js").Payload} payload */
function stickerWords({ text, keywords }) {
  if (text) return `スタンプ「${text}」`;
  const words = Array.isArray(keywords) ? keywords.slice(0, KEYWORDS) : [];
  return words.length ? `スタンプ(${words.join("、")})` : "スタンプ";
}

/** @param {string | undefined} topic */
const topicWords = (topic) => `えらんだ話題：${TOPICS.get(topic ?? "") ?? "この画面では読めない話題"}`;

/** @param {import("./types.js").Payload} payload */
const locationWords = ({ state, text }) =>
  state === "told" && text ? `場所：${text}` : "場所が届きました。残してよいか、相手にたずねました。返事があるまで、残していません。";

/** @param {number} seconds */
function durationWords(seconds) {
  const whole = Math.max(1, Math.round(seconds));
  return whole < 60 ? `${whole}秒` : `${Math.floor(whole / 60)}分${whole % 60 ? `${whole % 60}秒` : ""}`;
}

/** @param {number} size in bytes */
function sizeWords(size) {
  const kilobytes = size / 1024;
  return kilobytes < 1024 ? `${Math.max(1, Math.round(kilobytes))}KB` : `${(kilobytes / 1024).toFixed(1)}MB`;
}
