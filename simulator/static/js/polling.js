// @ts-check
/** Asks again and again while somebody looks, and rests while nobody does. */

const EACH = 250;
const AFTER_FAILURE = 3_000;

/**
 * @param {() => Promise<void>} ask
 * @param {(working: boolean) => void} state told after each attempt
 * @returns {() => Promise<void>} asks at once
 */
export function poll(ask, state) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  let busy = false;
  let again = false;

  async function now() {
    clearTimeout(timer);
    again = true;
    if (busy) return;
    busy = true;
    let worked = true;
    while (again) {
      again = false;
      worked = await succeeds(ask());
      state(worked);
    }
    busy = false;
    if (!document.hidden) timer = setTimeout(now, worked ? EACH : AFTER_FAILURE);
  }

  document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(timer) : now()));
  return now;
}

/** @param {Promise<void>} attempt */
const succeeds = (attempt) =>
  attempt.then(
    () => true,
    () => false,
  );
