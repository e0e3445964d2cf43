// @ts-check
/** What somebody who leaves holds, who could take it over, and what nobody else could read. Pure. */

/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").HandedOver} HandedOver */

/**
 * @param {{ people: { people: Person[] }, desk: { session: { kid: string } } }} scene
 * @param {Person} person who leaves
 * @param {readonly HandedOver[]} listed
 * @returns {{ assigned: number, takers: Person[], unreadable: number, rescuers: string[] }} takers: who sits at every desk
 *   concerned, the asking supervisor first; rescuers: the names of colleagues whose sign-in might help
 */
export function handOver({ people: { people }, desk: { session } }, person, listed) {
  const mine = listed.filter((one) => one.assigned);
  const desks = new Set(mine.map((one) => one.desk));
  const others = people.filter((one) => one.kid !== person.kid && ["counselor", "supervisor"].includes(one.role));
  const takers = others.filter((one) => [...desks].every((desk) => one.desks.includes(desk)));
  takers.sort((a, b) => Number(b.kid === session.kid) - Number(a.kid === session.kid));
  const unreadable = listed.filter((one) => one.readers.length === 0);
  const concerned = new Set(unreadable.map((one) => one.desk));
  const rescuers = others.filter((one) => one.kid !== session.kid && one.desks.some((desk) => concerned.has(desk)));
  return { assigned: mine.length, takers, unreadable: unreadable.length, rescuers: rescuers.map((one) => one.display_name) };
}
