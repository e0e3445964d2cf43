// @ts-check
/** What is said about a colleague's look at a reply, in the reader's language. */

import { said } from "../../lib/language.js";

const ja = {
  ask: "同僚に見てもらう",
  asking: "頼んでいます…",
  waiting: "確認を待っています",
  /** @type {Record<string, string>} */
  why: { first: "最初の返事", flagged: "気になる言葉のしるし", referral: "紹介先の名前" },
  /** @param {string[]} why */
  needed: (why) => `この返事は、送る前に、同じ窓口の同僚が確かめるきまりです(${why.join("・")}のため)。`,
  nobody: "いま、この窓口には、ほかに確かめられる人がいません。責任者に、きまりを見直してもらってください。",
  /** @param {string[]} names */
  askedOf: (names) => `確認を頼みました。${names.map((name) => `${name}さん`).join("か")}が答えると、ここに出ます。`,
  takeBack: "取り下げて書き直す",
  /** @param {string} name */
  agreed: (name) => `${name}さんが「これでよい」と答えました。「送る」を押すと、相手に届きます。`,
  /** @param {string} name */
  agreedChanged: (name) => `${name}さんが「これでよい」と答えた文から、変わっています。もう一度見てもらってください。`,
  /** @param {string} name */
  declined: (name) => `${name}さんが「直してほしい」と答えました。直してから、もう一度見てもらってください。`,
  /** @param {string} name */
  lookHeading: (name) => `${name}さんが、送る前の確認をお願いしています`,
  /** @param {string[]} why */
  lookWhy: (why) => (why.length > 0 ? `理由：${why.join("・")}` : ""),
  lookLead: "上のやりとりを読んでから、下の文を相手に送ってよいか、答えてください。まだ送られていません。",
  words: "ひとこと",
  wordsHint: "「直してほしい」のときは、どこをどう直すとよいかを書いてください。相手には見えません。",
  wordsMissing: "どこをどう直すとよいかを、書いてください。",
  yes: "これでよい",
  no: "直してほしい",
  answering: "送っています…",
  answeredYes: "「これでよい」と答えました。送るのは、担当の人です。この相談は、担当の人にもどりました。",
  answeredNo: "「直してほしい」と答えました。この相談は、担当の人にもどりました。",
  spoilt: "見せられている文が、送られようとしている文と同じか、確かめられませんでした。答えずに、頼んだ人と責任者に知らせてください。",
  over: "この確認は、もう終わっています。",
  mustAsk: "送る前に、同じ窓口の同僚に見てもらうきまりです。「同僚に見てもらう」を押してください。",
};

/** @type {typeof ja} */
const en = {
  ask: "Ask a colleague to look",
  asking: "Asking…",
  waiting: "Waiting for a colleague",
  why: { first: "first reply", flagged: "flagged words", referral: "a place is named" },
  needed: (why) => `At this desk a colleague looks at this reply before it is sent (${why.join(", ")}).`,
  nobody: "Nobody else at this desk can look at it now. Ask a supervisor to review the desk's rules.",
  askedOf: (names) => `A colleague has been asked. The answer of ${names.join(" or ")} will show here.`,
  takeBack: "Take back and rewrite",
  agreed: (name) => `${name} agrees. Press "Send" to send it.`,
  agreedChanged: (name) => `It has changed since ${name} agreed. Please ask again.`,
  declined: (name) => `${name} asks for a change. Change it, then ask again.`,
  lookHeading: (name) => `${name} asks you to look at a reply before it is sent`,
  lookWhy: (why) => (why.length > 0 ? `Why: ${why.join(", ")}.` : ""),
  lookLead: "Read the talk above, then say whether the text below may be sent. It has not been sent yet.",
  words: "Your words",
  wordsHint: "If you ask for a change, say what and how. The resident does not see this.",
  wordsMissing: "Please say what to change, and how.",
  yes: "This is fine",
  no: "Please change it",
  answering: "Sending…",
  answeredYes: "You agreed. Whoever is assigned sends it, and has the consultation again.",
  answeredNo: "You asked for a change. Whoever is assigned has the consultation again.",
  spoilt: "It can't be verified that this text is the one about to be sent. Don't answer; tell who asked, and a supervisor.",
  over: "This check is over.",
  mustAsk: 'At this desk a colleague looks at it first. Press "Ask a colleague to look".',
};

export const checks = said(ja, en);
