// @ts-check
/** A booking for somebody at the telephone: what is asked, and then the code to tell them. */

import { make } from "../../lib/dom.js";
import { choice, line, select, textField } from "../fields.js";
import { dayWhole } from "./days.js";
import { problemOf } from "./doors.js";
import { readAloud } from "./reading.js";
import { SlotChoice } from "./slot_choice.js";
import { asking, visits } from "./words.js";

/** @typedef {import("./types.js").Opened} Opened */

const words = asking.enter;

/**
 * The booking that was made; null for who went back.
 * @param {import("./asking.js").Stage} stage
 * @param {number} at the slot from which it was asked; none when 0
 * @returns {Promise<Opened | null>}
 */
export async function askEntry(stage, at) {
  const { doors, frame, names, talk } = stage;
  const kinds = frame.kinds.filter(({ active }) => active);
  const slots = new SlotChoice(doors, frame.places.filter(({ active }) => active), { place: stage.place, day: stage.day, at });
  const kind = select(words.kind, "visit-kind", kinds.map(({ id, name }) => ({ value: id, text: name })));
  const persons = select(words.persons, "visit-persons", []);
  const room = tick(words.roomYes);
  const name = textField({ label: words.name, hint: words.nameHint, name: "visit-name", attributes: { maxlength: "40" } });
  const note = textField({ label: words.note, hint: words.noteHint, name: "visit-note", attributes: { maxlength: "200" } });
  const spoken = choice(words.language, "visit-language", Object.entries(languages).map(([value, text]) => ({ value, text })));
  const offerPersons = () => {
    const most = kinds.find(({ id }) => id === kind.input.value)?.most_persons ?? 1, kept = persons.input.value;
    persons.input.replaceChildren(...Array.from({ length: most }, (_, index) =>
      make("option", { text: visits.persons(index + 1), attributes: { value: String(index + 1) } })));
    if (Number(kept) <= most && kept) persons.input.value = kept;
  };
  const changed = () => {
    offerPersons();
    slots.setKind(kind.input.value);
  };
  kind.input.addEventListener("change", changed);
  changed();
  const id = newId();
  /** @type {Opened | null} */
  let made = null;
  await talk.ask({
    heading: words.heading,
    body: [slots.element, make("p", { class: "field-hint", text: words.beyond }), make("div", { class: "visit-pair" }, kind.field, persons.field), room.field, name.field, note.field, spoken.field],
    choices: [{ value: "", text: asking.back }, { value: "save", text: words.save, tone: "primary" }],
    check: async () => {
      const chosen = slots.chosen;
      if (typeof chosen === "string") return chosen;
      try {
        made = await doors.enter({
          id, ...chosen, kind: kind.input.value, persons: Number(persons.input.value),
          private_room: room.input.checked, call_name: name.input.value, note: note.input.value, language: spoken.value(),
        });
        return "";
      } catch (error) {
        void slots.load();
        return problemOf(error, names);
      }
    },
  });
  if (made) await tellCode(stage, made);
  return made;
}

const languages = { ja: "日本語", easy: "やさしい日本語", en: "English" };

/**
 * @param {import("./asking.js").Stage} stage
 * @param {Opened} made
 */
async function tellCode({ talk, names }, { booking: { code, begins, until, place } }) {
  const when = begins ? `${dayWhole(begins.day)} ${begins.time}–${until}` : "";
  const shown = make("div", { class: "visit-told" },
    make("p", { text: words.say }),
    make("p", { class: "visit-big" }, make("span", { class: "visit-code", text: code })),
    make("p", { text: words.spelled(readAloud(code)) }));
  await talk.ask({
    heading: words.made,
    body: [shown, line(`${names.place(place)} ${when}`), line(words.sayHow(code))],
    choices: [{ value: "ok", text: asking.done, tone: "primary" }],
  });
}

/** @param {string} text */
function tick(text) {
  const input = make("input", { attributes: { type: "checkbox", name: "visit-private" } });
  input.checked = true;
  return { input, field: make("label", { class: "check" }, input, make("span", { text })) };
}

/** 16 bytes, so that the same press sent twice is one booking. */
function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
