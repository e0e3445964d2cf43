// @ts-check
/** The screen stays on while it is shown at a counter. */

/** It goes dark in its own time then, as it always does: a weak battery, or a browser that can't. */
const asItIs = () => {};

function stay() {
  if (document.visibilityState === "visible") navigator.wakeLock?.request("screen").catch(asItIs);
}

stay();
// The system takes the lock back whenever the page is out of sight.
document.addEventListener("visibilitychange", stay);
