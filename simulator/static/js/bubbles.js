// @ts-check
import { anchor } from "./actions.js";
import { contentOf } from "./api.js";
import { templateCard } from "./cards.js";
import { make } from "./dom.js";
import { flexCard } from "./flex.js";
import { pieces } from "./links.js";

/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Message} Message */

const STICKERS = ["hello", "thanks", "ok", "worry", "tears", "sleep"];
const OTHERS = { video: "動画", audio: "音声", file: "ファイル", location: "位置情報", imagemap: "画像" };

/**
 * What stands in one line of the talk.
 * @param {Entry} entry
 * @param {string} resident whose phone this is
 * @param {(action: import("./types.js").Action) => void} tap
 * @returns {HTMLElement}
 */
export function bubble(entry, resident, tap) {
  const message = entry.message;
  const own = entry.author === "resident";
  switch (message.type) {
    case "text":
    case "textV2":
      return words(message.text);
    case "template":
      return templateCard(message.template, tap);
    case "flex":
      return flexCard(message.contents, tap);
    case "sticker":
      return sticker(message);
    case "image":
      return own ? photo(contentOf(resident, entry.id)) : picture(message);
    case "audio":
      return own ? make("audio", { controls: true, src: contentOf(resident, entry.id) }) : words(other(message));
    case "video":
      return own ? film(contentOf(resident, entry.id)) : words(other(message));
    default:
      return words(other(message));
  }
}

/** @param {string} text */
function words(text) {
  const made = make("p", { className: "bubble" });
  for (const piece of pieces(text)) {
    made.append(piece.href ? anchor(piece.href, piece.text) : piece.text);
  }
  return made;
}

/** @param {string} href @param {string} text */
const link = (href, text) => make("p", { className: "bubble" }, anchor(href, text));

/** What lies on another machine is only named: this page loads nothing from there. @param {Message} message */
function picture(message) {
  if (new URL(message.previewImageUrl).origin !== location.origin) return link(message.originalContentUrl, "画像");
  const shown = make("img", { className: "photo", src: message.previewImageUrl, alt: "画像", width: 240, height: 339 });
  const made = anchor(message.originalContentUrl, "");
  made.append(shown);
  return made;
}

/** @param {string} src */
const photo = (src) => make("img", { className: "photo", src, alt: "おくった写真", width: 320, height: 240 });

/** @param {string} src */
function film(src) {
  const made = make("video", { className: "photo", src, controls: true, muted: true });
  made.setAttribute("aria-label", "おくった動画");
  return made;
}

/** @param {Message} message */
function sticker(message) {
  const name = STICKERS.find((one) => message.keywords?.includes(one)) ?? "hello";
  return make("img", { className: "sticker", src: `static/stickers/${name}.svg`, alt: `スタンプ ${name}` });
}

/** @param {Message} message */
function other(message) {
  const kind = OTHERS[/** @type {keyof typeof OTHERS} */ (message.type)] ?? "メッセージ";
  const detail = message.fileName ?? message.title ?? message.altText ?? "";
  return detail ? `${kind}  ${detail}` : kind;
}
