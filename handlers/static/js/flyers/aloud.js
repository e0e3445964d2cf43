// @ts-check
/** 「声で聞く」: what a flyer says, by a voice of this phone. Where there is none, the text is shown larger and it is said so. */

import { byId } from "../lib/dom.js";
import { whenLeaving } from "../room/face/exit.js";
import { Reader } from "./reader.js";
import { localVoice } from "./voices.js";

const buttons = {
  begin: byId("aloud-begin", HTMLButtonElement),
  pause: byId("aloud-pause", HTMLButtonElement),
  resume: byId("aloud-resume", HTMLButtonElement),
  end: byId("aloud-end", HTMLButtonElement),
};
/** Which buttons there are, the one that takes the focus first. @type {Record<import("./reader.js").State, readonly HTMLButtonElement[]>} */
const SHOWN = {
  still: [buttons.begin],
  reading: [buttons.pause, buttons.end],
  paused: [buttons.resume, buttons.end],
};
const text = byId("aloud-text", HTMLElement);
/** Not there in some browsers that live inside of apps. @type {SpeechSynthesis | undefined} */
const speech = globalThis.speechSynthesis;

/** @type {Reader | null} */
let reader = null;

async function begin() {
  const voice = speech ? await localVoice(speech, text.lang) : null;
  if (!speech || !voice) return enlarge();
  const sentences = [...text.querySelectorAll(".sentence")].filter((one) => one instanceof HTMLElement);
  reader ??= new Reader(speech, voice, sentences, show);
  reader.read();
}

function enlarge() {
  text.classList.add("large");
  byId("aloud-none", HTMLElement).hidden = false;
  buttons.begin.hidden = true;
}

/** @param {import("./reader.js").State} state */
function show(state) {
  const focused = Object.values(buttons).some((one) => one === document.activeElement);
  for (const one of Object.values(buttons)) one.hidden = !SHOWN[state].includes(one);
  if (focused) SHOWN[state][0]?.focus({ preventScroll: true });
}

buttons.begin.addEventListener("click", () => void begin());
buttons.pause.addEventListener("click", () => reader?.pause());
buttons.resume.addEventListener("click", () => reader?.read());
buttons.end.addEventListener("click", () => reader?.end());

whenLeaving(() => speech?.cancel());
addEventListener("pagehide", () => reader?.end());
// Nobody wants to be read to out of a pocket.
document.addEventListener("visibilitychange", () => {
  if (document.hidden && reader?.state === "reading") reader.pause();
});
