// @ts-check
/**
 * A picture as it looks, and nothing else of it: drawn once and written anew, so that where, when and with what it was taken is
 * not in the file any more.
 */

import { Trouble } from "./trouble.js";

const LONGEST_SIDE = 2048;
const QUALITY = 0.85;
/** Only these can be seen through. */
const CLEAR = new Set(["image/png", "image/webp", "image/gif", "image/avif"]);

/**
 * The right way up, 2048 pixels on a side at most: a PNG where it can be seen through, else a JPEG. Throws `Trouble`
 * "unreadable" for what this browser can't draw.
 * @param {Blob} file
 * @returns {Promise<Blob>}
 */
export async function redrawn(file) {
  const canvas = document.createElement("canvas");
  const pen = canvas.getContext("2d");
  if (!pen || !isHonest(pen)) throw new Trouble("unreadable");
  try {
    await draw(file, canvas, pen);
    return await written(canvas, pen, CLEAR.has(file.type) && seenThrough(pen) ? "image/png" : "image/jpeg");
  } catch (error) {
    throw error instanceof DOMException ? new Trouble("unreadable") : error;
  } finally {
    Object.assign(canvas, { width: 0, height: 0 });
  }
}

/**
 * By an element, because that turns a photograph the right way up in browsers whose `createImageBitmap` does not.
 * @param {Blob} file
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2D} pen
 */
async function draw(file, canvas, pen) {
  const picture = new Image();
  const address = URL.createObjectURL(file);
  try {
    await new Promise((resolve, reject) => {
      picture.onload = resolve;
      picture.onerror = () => reject(new Trouble("unreadable"));
      picture.src = address;
    });
    const { naturalWidth: width, naturalHeight: height } = picture;
    if (width === 0 || height === 0) throw new Trouble("unreadable");
    const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height));
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    pen.imageSmoothingQuality = "high";
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  } finally {
    URL.revokeObjectURL(address);
  }
}

/**
 * @param {HTMLCanvasElement} canvas
 * @param {CanvasRenderingContext2D} pen
 * @param {string} type
 * @returns {Promise<Blob>}
 */
function written(canvas, pen, type) {
  if (type === "image/jpeg") {
    pen.globalCompositeOperation = "destination-over";
    pen.fillStyle = "#fff";
    pen.fillRect(0, 0, canvas.width, canvas.height);
  }
  return new Promise((resolve, reject) => {
    const taken = (/** @type {Blob | null} */ blob) => (blob?.type === type ? resolve(blob) : reject(new Trouble("unreadable")));
    canvas.toBlob(taken, type, QUALITY);
  });
}

/** @param {CanvasRenderingContext2D} pen */
function seenThrough(pen) {
  const { data } = pen.getImageData(0, 0, pen.canvas.width, pen.canvas.height);
  for (let at = 3; at < data.length; at += 4) if (data[at] !== 255) return true;
  return false;
}

/**
 * Browsers that guard against being recognised give noise in place of what was drawn.
 * @param {CanvasRenderingContext2D} pen
 */
function isHonest(pen) {
  Object.assign(pen.canvas, { width: 4, height: 4 });
  pen.fillStyle = "#123456";
  pen.fillRect(0, 0, 4, 4);
  const { data } = pen.getImageData(0, 0, 4, 4);
  return data.every((value, at) => value === [0x12, 0x34, 0x56, 255][at % 4]);
}
