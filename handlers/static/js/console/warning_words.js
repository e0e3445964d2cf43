// @ts-check
/** What a failed check means and what to do about it, for people who aren't engineers. Codes: `Rejected.code`. */

import { said } from "../lib/language.js";

const TELL = said("責任者か運用の担当に、下のコードを伝えてください。", "Tell a supervisor, or whoever runs the system, the code below. ");
const OTHER_WAY = said("急ぐときは、電話など別の方法で連絡してください。", "If it is urgent, get in touch another way, for example by phone.");

const FORGED = said(
  {
    title: "書いた人を確かめられない記録があります",
    meaning: "保管されている間に、書きかえられたか、壊れたおそれがあります。確かめられた記録だけを表示しています。",
    todo: `この相談では、見えている内容だけで判断しないでください。${TELL}${OTHER_WAY}`,
  },
  {
    title: "Some records can’t be traced to who wrote them",
    meaning: "They may have been changed or damaged while they were stored. Only records that could be checked are shown.",
    todo: `Don’t decide by what you see here alone. ${TELL}${OTHER_WAY}`,
  },
);

const BROKEN_ORDER = said(
  {
    title: "記録の順番がそろいません",
    meaning: "途中の記録が、抜けているか、二重になっているか、入れかわっているおそれがあります。",
    todo: `見えている内容だけで判断しないでください。${TELL}${OTHER_WAY}`,
  },
  {
    title: "The records are not in order",
    meaning: "Some may be missing, doubled or swapped.",
    todo: `Don’t decide by what you see here alone. ${TELL}${OTHER_WAY}`,
  },
);

const MIXED_UP = said(
  {
    title: "別の相談の記録が、まざっているおそれがあります",
    meaning: "この相談のものと確かめられない記録や鍵がありました。",
    todo: `返事は送らないでください。ほかの人に届くおそれがあります。${TELL}`,
  },
  {
    title: "Records of another consultation may be mixed in",
    meaning: "There are records or keys that could not be shown to belong to this consultation.",
    todo: `Don’t send a reply: it might reach somebody else. ${TELL}`,
  },
);

const NO_KEY = said(
  {
    title: "この相談の鍵の宛先が、窓口の名簿と合いません",
    meaning: "あとから窓口に加わった人には、前からの相談の鍵がまだないことがあります。または、窓口にいない人へ鍵が渡されたおそれがあります。",
    todo: `読める相談員か責任者に、対応を頼んでください。${TELL}${OTHER_WAY}`,
  },
  {
    title: "The keys of this consultation don’t match the people of the desk",
    meaning: "Somebody who joined later may not have the key of earlier consultations yet. Or a key may have gone to somebody who is not at the desk.",
    todo: `Ask a counselor or supervisor who can read it. ${TELL}${OTHER_WAY}`,
  },
);

const WRONG_KEY = said(
  {
    title: "この相談を開く鍵が合いません",
    meaning: "鍵が壊れているか、入れかえられているおそれがあります。",
    todo: `${TELL}${OTHER_WAY}`,
  },
  {
    title: "The key does not open this consultation",
    meaning: "The key may be damaged or exchanged.",
    todo: `${TELL}${OTHER_WAY}`,
  },
);

const OTHER_ROSTER = said(
  {
    title: "職員名簿を確かめられません",
    meaning: "だれが相談員かを示す、署名つきの名簿が正しくありません。にせの名簿が渡されたおそれがあります。",
    todo: `この画面では相談を開かないでください。${TELL}${OTHER_WAY}`,
  },
  {
    title: "The list of people can’t be verified",
    meaning: "The signed list of who is a counselor is not right. It may be a forged one.",
    todo: `Don’t open consultations on this screen. ${TELL}${OTHER_WAY}`,
  },
);

const OLD_ROSTER = said(
  {
    title: "古い職員名簿が届きました",
    meaning: "このパソコンが前に確かめた名簿よりも、古いか、中身が違います。もとに戻されたおそれがあります。",
    todo: `この画面では相談を開かないでください。${TELL}${OTHER_WAY}`,
  },
  {
    title: "An old list of people arrived",
    meaning: "It is older than, or different from, the one that this PC has seen before. Somebody may have put it back.",
    todo: `Don’t open consultations on this screen. ${TELL}${OTHER_WAY}`,
  },
);

const OTHER_ROOM = said(
  {
    title: "部屋の相手を確かめられません",
    meaning: "この部屋の番号は、相手の鍵から作られています。届いた鍵が、それと合いません。だれかが相手になりすましているおそれがあります。",
    todo: `返事は送らないでください。${TELL}${OTHER_WAY}`,
  },
  {
    title: "It can’t be verified who is in this room",
    meaning: "The number of a room is made of the resident’s own keys. The keys that arrived don’t belong to it. Somebody may be posing as the resident.",
    todo: `Don’t send a reply. ${TELL}${OTHER_WAY}`,
  },
);

const EXPIRED_ROSTER = said(
  {
    title: "職員名簿の期限が切れています",
    meaning: "名簿の署名が、いまの日時では有効ではありません。パソコンの時計がずれていることもあります。",
    todo: `はじめに、パソコンの日付と時刻を確かめてください。合っているときは、責任者に名簿の署名を頼んでください。${TELL}`,
  },
  {
    title: "The list of people has run out",
    meaning: "Its signature is not valid at this date and time. The clock of the PC may also be wrong.",
    todo: `First check the date and time of this PC. If they are right, ask a supervisor to sign the list anew. ${TELL}`,
  },
);

const CLOSED_CAPSULE = said(
  {
    title: "あなたの鍵を開けませんでした",
    meaning: "サインインはできましたが、保管されている鍵が、この合言葉と窓口のものではありません。",
    todo: `もう一度ためしても開かないときは、${TELL}`,
  },
  {
    title: "Your keys could not be opened",
    meaning: "You are signed in, but the keys that are stored don’t belong to this passphrase and office.",
    todo: `If it still does not open when you try again: ${TELL}`,
  },
);

const UNKNOWN = said(
  {
    title: "記録を確かめられませんでした",
    meaning: "届いたものが、決められた形になっていません。",
    todo: `画面を読み込み直しても同じときは、${TELL}${OTHER_WAY}`,
  },
  {
    title: "The records could not be checked",
    meaning: "What arrived does not have the agreed form.",
    todo: `If loading the page anew does not help: ${TELL}${OTHER_WAY}`,
  },
);

/** @type {Readonly<Record<string, typeof UNKNOWN>>} */
const BY_CODE = {
  point: FORGED, signature: FORGED, header: FORGED, "blob-hash": FORGED, decrypt: FORGED, padding: FORGED,
  "too-long": FORGED, sender: FORGED, "inbound-key": FORGED, "intake-key": FORGED, genesis: FORGED, outer: FORGED,
  gap: BROKEN_ORDER, reorder: BROKEN_ORDER, order: BROKEN_ORDER, replay: BROKEN_ORDER,
  transplant: MIXED_UP, "key-reuse": MIXED_UP,
  "not-entitled": NO_KEY, "room-id": OTHER_ROOM,
  generation: WRONG_KEY, wrap: WRONG_KEY, "key-mismatch": WRONG_KEY, "epoch-destroyed": WRONG_KEY,
  fingerprint: OTHER_ROSTER, delegation: OTHER_ROSTER, roster: OTHER_ROSTER, kid: OTHER_ROSTER, suite: OTHER_ROSTER,
  history: OTHER_ROSTER, rollback: OLD_ROSTER, equivocation: OLD_ROSTER, stale: EXPIRED_ROSTER,
  capsule: CLOSED_CAPSULE, "wrong-secret": CLOSED_CAPSULE, "kdf-parameters": CLOSED_CAPSULE,
};

/** @param {string} code */
export const warningWords = (code) => (Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined) ?? UNKNOWN;

/** @param {string} code */
export const codeWords = (code) => said(`コード：${code}`, `Code: ${code}`);
