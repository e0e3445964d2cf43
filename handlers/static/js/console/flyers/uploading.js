// @ts-check
/** A file on its way to the server. fetch() can't tell how much of it has left; this can. */

import { Refused, Unanswered } from "../api.js";

/** For 20 MB on a slow line, and the pages being drawn. */
const PATIENCE_MS = 240_000;

/**
 * What the door answers. Throws `Refused`, or `Unanswered` also for what was called off.
 * @param {import("../api.js").Api} api
 * @param {string} address
 * @param {Blob} file
 * @param {{ onSent: (share: number) => void, signal: AbortSignal }} watch `onSent` is told how much has left, from 0 to 1
 * @returns {Promise<any>}
 */
export function upload(api, address, file, { onSent, signal }) {
  const request = new XMLHttpRequest();
  request.open("POST", address);
  for (const [name, value] of Object.entries({ ...api.pass, "Content-Type": "application/pdf" })) request.setRequestHeader(name, value);
  request.timeout = PATIENCE_MS;
  request.responseType = "json";
  signal.addEventListener("abort", () => request.abort());
  return new Promise((resolve, reject) => {
    request.upload.addEventListener("progress", ({ loaded, total }) => onSent(total > 0 ? loaded / total : 0));
    request.upload.addEventListener("load", () => onSent(1));
    for (const end of ["error", "abort", "timeout"]) request.addEventListener(end, () => reject(new Unanswered()));
    request.addEventListener("load", () => {
      if (request.status >= 200 && request.status < 300) return resolve(request.response);
      const refused = new Refused(request.status, request.response ?? {});
      if (refused.status === 401 && refused.code === "session") api.onSessionOver();
      reject(refused);
    });
    request.send(file);
  });
}
