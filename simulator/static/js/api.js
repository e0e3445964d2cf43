// @ts-check
/** The phone's own doors; every URL is relative, so that the simulator works under any prefix. */

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").Action} Action */

/** The simulator answered no. */
export class Refused extends Error {
  /** @param {number} status */
  constructor(status) {
    super(`refused: ${status}`);
    this.status = status;
  }
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body] JSON, or a Blob as it is
 * @returns {Promise<any>} the JSON, null for 204
 */
async function ask(method, path, body) {
  const blob = body instanceof Blob;
  const headers = body === undefined ? undefined : { "Content-Type": blob ? body.type : "application/json" };
  const sent = blob ? body : body === undefined ? undefined : JSON.stringify(body);
  const answer = await fetch(`phone/residents${path}`, { method, headers, body: sent, cache: "no-store" });
  if (!answer.ok) throw new Refused(answer.status);
  return answer.status === 204 ? null : answer.json();
}

/** @returns {Promise<{account: string, residents: Person[]}>} */
export const people = () => ask("GET", "");

/** @returns {Promise<Person>} */
export const becomeSomebody = () => ask("POST", "", {});

/**
 * @param {string} id
 * @param {number} seen revision; the answer is null when nothing changed since
 * @returns {Promise<View | null>}
 */
export const look = (id, seen) => ask("GET", `/${id}?seen=${seen}`);

/** @param {string} id */
export const befriend = (id) => ask("PUT", `/${id}/friendship`, {});

/** @param {string} id */
export const block = (id) => ask("DELETE", `/${id}/friendship`);

/**
 * @param {string} id
 * @param {Record<string, unknown> | Blob} what {text}, {sticker}, {picture}, {media}, {location}, or a photo
 */
export const send = (id, what) => ask("POST", `/${id}/messages`, what);

/** @param {string} id @param {string} message */
export const unsend = (id, message) => ask("DELETE", `/${id}/messages/${message}`);

/** @param {string} id @param {string} message @param {Action} action @param {string} [time] */
export const tap = (id, message, action, time) => ask("POST", `/${id}/taps`, { message, action, time });

/** @param {string} id */
export const invite = (id) => ask("POST", `/${id}/groups`, {});

/** @param {string} id @param {string} message */
export const pictureOf = (id, message) => `phone/residents/${id}/messages/${message}/picture`;
