// @ts-check
import { button, make } from "./dom.js";
import { choices, closeSheet, closingThen, openSheet } from "./sheet.js";

/** @typedef {(what: Record<string, unknown> | Blob) => void} Send */

const STICKERS = {
  hello: "こんにちは",
  thanks: "ありがとう",
  ok: "わかりました",
  worry: "どうしよう",
  tears: "かなしい",
  sleep: "おやすみ",
};
const PICTURES = { dawn: "あさやけ", tea: "お茶", flower: "花" };

/**
 * Stickers, pictures, and the other things one can send.
 * @param {Send} send
 */
export function openAttachments(send) {
  openSheet(
    "スタンプや写真をおくる",
    make("h3", {}, "スタンプ"),
    grid(STICKERS, (name, label) => stickerButton(name, label, send)),
    make("h3", {}, "写真"),
    grid(PICTURES, (name, label) => pictureButton(name, label, send)),
    filePicker(send),
    choices("そのほか", [
      { label: "音声をおくる", press: () => send({ media: "audio" }) },
      { label: "動画をおくる", press: () => send({ media: "video" }) },
      { label: "ファイルをおくる", press: () => send({ media: "file" }) },
      { label: "位置情報をおくる", press: () => send({ location: true }) },
    ]),
  );
}

/** @param {Record<string, string>} things @param {(name: string, label: string) => Node} draw */
function grid(things, draw) {
  const drawn = Object.entries(things).map(([name, label]) => draw(name, label));
  return make("div", { className: "grid" }, ...drawn);
}

/** @param {string} name @param {string} label @param {Send} send */
function stickerButton(name, label, send) {
  const image = make("img", { src: `static/stickers/${name}.svg`, alt: "" });
  return button("", closingThen(() => send({ sticker: name })), image, label);
}

/** @param {string} name @param {string} label @param {Send} send */
function pictureButton(name, label, send) {
  const image = make("img", { src: `phone/pictures/${name}`, alt: "" });
  return button("picture", closingThen(() => send({ picture: name })), image, label);
}

/** @param {Send} send */
function filePicker(send) {
  const input = make("input", { type: "file", accept: "image/jpeg,image/png" });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    closeSheet();
    if (file) send(file);
  });
  return make("label", { className: "quiet pick" }, input, "この端末の写真をえらぶ");
}
