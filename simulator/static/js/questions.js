// @ts-check
/** What the phone asks before it does something: about a link, a time, a message. */
import { anchor } from "./actions.js";
import { button, make } from "./dom.js";

/** @typedef {import("./types.js").Action} Action */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./sheet.js").Sheet} Sheet */

/**
 * Where a link leads, before anybody goes there. A telephone number is shown, and never called.
 * @param {Sheet} sheet
 * @param {string} href
 */
export function showLink(sheet, href) {
  const number = href.startsWith("tel:") ? href.slice("tel:".length) : "";
  const words = number ? "電話をかけるところです。ためしの電話からは、かかりません。" : "このページがひらきます。";
  const where = make("p", { className: "where" }, number || href);
  const way = number ? [] : [anchor(href, "べつの窓でひらく", "main away")];
  sheet.open("リンク", make("h3", {}, words), where, ...way);
}

/**
 * @param {Sheet} sheet
 * @param {Action} action a datetimepicker
 * @param {(time: string) => void} picked
 */
export function askTime(sheet, action, picked) {
  const type = action.mode === "datetime" ? "datetime-local" : action.mode;
  const { initial: value = "", min = "", max = "" } = action;
  const input = make("input", { type, value, min, max });
  input.setAttribute("aria-label", action.label ?? "日時");
  const send = () => {
    if (input.value) picked(input.value);
  };
  const list = make("div", { className: "list" }, input, button("main", sheet.closingThen(send), "これにする"));
  sheet.open("日時をえらぶ", make("h3", {}, action.label ?? "日時をえらぶ"), list);
}

/**
 * What one can do with a message of one's own.
 * @param {Sheet} sheet
 * @param {Entry} entry
 * @param {{unsend: () => void, edit: (text: string) => void, copy: (text: string) => void}} deeds
 */
export function showMessageMenu(sheet, entry, deeds) {
  const text = entry.message.text;
  const unsend = { label: "送信を取り消す", danger: true, press: deeds.unsend };
  const edit = { label: "編集する", press: () => askWords(sheet, text, deeds.edit) };
  const copy = { label: "文字をコピー", press: () => deeds.copy(text) };
  const own = entry.unsendable ? [unsend, ...(text ? [edit] : [])] : [];
  sheet.open("メッセージのメニュー", sheet.choices("このメッセージ", [...own, ...(text ? [copy] : [])]));
}

/** @param {Sheet} sheet @param {string} before @param {(text: string) => void} then */
function askWords(sheet, before, then) {
  const box = make("textarea", { rows: 4, value: before });
  box.setAttribute("aria-label", "編集する文");
  const change = sheet.closingThen(() => {
    if (box.value.trim() && box.value !== before) then(box.value);
  });
  sheet.open("編集する", make("div", { className: "list" }, box, button("main", change, "書きかえる")));
}
