// @ts-check
/** How long somebody has waited, in the units that people say. Pure. */

const MINUTE_MS = 60_000;

/**
 * @param {number} since ms
 * @param {number} now ms; an earlier `now` (clocks differ) counts as no waiting
 * @returns {{ days: number, hours: number, minutes: number }}
 */
export function waited(since, now) {
  const minutes = Math.max(0, Math.floor((now - since) / MINUTE_MS));
  return { days: Math.floor(minutes / 1440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 };
}
