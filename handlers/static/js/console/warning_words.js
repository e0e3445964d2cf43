// @ts-check
/** What a failed check means and what to do about it, for people who aren't engineers. Codes: `Rejected.code`. */

const TELL = "責任者か運用の担当に、下のコードを伝えてください。";
const OTHER_WAY = "急ぐときは、電話など別の方法で連絡してください。";

const FORGED = {
  title: "書いた人を確かめられない記録があります",
  meaning: "保管されている間に、書きかえられたか、壊れたおそれがあります。確かめられた記録だけを表示しています。",
  todo: `この相談では、見えている内容だけで判断しないでください。${TELL}${OTHER_WAY}`,
};

const BROKEN_ORDER = {
  title: "記録の順番がそろいません",
  meaning: "途中の記録が、抜けているか、二重になっているか、入れかわっているおそれがあります。",
  todo: `見えている内容だけで判断しないでください。${TELL}${OTHER_WAY}`,
};

const MIXED_UP = {
  title: "別の相談の記録が、まざっているおそれがあります",
  meaning: "この相談のものと確かめられない記録や鍵がありました。",
  todo: `返事は送らないでください。ほかの人に届くおそれがあります。${TELL}`,
};

const NO_KEY = {
  title: "この相談の鍵の宛先が、窓口の名簿と合いません",
  meaning: "あとから窓口に加わった人には、前からの相談の鍵がまだないことがあります。または、窓口にいない人へ鍵が渡されたおそれがあります。",
  todo: `読める相談員か責任者に、対応を頼んでください。${TELL}${OTHER_WAY}`,
};

const WRONG_KEY = {
  title: "この相談を開く鍵が合いません",
  meaning: "鍵が壊れているか、入れかえられているおそれがあります。",
  todo: `${TELL}${OTHER_WAY}`,
};

const OTHER_ROSTER = {
  title: "職員名簿を確かめられません",
  meaning: "だれが相談員かを示す、署名つきの名簿が正しくありません。にせの名簿が渡されたおそれがあります。",
  todo: `この画面では相談を開かないでください。${TELL}${OTHER_WAY}`,
};

const OLD_ROSTER = {
  title: "古い職員名簿が届きました",
  meaning: "このパソコンが前に確かめた名簿よりも、古いか、中身が違います。もとに戻されたおそれがあります。",
  todo: `この画面では相談を開かないでください。${TELL}${OTHER_WAY}`,
};

const EXPIRED_ROSTER = {
  title: "職員名簿の期限が切れています",
  meaning: "名簿の署名が、いまの日時では有効ではありません。パソコンの時計がずれていることもあります。",
  todo: `はじめに、パソコンの日付と時刻を確かめてください。合っているときは、責任者に名簿の署名を頼んでください。${TELL}`,
};

const CLOSED_CAPSULE = {
  title: "あなたの鍵を開けませんでした",
  meaning: "サインインはできましたが、保管されている鍵が、この合言葉と窓口のものではありません。",
  todo: `もう一度ためしても開かないときは、${TELL}`,
};

const UNKNOWN = {
  title: "記録を確かめられませんでした",
  meaning: "届いたものが、決められた形になっていません。",
  todo: `画面を読み込み直しても同じときは、${TELL}${OTHER_WAY}`,
};

/** @type {Readonly<Record<string, typeof UNKNOWN>>} */
const BY_CODE = {
  point: FORGED, signature: FORGED, header: FORGED, "blob-hash": FORGED, decrypt: FORGED, padding: FORGED,
  "too-long": FORGED, sender: FORGED, "inbound-key": FORGED, "intake-key": FORGED, genesis: FORGED, outer: FORGED,
  gap: BROKEN_ORDER, reorder: BROKEN_ORDER, order: BROKEN_ORDER, replay: BROKEN_ORDER,
  transplant: MIXED_UP, "key-reuse": MIXED_UP,
  "not-entitled": NO_KEY,
  generation: WRONG_KEY, wrap: WRONG_KEY, "key-mismatch": WRONG_KEY, "epoch-destroyed": WRONG_KEY,
  fingerprint: OTHER_ROSTER, delegation: OTHER_ROSTER, roster: OTHER_ROSTER, kid: OTHER_ROSTER, suite: OTHER_ROSTER,
  history: OTHER_ROSTER, rollback: OLD_ROSTER, equivocation: OLD_ROSTER, stale: EXPIRED_ROSTER,
  capsule: CLOSED_CAPSULE, "wrong-secret": CLOSED_CAPSULE, "kdf-parameters": CLOSED_CAPSULE,
};

/** @param {string} code */
export const warningWords = (code) => (Object.hasOwn(BY_CODE, code) ? BY_CODE[code] : undefined) ?? UNKNOWN;

/** @param {string} code */
export const codeWords = (code) => `コード：${code}`;
