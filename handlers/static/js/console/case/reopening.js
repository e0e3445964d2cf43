// @ts-check
/** Going on with a consultation that was closed, while it is still kept. */

import { line } from "../fields.js";
import { buttons, reopening as words, topics } from "./words.js";

/** @typedef {import("./actions.js").Action} Action */

/** @type {Action} */
export const reopen = {
  id: "reopen",
  label: () => words.action,
  shown: (one) => one.state === "closed" && one.mine && !one.erase_on_close,
  async run(place) {
    const answer = await place.talk().ask({
      heading: words.heading,
      body: words.lines.map(line),
      choices: [{ value: "", text: buttons.back }, { value: "go", text: words.confirm, tone: "primary" }],
    });
    if (answer === "") return;
    await place.desk.api.call("POST", `/console/consultations/${encodeURIComponent(place.id)}/reopening`, {});
    await place.reload();
    place.write(topics.reopened[place.opened.consultation.language]);
    return words.done;
  },
};
