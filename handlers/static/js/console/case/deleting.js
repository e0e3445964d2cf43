// @ts-check
/** Destroying a consultation now: two steps, a reason, and a proof of the person. */

import { choice, line, notice } from "../fields.js";
import { withProof } from "../proving.js";
import { isRoom } from "../room/lanes.js";
import { room as roomWords } from "../room/words.js";
import { buttons, deleting as words } from "./words.js";

/** @typedef {import("./actions.js").Action} Action */

/** @type {Action} */
export const deleteNow = {
  id: "delete",
  tone: "danger",
  label: () => words.action,
  shown: (one) => one.mine,
  async run(place) {
    const { desk, id } = place;
    const address = `/console/consultations/${encodeURIComponent(id)}/deletion`;
    const { number, address: receipts } = await desk.api.call("GET", address);
    const talk = place.talk();
    const drafted = desk.drafts.get(id) === "" ? [] : [line(words.draft)];
    const hint = isRoom(place.opened.lane) ? { asked: { ...words.reasons.asked, hint: roomWords.erasesThemselves } } : {};
    const reasons = Object.entries({ ...words.reasons, ...hint }).map(([value, texts]) => ({ value, ...texts }));
    const reason = choice(words.reason, "reason", reasons);
    // The audit log keeps it: nobody should have chosen by not choosing.
    for (const input of reason.inputs) input.checked = false;
    const first = await talk.ask({
      heading: words.heading,
      body: [...words.lines.map(line), reason.field],
      choices: [{ value: "", text: buttons.back }, { value: "next", text: words.next, tone: "primary" }],
      check: () => (reason.value() === "" ? words.reasonMissing : ""),
    });
    if (first === "") return;
    const second = await talk.ask({
      heading: words.sure,
      body: [notice(words.sureLine, "caution"), ...drafted, line(words.receipt(number, receipts))],
      choices: [{ value: "", text: buttons.back }, { value: "delete", text: words.confirm, tone: "danger" }],
    });
    if (second === "") return;
    talk.end();
    await withProof(desk, () => desk.api.call("POST", address, { reason: reason.value() }));
    place.forget();
    return words.done;
  },
};
