// @ts-check
/** Two soft tones, made here: no file is fetched for them. */

const TONES = [[659.25, 0], [523.25, 0.22]];
const LOUDNESS = 0.08;
const LASTS_S = 0.5;

/** Browsers stay silent until somebody has pressed something in the page; then this does nothing. */
export function ring() {
  const sound = new AudioContext();
  for (const [hertz = 0, after = 0] of TONES) {
    const at = sound.currentTime + after;
    const [tone, volume] = [sound.createOscillator(), sound.createGain()];
    tone.frequency.value = hertz;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(LOUDNESS, at + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.001, at + LASTS_S);
    tone.connect(volume).connect(sound.destination);
    tone.start(at);
    tone.stop(at + LASTS_S);
    tone.onended = () => after > 0 && void sound.close();
  }
}
