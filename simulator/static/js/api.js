// @ts-check
/** The phone's own doors; every URL is relative, so that the simulator works under any prefix. */

/** @typedef {import("./types.js").View} View */
/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").Action} Action */
/** @typedef {import("./types.js").Desk} Desk */

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
  const answer = await fetch(path, { method, headers, body: sent, cache: "no-store" });
  if (!answer.ok) throw new Refused(answer.status);
  return answer.status === 204 ? null : answer.json();
}

const HERE = "phone/residents";

/** @returns {Promise<{account: string, residents: Person[]}>} */
export const people = () => ask("GET", HERE);

/** @returns {Promise<Person>} */
export const becomeSomebody = () => ask("POST", HERE, {});

/**
 * @param {string} id
 * @param {number} seen revision; the answer is null when nothing changed since
 * @returns {Promise<View | null>}
 */
export const look = (id, seen) => ask("GET", `${HERE}/${id}?seen=${seen}`);

/** @param {string} id */
export const befriend = (id) => ask("PUT", `${HERE}/${id}/friendship`, {});

/** @param {string} id */
export const block = (id) => ask("DELETE", `${HERE}/${id}/friendship`);

/**
 * @param {string} id
 * @param {Record<string, unknown> | File} what {text}, {sticker}, {picture}, {media}, {location}, or a file
 */
export const send = (id, what) =>
  what instanceof File ? sendFile(id, what) : ask("POST", `${HERE}/${id}/messages`, what);

/** @param {string} id @param {File} file */
function sendFile(id, file) {
  const about = new URLSearchParams({ name: file.name, type: file.type });
  const bytes = new Blob([file], { type: "application/octet-stream" });
  return ask("POST", `${HERE}/${id}/messages?${about}`, bytes);
}

/** @param {string} id @param {string} message */
export const unsend = (id, message) => ask("DELETE", `${HERE}/${id}/messages/${message}`);

/** @param {string} id @param {string} message @param {string} text */
export const edit = (id, message, text) => ask("PUT", `${HERE}/${id}/messages/${message}`, { text });

/** @param {string} id @param {string} message @param {Action} action @param {string} [time] */
export const tap = (id, message, action, time) => ask("POST", `${HERE}/${id}/taps`, { message, action, time });

/** @param {string} id @param {number} area @param {string} [time] */
export const tapMenu = (id, area, time) => ask("POST", `${HERE}/${id}/menu-taps`, { area, time });

/** @param {string} id */
export const invite = (id) => ask("POST", `${HERE}/${id}/groups`, {});

/** @param {string} id @param {string} message */
export const contentOf = (id, message) => `${HERE}/${id}/messages/${message}/content`;

/** @returns {Promise<Desk>} */
export const desk = () => ask("GET", "control/desk");

/** @param {"clock" | "quota" | "webhooks" | "media"} what @param {Record<string, unknown>} state */
export const turn = (what, state) => ask("PUT", `control/${what}`, state);

/** @param {Record<string, unknown>} fault */
export const misbehave = (fault) => ask("POST", "control/faults", fault);

export const behave = () => ask("DELETE", "control/faults");
