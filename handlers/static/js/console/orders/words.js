// @ts-check
/** What the screen 「資料の取り寄せ」 says. */

import { said } from "../../lib/language.js";

export const orders = said({
  failed: "読み込めませんでした。つながると、自動で読み直します。",
  filters: { coming: "これから", ended: "終わったもの", all: "すべて" },
  /** @param {number} count */
  count: (count) => `${count}件`,
  none: {
    coming: "これから送る取り寄せは、ありません。届くと、ここへ自動で並びます。",
    ended: "終わった取り寄せは、ありません。",
    all: "取り寄せは、まだありません。住民向けの資料のページにある「紙の資料を取り寄せる」から届くと、ここへ自動で並びます。",
  },
  states: { new: "新しい", packed: "用意した", sent: "送った", declined: "お断り" },
  kinds: { school: "学校", company: "会社", clinic: "医療機関", public: "役所・公共の施設", other: "そのほか" },
  /** @param {string} day @param {string} time */
  asked: (day, time) => `${day} ${time} に届きました`,
  /** @param {string} title @param {number} copies */
  item: (title, copies) => `${title} ${copies}部`,
  gone: "消された資料",
  code: "番号",
  /** @param {string} code */
  of: (code) => `番号 ${code}`,
  facts: { address: "送り先", contact: "担当", reach: "連絡先", note: "ひとこと" },
  more: "くわしく見る・印刷する",
  acts: { packed: "用意した", sent: "送った", declined: "お断り", new: "「新しい」にもどす" },
  /** @param {string} act @param {string} code */
  actOf: (act, code) => `${act}(番号 ${code})`,
  /** @param {string} code @param {string} state */
  marked: (code, state) => `番号 ${code} を「${state}」にしました。`,
  undo: "もとにもどす",
  /** @param {string} code @param {string} state */
  undone: (code, state) => `番号 ${code} を「${state}」にもどしました。`,
  stale: "ほかの人が、先に変えました。いまの内容を出しています。もう一度えらんでください。",
  missing: "この取り寄せは、もう消えています。",
  unsaved: "うまくいきませんでした。少し待って、もう一度押してください。",
  /** @param {string} day */
  due: (day) => `${day}に、この記録は自動で消えます。`,
  label: "宛名を印刷する",
  labelHint: "宛名には、資料の名前は出ません。",
  slip: "同封の明細を印刷する",
  erase: "いま消す",
  erasing: {
    /** @param {string} code */
    heading: (code) => `番号 ${code} の記録を消しますか`,
    lead: "送り先と連絡先が消えます。もとにはもどせません。",
    waiting: "まだ送っていません。消すと、送り先が分からなくなります。",
    back: "もどる",
    confirm: "消す",
    /** @param {string} code */
    done: (code) => `番号 ${code} の記録を消しました。`,
  },
}, {
  failed: "Could not be loaded. It is tried again by itself.",
  filters: { coming: "To do", ended: "Done", all: "All" },
  count: (count) => `${count}`,
  none: {
    coming: "Nothing is to be sent. New orders appear here by themselves.",
    ended: "No order is done yet.",
    all: "There is no order yet. Those from “Order paper copies” on the residents’ page appear here by themselves.",
  },
  states: { new: "New", packed: "Packed", sent: "Sent", declined: "Declined" },
  kinds: { school: "School", company: "Company", clinic: "Clinic", public: "Public office", other: "Other" },
  asked: (day, time) => `Arrived ${day}, ${time}`,
  item: (title, copies) => `${title}: ${copies === 1 ? "1 copy" : `${copies} copies`}`,
  gone: "A deleted flyer",
  code: "Code",
  of: (code) => `Code ${code}`,
  facts: { address: "Send to", contact: "Contact", reach: "Telephone or mail", note: "Note" },
  more: "Details and printing",
  acts: { packed: "Packed", sent: "Sent", declined: "Decline", new: "Back to “New”" },
  actOf: (act, code) => `${act} (code ${code})`,
  marked: (code, state) => `Code ${code} is now “${state}”.`,
  undo: "Undo",
  undone: (code, state) => `Code ${code} is “${state}” again.`,
  stale: "Somebody else was quicker. You see how it stands now; please choose again.",
  missing: "This order is gone already.",
  unsaved: "That did not work. Wait a little and press again.",
  due: (day) => `This record is erased by itself on ${day}.`,
  label: "Print the address",
  labelHint: "No flyer is named on it.",
  slip: "Print the packing slip",
  erase: "Erase now",
  erasing: {
    heading: (code) => `Erase the record with code ${code}?`,
    lead: "Address and contact are destroyed. This can’t be undone.",
    waiting: "It has not been sent. Once erased, nobody knows where to.",
    back: "Back",
    confirm: "Erase",
    done: (code) => `The record with code ${code} is erased.`,
  },
});

export const paper = said({
  title: "取り寄せ",
  byButton: "この画面は、取り寄せごとの「宛名を印刷する」「同封の明細を印刷する」で印刷します。",
  /** @param {string} name @param {boolean} alone */
  to: (name, alone) => (alone ? `${name} 御中` : name),
  /** @param {string} contact */
  person: (contact) => `${contact} 様`,
  slip: "同封の明細",
  kind: "資料",
  copies: "部数",
  /** @param {number} copies */
  count: (copies) => `${copies}部`,
  foot: "数が合わないときは、番号をお知らせください。",
}, {
  title: "Order",
  byButton: "This screen is printed with the buttons of each order.",
  to: (name) => name,
  person: (contact) => `Attn. ${contact}`,
  slip: "Packing slip",
  kind: "Flyer",
  copies: "Copies",
  count: (copies) => `${copies}`,
  foot: "If the number is not right, please tell us the code.",
});
