// @ts-check
/**
 * Messages of LINE as a phone shows them: texts, cards and their buttons, with the words that they carry. Sizes and colours are near,
 * not the same: each phone has its own. Nothing in it can be pressed.
 */

import { make } from "../../lib/dom.js";
import { pictureOf } from "./doors.js";

/** @typedef {import("./types.js").Flyer} Flyer */
/** @typedef {import("./types.js").Version} Version */
/** @typedef {Record<string, any>} Part of a message, as LINE's reference has it */

/**
 * @param {Part[]} messages
 * @param {Flyer} flyer whose pictures stand for those that aren't public yet
 * @param {Version} version
 */
export function messageBubbles(messages, flyer, version) {
  const picture = pictureOf(flyer, version, 1, 480)?.address ?? "";
  return messages.flatMap((message) => [bubble(message, picture), ...replies(message)]);
}

/**
 * @param {Part} message
 * @param {string} picture
 */
function bubble(message, picture) {
  if (message.type === "text") return make("p", { class: "talk-text", text: message.text });
  if (message.type === "image") return image(picture);
  const { contents = {} } = message;
  // Of a row of cards the first is the flyer's.
  return card(contents.type === "carousel" ? contents.contents[0] : contents, picture);
}

/** @param {Part} one @param {string} picture */
function card(one, picture) {
  const made = make("div", { class: "talk-card" });
  for (const name of ["header", "hero", "body", "footer"]) {
    if (one[name]) made.append(make("div", { class: `talk-${name}` }, component(one[name], picture)));
  }
  return made;
}

/** @param {Part} part @param {string} picture @returns {HTMLElement} */
function component(part, picture) {
  if (part.type === "box") {
    const layout = part.layout === "vertical" ? "vertical" : "horizontal";
    return make("div", { class: `talk-box talk-${layout}` }, ...part.contents.map((/** @type {Part} */ one) => component(one, picture)));
  }
  if (part.type === "text") return text(part);
  if (part.type === "button") return make("span", { class: `talk-button talk-${part.style ?? "link"}`, text: part.action?.label ?? "" });
  if (part.type === "image") return image(picture);
  return make("span", { class: part.type === "separator" ? "talk-line" : "talk-filler" });
}

/** @param {Part} part */
function text(part) {
  const spans = (part.contents ?? []).map((/** @type {Part} */ one) => make("span", { text: one.text, data: one.weight === "bold" ? { bold: "" } : {} }));
  const made = make("p", { class: "talk-words", data: { size: part.size ?? "md", ...(part.weight === "bold" ? { bold: "" } : {}) } });
  if (spans.length > 0) made.append(...spans);
  else made.textContent = part.text ?? "";
  return made;
}

/** @param {string} picture */
const image = (picture) => make("img", { class: "talk-picture", attributes: { src: picture, alt: "" } });

/** What can be tapped below the last message. @param {Part} message */
function replies({ quickReply }) {
  const items = /** @type {Part[]} */ (quickReply?.items ?? []);
  return items.length === 0 ? [] : [make("ul", { class: "talk-replies" }, ...items.map(({ action }) => make("li", { text: action.label })))];
}
