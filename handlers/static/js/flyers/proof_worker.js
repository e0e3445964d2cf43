// @ts-check
/** Counts beside the page, so that typing stays smooth. Gets a challenge; tells {part}, and at the end {proof} or {failed}. */

import { solve } from "./solving.js";

addEventListener("message", ({ data }) => {
  solve(data, (part) => postMessage({ part }))
    .then((proof) => postMessage({ proof }))
    .catch(() => postMessage({ failed: true }));
});
