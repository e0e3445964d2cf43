// @ts-check
/** The marks by which a consultation is counted among the 「うち」 of the statistics. */

import { checks, line } from "../fields.js";
import { marking as words } from "./words.js";

/** @typedef {import("../case/actions.js").Action} Action */

/** @type {Action} */
export const mark = {
  id: "mark",
  label: () => words.action,
  shown: (one) => one.mine,
  async run(place) {
    const { desk, id, opened } = place;
    const before = opened.consultation.marks;
    const options = Object.entries(words.names).map(([value, text]) => ({ value, text, checked: before.some((one) => one === value) }));
    const chosen = checks(words.legend, "", "marks", options);
    const talk = place.talk();
    const answer = await talk.ask({
      heading: words.heading,
      body: [line(words.lead), chosen.field],
      choices: [{ value: "", text: words.back }, { value: "keep", text: words.keep, tone: "primary" }],
    });
    if (answer === "") return;
    talk.end();
    const wanted = chosen.values();
    const changed = options.filter(({ value, checked }) => checked !== wanted.includes(value));
    for (const { value, checked } of changed) {
      const address = `/console/consultations/${encodeURIComponent(id)}/marks/${value}`;
      await desk.api.call(checked ? "DELETE" : "POST", address, checked ? undefined : {});
    }
    return changed.length > 0 ? words.kept : undefined;
  },
};
