// @ts-check
/**
 * The next list of who works here, from the present one. Pure. A clerk or an auditor sits at no desk: whoever sits at a
 * desk can read its consultations.
 */

/**
 * @typedef {import("../../crypto/roster.js").Member} Member
 * @typedef {import("../../crypto/roster.js").Roster} Roster
 * @typedef {{ members: Member[], desks: Map<string, string[]> }} Change kids in hex
 */

/**
 * With one more person at these desks; in the place of another where `replaces` names one.
 * @param {Change} roster
 * @param {Member} member
 * @param {readonly string[]} desks
 * @param {string | null} replaces kid in hex
 * @returns {Change}
 */
export function joined(roster, member, desks, replaces) {
  const { members, desks: seats } = replaces ? left(roster, replaces) : roster;
  return moved({ members: [...members, member], desks: seats }, member.kid, desks);
}

/**
 * Without one person.
 * @param {Change} roster
 * @param {string} kid
 * @returns {Change}
 */
export const left = ({ members, desks }, kid) => ({
  members: members.filter((member) => member.kid !== kid),
  desks: seated(desks, (_, kids) => kids.filter((one) => one !== kid)),
});

/**
 * With one person at exactly these desks.
 * @param {Change} roster
 * @param {string} kid
 * @param {readonly string[]} wanted ids of desks
 * @returns {Change}
 */
export const moved = ({ members, desks }, kid, wanted) => ({
  members: [...members],
  desks: seated(desks, (desk, kids) => {
    if (!wanted.includes(desk)) return kids.filter((one) => one !== kid);
    return kids.includes(kid) ? [...kids] : [...kids, kid];
  }),
});

/**
 * With a new recovery key in the place of the old one, at every desk.
 * @param {Change} roster
 * @param {Member} recovery
 * @returns {Change}
 */
export function recovered({ members, desks }, recovery) {
  const old = new Set(members.filter((member) => member.role === "recovery").map((member) => member.kid));
  return {
    members: [...members.filter((member) => !old.has(member.kid)), recovery],
    desks: seated(desks, (_, kids) => [...kids.filter((kid) => !old.has(kid)), recovery.kid]),
  };
}

/**
 * @param {Roster} roster
 * @returns {Change}
 */
export const present = (roster) => ({ members: roster.keys, desks: roster.desks });

/**
 * @param {Map<string, string[]>} desks
 * @param {(desk: string, kids: string[]) => string[]} seat
 */
const seated = (desks, seat) => new Map([...desks].map(([desk, kids]) => [desk, seat(desk, kids)]));
