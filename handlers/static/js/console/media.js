// @ts-check
/**
 * A picture, voice, film or text on the page, and off it again without a trace.
 *
 * A picture is drawn on a canvas: it has no address, so that nothing can be dragged out of the page or opened beside it.
 * A player needs an address inside this page; it is taken back with the player.
 */

import { make } from "../lib/dom.js";
import { attachment as words } from "./entry_words.js";
import { fitted, wordsOf } from "./viewing.js";

/** @typedef {import("../crypto/bytes.js").Bytes} Bytes */
/** @typedef {import("./viewing.js").Viewer} Viewer */
/** @typedef {{ element: HTMLElement, leave: () => void }} Shown */

/** Pixels on a side: readable at twice the size of the page, and drawn by every browser. */
const LONGEST_SIDE = 4096;

/** It is not what it was called, or this browser can't open it. */
export class NotShown extends Error {}

/**
 * Throws `NotShown`.
 * @param {Viewer} viewer
 * @param {Bytes} content
 * @param {{ type: string, label: string }} about
 * @returns {Promise<Shown>}
 */
export function show(viewer, content, { type, label }) {
  if (viewer === "image") return picture(content, label);
  return viewer === "text" ? textFile(content, label) : player(viewer, new Blob([content], { type }), label);
}

/**
 * @param {Bytes} content
 * @param {string} label
 * @returns {Promise<Shown>}
 */
async function picture(content, label) {
  const bitmap = await createImageBitmap(new Blob([content])).catch(() => {
    throw new NotShown();
  });
  const canvas = make("canvas", { class: "picture", attributes: { role: "img", "aria-label": label } });
  Object.assign(canvas, fitted(bitmap.width, bitmap.height, LONGEST_SIDE));
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  keepHere(canvas);
  return { element: canvas, leave: () => Object.assign(canvas, { width: 0, height: 0 }) };
}

/**
 * @param {"audio" | "video"} kind
 * @param {Blob} blob
 * @param {string} label
 * @returns {Promise<Shown>}
 */
async function player(kind, blob, label) {
  const attributes = {
    controls: "", controlslist: "nodownload noremoteplayback", disablepictureinpicture: "", disableremoteplayback: "",
    playsinline: "", preload: "metadata", "aria-label": label,
  };
  const media = make(kind, { class: "player", attributes });
  keepHere(media);
  const address = URL.createObjectURL(blob);
  const leave = () => {
    media.pause();
    media.removeAttribute("src");
    media.load();
    URL.revokeObjectURL(address);
  };
  const listening = new AbortController();
  const { signal } = listening;
  await new Promise((resolve, reject) => {
    media.addEventListener("loadedmetadata", resolve, { signal });
    media.addEventListener("error", () => reject(new NotShown()), { signal });
    media.src = address;
  }).catch((error) => {
    leave();
    throw error;
  }).finally(() => listening.abort());
  return { element: media, leave };
}

/**
 * @param {Bytes} content
 * @param {string} label
 * @returns {Promise<Shown>}
 */
async function textFile(content, label) {
  const read = wordsOf(content);
  if (!read) throw new NotShown();
  const traits = { class: "file-text", text: read.text, attributes: { tabindex: "0", role: "group", "aria-label": label } };
  const text = make("div", traits);
  const element = make("div", {}, text);
  if (!read.whole) element.append(make("p", { class: "attachment-note", text: words.beginning }));
  return { element, leave: () => text.replaceChildren() };
}

/**
 * No menu that saves it, and nothing to drag.
 * @param {HTMLElement} element
 */
function keepHere(element) {
  for (const kind of ["contextmenu", "dragstart"]) element.addEventListener(kind, (event) => event.preventDefault());
  element.draggable = false;
}
