// @ts-check
/** One question to the server, with an end to the patience: a line that hangs is no line. */

import { ALWAYS } from "../room/wish.js";

const PATIENCE_MS = 20_000;

/**
 * Rejects when there was no answer.
 * @param {string} door
 * @param {RequestInit} [wish]
 * @returns {Promise<Response>}
 */
export async function ask(door, wish = {}) {
  const aborting = new AbortController();
  const timer = setTimeout(() => aborting.abort(), PATIENCE_MS);
  try {
    return await fetch(door, { ...ALWAYS, ...wish, signal: aborting.signal });
  } finally {
    clearTimeout(timer);
  }
}
