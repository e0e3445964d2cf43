// @ts-check
import { button, make } from "./dom.js";

/** @typedef {import("./types.js").Person} Person */

/**
 * The list of people, on the desk or in the menu.
 * @param {Person[]} people
 * @param {string[]} shown whose phones are on the desk, or whose phone this is
 * @param {(id: string) => void} press
 */
export function peopleList(people, shown, press) {
  const rows = people.map((person) => {
    const one = button("", () => press(person.id), `${person.name}さん`);
    one.setAttribute("aria-pressed", String(shown.includes(person.id)));
    return make("li", {}, one);
  });
  return make("ul", { className: "people" }, ...rows);
}
