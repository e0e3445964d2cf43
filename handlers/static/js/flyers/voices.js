// @ts-check
/** Voices that speak on this phone itself. Others would be told what is read. */

const PATIENCE_MS = 1500;

/**
 * A voice of this phone for a language ("ja", "en"); null where there is none. Some browsers only look for their voices when they
 * are first asked, and say when they have them.
 * @param {SpeechSynthesis} speech
 * @param {string} language
 * @returns {Promise<SpeechSynthesisVoice | null>}
 */
export function localVoice(speech, language) {
  const found = choose(speech.getVoices(), language);
  if (found) return Promise.resolve(found);
  return new Promise((resolve) => {
    const settle = () => {
      const voice = choose(speech.getVoices(), language);
      if (!voice && Date.now() < end) return;
      clearTimeout(timer);
      speech.removeEventListener("voiceschanged", settle);
      resolve(voice);
    };
    const end = Date.now() + PATIENCE_MS;
    const timer = setTimeout(settle, PATIENCE_MS + 1);
    speech.addEventListener("voiceschanged", settle);
  });
}

/**
 * @param {readonly SpeechSynthesisVoice[]} voices
 * @param {string} language
 */
function choose(voices, language) {
  const local = voices.filter(({ localService, lang }) => localService && lang.toLowerCase().split(/[-_]/u)[0] === language);
  return local.find((voice) => voice.default) ?? local[0] ?? null;
}
