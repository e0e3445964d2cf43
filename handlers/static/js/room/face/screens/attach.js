// @ts-check
/** A picture or a voice: looked at once more before it goes. */

import { arrange, make } from "../../../lib/dom.js";
import { button, plain, say, saying } from "../say.js";
import { sheet } from "./sheet.js";

/** @typedef {import("../house.js").House} House */

const MEGABYTE = 1024 * 1024;

/** @type {import("../house.js").Build} */
export function build(house) {
  const { attach: said } = house.words;
  const body = make("div", { class: "stack" });
  const problem = make("p", { class: "problem", attributes: { role: "alert" } });
  let address = "";
  const forget = () => {
    if (address) URL.revokeObjectURL(address);
    address = "";
  };
  const choose = () => {
    forget();
    arrange(body, [chooser(house, "image", take), say("p", said.place, { class: "quiet" }), chooser(house, "audio", take), say("p", said.audioNote, { class: "quiet" }), problem]);
  };
  const take = (/** @type {File} */ file) => {
    const kind = file.type.startsWith("image/") ? "image" : file.type.startsWith("audio/") ? "audio" : null;
    const largest = kind && house.engine.view.facts?.largest[kind];
    saying(problem, kind === null ? said.kind : largest && file.size > largest ? said.large(Math.floor(largest / MEGABYTE)) : "");
    if (kind === null || problem.textContent !== "") return;
    address = URL.createObjectURL(file);
    arrange(body, preview(house, { file, kind, address, problem, choose }));
  };
  choose();
  return { element: sheet(house, said.heading, body), leave: forget };
}

/**
 * @param {House} house
 * @param {"image" | "audio"} kind
 * @param {(file: File) => void} take
 */
function chooser({ words: { attach: said } }, kind, take) {
  const input = make("input", { class: "visually-hidden", attributes: { type: "file", accept: `${kind}/*`, id: `choose-${kind}` } });
  input.addEventListener("change", () => input.files?.[0] && take(input.files[0]));
  return make("p", { class: "chooser" }, input, say("label", said[kind], { class: "button plain wide", attributes: { for: input.id } }));
}

/**
 * @param {House} house
 * @param {{ file: File, kind: "image" | "audio", address: string, problem: HTMLElement, choose: () => void }} taken
 */
function preview(house, { file, kind, address, problem, choose }) {
  const { attach: said } = house.words;
  const shown = kind === "image"
    ? make("img", { class: "preview", attributes: { alt: plain(said.preview) } })
    : make("audio", { attributes: { controls: "", "aria-label": plain(said.audio) } });
  shown.src = address;
  const original = make("input", { attributes: { type: "checkbox", id: "original", autocomplete: "off", "aria-describedby": "original-hint" } });
  const tick = [
    make("p", { class: "tick" }, original, say("label", said.original, { attributes: { for: "original" } })),
    say("p", said.originalHint, { class: "quiet", attributes: { id: "original-hint" } }),
  ];
  const bar = make("progress", { attributes: { max: "1", value: "0", "aria-label": plain(said.sending) } });
  const acts = make("div", { class: "pair" });
  const send = async () => {
    saying(problem, "");
    arrange(acts, [say("p", said.sending, { attributes: { role: "status" } }), bar]);
    const onProgress = (/** @type {number} */ share) => void (bar.value = share);
    const sent = kind === "image"
      ? house.engine.sendImage(file, { original: original.checked }, onProgress)
      : house.engine.sendAudio(file, onProgress);
    // Whoever has gone on meanwhile is not taken away from where they are.
    await sent.then(() => (acts.closest("#app") ? house.back() : choose()), (error) => {
      saying(problem, troubleWords(house, kind, error));
      offer();
    });
  };
  const offer = () => arrange(acts, [button(said.send, () => void send(), "primary"), button(said.cancel, choose, "plain")]);
  offer();
  return [shown, say("p", kind === "image" ? said.place : said.audioNote, { class: "quiet" }), ...(kind === "image" ? tick : []), acts, problem];
}

/**
 * @param {House} house
 * @param {"image" | "audio"} kind
 * @param {unknown} error
 */
function troubleWords({ words: { attach: said }, engine }, kind, error) {
  const code = error instanceof Error && "code" in error ? error.code : "";
  if (code === "too-large") return said.large(Math.floor((engine.view.facts?.largest[kind] ?? 0) / MEGABYTE));
  return code === "unreadable" || code === "empty" ? said.kind : said.failed;
}
