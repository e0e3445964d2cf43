// @ts-check
/** What this page can show of what residents send, and as what. Pure. */

/** @typedef {"image" | "audio" | "video" | "text"} Viewer */

const IMAGES = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);
const TEXTS = new Set(["text/plain", "text/csv"]);
const TEXT_NAME = /\.(?:txt|csv)$/i;

/** Characters of a text that are shown at most. */
const LONGEST = 50_000;

/**
 * By what LINE called it; a file by its type or its name. Null for what is not opened here.
 * @param {string} kind
 * @param {string} type
 * @param {string} name
 * @returns {Viewer | null}
 */
export function viewerOf(kind, type, name) {
  const plain = type.split(";")[0]?.trim().toLowerCase() ?? "";
  if (kind === "image" || IMAGES.has(plain)) return "image";
  if (kind === "audio" || plain.startsWith("audio/")) return "audio";
  if (kind === "video" || plain.startsWith("video/")) return "video";
  return TEXTS.has(plain) || TEXT_NAME.test(name) ? "text" : null;
}

/**
 * The words of a text file: UTF-8, or else Shift_JIS, which Japanese PCs still write. Null when it is neither.
 * @param {Uint8Array} content
 * @returns {{ text: string, whole: boolean } | null}
 */
export function wordsOf(content) {
  for (const encoding of ["utf-8", "shift_jis"]) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(content);
      const end = LONGEST - (/[\uD800-\uDBFF]/.test(text[LONGEST - 1] ?? "") ? 1 : 0);
      return { text: text.slice(0, end), whole: text.length <= LONGEST };
    } catch {
      // It is written otherwise.
    }
  }
  return null;
}

/**
 * The size in which a picture is drawn: its own, or as large as every browser can draw it.
 * @param {number} width
 * @param {number} height
 * @param {number} longest
 */
export function fitted(width, height, longest) {
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
