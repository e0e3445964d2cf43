// @ts-check
import { button, make } from "./dom.js";

/** @typedef {import("./sheet.js").Sheet} Sheet */
/** @typedef {(what: Record<string, unknown> | File) => void} Send */

const STICKERS = {
  hello: "こんにちは",
  thanks: "ありがとう",
  ok: "わかりました",
  worry: "どうしよう",
  tears: "かなしい",
  sleep: "おやすみ",
};
const PICTURES = { dawn: "あさやけ", tea: "お茶", flower: "花" };
const PLACES = { park: "公園", station: "旭川駅", library: "図書館" };

/**
 * Stickers, pictures, and the other things one can send.
 * @param {Sheet} sheet
 * @param {Send} send
 */
export function openAttachments(sheet, send) {
  /** @param {Record<string, unknown>} what */
  const sending = (what) => sheet.closingThen(() => send(what));
  sheet.open(
    "スタンプや写真をおくる",
    make("h3", {}, "スタンプ"),
    grid(STICKERS, (name, label) => tile("", `static/stickers/${name}.svg`, label, sending({ sticker: name }))),
    make("h3", {}, "写真"),
    grid(PICTURES, (name, label) => tile("picture", `phone/pictures/${name}`, label, sending({ picture: name }))),
    filePicker(sheet, send),
    sheet.choices("そのほか", [
      { label: "音声をおくる", press: () => send({ media: "audio" }) },
      { label: "動画をおくる", press: () => send({ media: "video" }) },
      { label: "ファイルをおくる", press: () => send({ media: "file" }) },
      { label: "位置情報をおくる", press: () => openPlaces(sheet, send) },
    ]),
  );
}

/**
 * Where one is, or says to be.
 * @param {Sheet} sheet
 * @param {Send} send
 */
export function openPlaces(sheet, send) {
  const places = Object.entries(PLACES).map(([location, label]) => ({ label, press: () => send({ location }) }));
  sheet.open("位置情報をおくる", sheet.choices("どこをおくりますか", places));
}

/** @param {Record<string, string>} things @param {(name: string, label: string) => Node} draw */
function grid(things, draw) {
  const drawn = Object.entries(things).map(([name, label]) => draw(name, label));
  return make("div", { className: "grid" }, ...drawn);
}

/** @param {string} className @param {string} src @param {string} label @param {() => void} press */
const tile = (className, src, label, press) => button(className, press, make("img", { src, alt: "" }), label);

/** @param {Sheet} sheet @param {Send} send */
function filePicker(sheet, send) {
  const input = make("input", { type: "file" });
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    sheet.close();
    if (file) send(file);
  });
  return make("label", { className: "quiet pick" }, input, "この端末の写真やファイルをえらぶ");
}
