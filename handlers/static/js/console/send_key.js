// @ts-check
/** The keys that say "done" in a field where Enter begins a new line. */

/**
 * Ctrl or ⌘ with Enter, pressed once; not the Enter that ends the writing of a Japanese word.
 * @param {KeyboardEvent} event
 */
export function isSendKey(event) {
  const composing = event.isComposing || event.keyCode === 229;
  return event.key === "Enter" && !composing && !event.repeat && (event.ctrlKey || event.metaKey);
}
