// @ts-check
/**
 * Reads sentences aloud, one after the other; the one that is read is marked. Where it was paused, that sentence begins anew:
 * not every phone can stop in the middle of one.
 */

/** @typedef {"still" | "reading" | "paused"} State */

export class Reader {
  #at = 0;
  /** @type {State} */
  #state = "still";
  /** @type {SpeechSynthesisUtterance | null} the only one whose end counts */
  #speaking = null;

  /**
   * @param {SpeechSynthesis} speech
   * @param {SpeechSynthesisVoice} voice
   * @param {readonly HTMLElement[]} sentences
   * @param {(state: State) => void} onChange
   */
  constructor(speech, voice, sentences, onChange) {
    this.speech = speech;
    this.voice = voice;
    this.sentences = sentences;
    this.onChange = onChange;
  }

  read() {
    this.#turn("reading");
    this.#speak();
  }

  pause() {
    this.#hush();
    this.#turn("paused");
  }

  end() {
    this.#hush();
    this.#mark(null);
    this.#at = 0;
    this.#turn("still");
  }

  #speak() {
    const sentence = this.sentences[this.#at];
    if (!sentence) return this.end();
    this.#mark(sentence);
    const words = new SpeechSynthesisUtterance(spoken(sentence));
    words.voice = this.voice;
    words.lang = this.voice.lang;
    words.addEventListener("end", () => this.#next(words));
    words.addEventListener("error", () => words === this.#speaking && this.pause());
    this.#speaking = words;
    this.speech.speak(words);
  }

  /** @param {SpeechSynthesisUtterance} words */
  #next(words) {
    if (words !== this.#speaking) return;
    this.#at += 1;
    this.#speak();
  }

  #hush() {
    this.#speaking = null;
    this.speech.cancel();
  }

  /** @param {HTMLElement | null} sentence */
  #mark(sentence) {
    for (const one of this.sentences) one.classList.toggle("being-read", one === sentence);
    sentence?.scrollIntoView({ block: "nearest" });
  }

  /** @param {State} state */
  #turn(state) {
    this.#state = state;
    this.onChange(state);
  }

  get state() {
    return this.#state;
  }
}

/**
 * What is said of it: readings stand above their kanji for the eyes.
 * @param {HTMLElement} sentence
 */
function spoken(sentence) {
  const copy = /** @type {HTMLElement} */ (sentence.cloneNode(true));
  for (const reading of copy.querySelectorAll("rt, rp")) reading.remove();
  return (copy.textContent ?? "").trim();
}
