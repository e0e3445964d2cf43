// @ts-check
/** Asking that somebody is not answered for a while: reason, days, a proof of the person, and a second person's agreement. */

import { Refused } from "../api.js";
import { bullets, choice, line, select } from "../fields.js";
import { withProof } from "../proving.js";
import { asking as words, REASONS } from "./words.js";

/** @typedef {import("../case/actions.js").Action} Action */

const DAYS = [1, 7, 30, 90];

/** @type {Action} */
export const block = {
  id: "block",
  tone: "danger",
  label: () => words.action,
  shown: (one) => !one.blocked && (one.mine || one.assignee === null),
  async run(place) {
    const { desk, id } = place;
    const reason = choice(words.reason, "block-reason", Object.entries(REASONS).map(([value, text]) => ({ value, text })));
    const days = select(words.days, "block-days", DAYS.map((many) => ({ value: String(many), text: words.day(many) })));
    // Nothing is chosen for them: the reason stands in the audit log.
    for (const input of reason.inputs) input.checked = false;
    const talk = place.talk();
    const first = await talk.ask({
      heading: words.heading,
      body: [...words.lead.map(line), bullets(words.effects)],
      choices: [{ value: "", text: words.back }, { value: "next", text: words.next, tone: "primary" }],
    });
    if (first === "") return undefined;
    const answer = await talk.ask({
      heading: words.heading,
      body: [reason.field, days.field],
      choices: [{ value: "", text: words.back }, { value: "ask", text: words.confirm, tone: "primary" }],
      check: () => (reason.value() === "" ? words.reasonMissing : ""),
    });
    if (answer === "") return undefined;
    talk.end();
    const wish = { reason: reason.value(), days: Number(days.input.value) };
    try {
      await withProof(desk, () => desk.api.call("POST", `/console/consultations/${encodeURIComponent(id)}/block`, wish));
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== "block" || error.status !== 409) throw error;
      return words.stands;
    }
    return undefined;
  },
};
