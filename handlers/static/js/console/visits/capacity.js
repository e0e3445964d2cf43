// @ts-check
/** How many visits one slot takes, asked anew. */

import { line, textField } from "../fields.js";
import { problemOf } from "./doors.js";
import { asking } from "./words.js";

const words = asking.capacity;

/**
 * The number that it is then; null for who went back.
 * @param {import("./asking.js").Stage} stage
 * @param {import("./types.js").Slot} slot
 * @returns {Promise<number | null>}
 */
export async function askCapacity({ talk, doors, names, place }, slot) {
  const { field, input } = textField({ label: words.label, name: "visit-capacity", attributes: { inputmode: "numeric", maxlength: "2" } });
  input.value = String(slot.capacity);
  /** @type {number | null} */
  let done = null;
  await talk.ask({
    heading: words.heading,
    body: [line(`${slot.time}–${slot.until}`), line(words.lead(slot.taken)), field],
    choices: [{ value: "", text: asking.back }, { value: "save", text: words.save, tone: "primary" }],
    focus: input,
    check: async () => {
      const wanted = /^\d{1,2}$/.test(input.value.trim()) ? Number(input.value) : -1;
      if (wanted < 0 || wanted > 50) return words.wrong;
      try {
        done = (await doors.capacity(place, slot.at, wanted)).capacity;
        return "";
      } catch (error) {
        return problemOf(error, names);
      }
    },
  });
  return done;
}
