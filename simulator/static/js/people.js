// @ts-check
import { button, find, make } from "./dom.js";

/** @typedef {import("./types.js").Person} Person */

/**
 * The list of phones, on the desk or in the menu.
 * @param {Person[]} people
 * @param {string} current
 * @param {(id: string) => void} become
 */
export function peopleList(people, current, become) {
  const rows = people.map((person) => {
    const one = button("", () => become(person.id), `${person.name}さん`);
    one.setAttribute("aria-pressed", String(person.id === current));
    return make("li", {}, one);
  });
  return make("ul", { className: "people" }, ...rows);
}

/** @param {Person[]} people @param {string} current @param {(id: string) => void} become */
export function drawDesk(people, current, become) {
  find("[data-people]").replaceChildren(...peopleList(people, current, become).children);
}
