// @ts-check

/**
 * What was begun side by side, taken as if it had been done one after the other: the first in order that failed, or
 * that `take` refuses, decides, however quickly a later one failed.
 * @template T, U
 * @param {readonly Promise<T>[]} begun
 * @param {(value: T) => U} take
 * @returns {Promise<U[]>}
 */
export async function inOrder(begun, take) {
  const outcomes = await Promise.allSettled(begun);
  return outcomes.map((outcome) => {
    if (outcome.status === "rejected") throw outcome.reason;
    return take(outcome.value);
  });
}
