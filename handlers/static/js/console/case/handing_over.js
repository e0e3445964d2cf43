// @ts-check
/** Handing a consultation over: to a colleague who can open all of it, or back to everybody at the desk. */

import { choice, line, longField, notice } from "../fields.js";
import { textLength } from "../../lib/line_text.js";
import { appendRecord } from "./appending.js";
import { readsAlong } from "./noting.js";
import { buttons, handing as words } from "./words.js";

/** @typedef {import("./actions.js").Action} Action */
/** @typedef {{ kid: string, name: string }} Taker */

const LONGEST = 140;
const EVERYBODY = "everybody";

/** @type {Action} */
export const handOver = {
  id: "hand-over",
  label: () => words.action,
  shown: (one, { failure, newestKey }, desk) =>
    one.state === "open" && (one.mine || readsAlong(one, desk.session)) && failure === null && newestKey !== null,
  async run(place) {
    const { desk, id } = place;
    const address = `/console/consultations/${encodeURIComponent(id)}/handover`;
    const talk = place.talk();
    /** @type {{ takers: Taker[] }} */
    const { takers } = await desk.api.call("GET", address);
    const wanted = await ask(talk, takers, place.opened.consultation.mine);
    if (!wanted) return;
    const to = wanted.to === EVERYBODY ? null : wanted.to;
    const payload = { v: 1, kind: "handover", to: to ?? "", text: wanted.text };
    const post = (/** @type {object} */ record) => desk.api.call("POST", address, { to, record });
    await appendRecord(desk, place.opened, payload, post, place.reload);
    if (to !== desk.session.kid) place.forget();
    return to === null ? words.doneEverybody : words.done(takers.find(({ kid }) => kid === to)?.name ?? "");
  },
};

/**
 * @param {import("../talk.js").Talk} talk
 * @param {readonly Taker[]} takers
 * @param {boolean} mine
 * @returns {Promise<{ to: string, text: string } | null>}
 */
async function ask(talk, takers, mine) {
  const people = takers.map(({ kid, name }) => ({ value: kid, text: words.person(name) }));
  const everybody = { value: EVERYBODY, text: words.everybody, hint: words.everybodyHint };
  const whom = choice(words.whom, "taker", [...people, everybody]);
  const note = longField({ name: "handover", label: words.note, hint: words.noteHint, attributes: { rows: "2" } });
  const alone = takers.length === 0 ? [notice(words.alone)] : [];
  const after = line(words.after);
  const say = () => {
    after.textContent = mine && whom.value() !== EVERYBODY ? words.after : words.afterBack;
  };
  whom.field.addEventListener("change", say);
  say();
  const answer = await talk.ask({
    heading: words.heading,
    body: [...alone, whom.field, note.field, after, hint(words.otherDesk)],
    choices: [{ value: "", text: buttons.back }, { value: "go", text: words.confirm, tone: "primary" }],
    check: () => (textLength(note.input.value.trim()) > LONGEST ? words.noteTooLong : ""),
  });
  return answer === "" ? null : { to: whom.value(), text: note.input.value.trim() };
}

/** @param {string} text */
function hint(text) {
  const made = line(text);
  made.className = "field-hint";
  return made;
}
