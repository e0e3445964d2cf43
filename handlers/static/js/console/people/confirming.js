// @ts-check
/**
 * 「番号をくらべる」: the new person's keys have arrived. The number is computed in this browser from the keys themselves,
 * so that whoever might have exchanged them on the way can't choose it.
 */

import { b64, hex, unb64 } from "../../crypto/bytes.js";
import { checkNumber, kidOf, verify } from "../../crypto/context.js";
import { rosterKeyClaim } from "../../crypto/delegations.js";
import { Rejected } from "../../crypto/rejected.js";
import { joined } from "./changes.js";
import { bullets, facts, line, notice, numberCard } from "../fields.js";
import { deskNames, kidHex, sitsEverywhere } from "./scene.js";
import { officeOf, SheetFields } from "./sheet_fields.js";
import { signRoster } from "./signing.js";
import { delegate } from "./supervising.js";
import { confirm as words, list as listWords, ROLES } from "./words.js";

/** @typedef {import("./types.js").Invitation} Invitation */
/** @typedef {import("./scene.js").Scene} Scene */
/** @typedef {import("../../crypto/roster.js").Member} Member */

/**
 * @param {Scene} scene
 * @param {Invitation} invitation enrolled
 */
export async function compare(scene, invitation) {
  const member = await arrived(invitation).catch(() => null);
  if (!member) return withdrawBroken(scene, invitation);
  const sheets = invitation.role === "supervisor" ? new SheetFields("root") : null;
  /** @type {CryptoKey | null} */
  let root = null;
  const answer = await scene.talk.ask({
    heading: words.heading(invitation.display_name),
    body: [...(await describe(scene, invitation, member)), ...(sheets ? [notice(words.supervisor), sheets.field] : [])],
    choices: [
      { value: "differs", text: words.differs, tone: "danger" },
      { value: "", text: words.later },
      { value: "same", text: words.same, tone: "primary" },
    ],
    check: async (value) => {
      if (value !== "same" || !sheets) return "";
      const opened = await sheets.openRoot(officeOf(scene.desk));
      root = opened.key;
      return opened.problem;
    },
  });
  if (answer === "differs") return refuse(scene, invitation);
  if (answer === "same") await approve(scene, invitation, member, root);
}

/**
 * The new person as a line of the list, with the kid computed again, and the key with which they are to sign lists vouched
 * for by the one whose number is compared.
 * @param {Invitation} invitation
 * @returns {Promise<Member>}
 */
async function arrived({ role, display_name: name, enrolled }) {
  if (!enrolled) throw new Rejected("kid");
  const [spk, epk] = [unb64(enrolled.spk), unb64(enrolled.epk)];
  const kid = await kidOf(role, spk, epk);
  if (b64(kid) !== enrolled.kid) throw new Rejected("kid");
  const { rpk, rpk_sig: claim } = enrolled;
  if ((role === "supervisor") !== (rpk !== null)) throw new Rejected("delegation");
  if (rpk !== null) await verify(spk, rosterKeyClaim(kid, unb64(rpk)), unb64(claim ?? ""));
  return { kid: hex(kid), role, name, spk: hex(spk), epk: hex(epk) };
}

/**
 * @param {Scene} scene
 * @param {Invitation} invitation
 * @param {Member} member
 */
async function describe({ desk, people }, invitation, member) {
  const names = deskNames(people, invitation.desks);
  const number = await checkNumber(desk.session.trust.fingerprint, Uint8Array.from(unb64(invitation.enrolled?.kid ?? "")));
  return [
    line(words.how),
    numberCard(number),
    facts([
      [words.name, invitation.name], [words.role, ROLES[/** @type {keyof typeof ROLES} */ (member.role)]],
      [words.desks, names || listWords.noDesk],
    ]),
    bullets([
      names ? words.then(invitation.display_name, names) : words.thenNoDesk,
      ...(invitation.replaces ? [words.thenAgain(invitation.display_name)] : []),
    ]),
  ];
}

/**
 * @param {Scene} scene
 * @param {Invitation} invitation
 * @param {Member} member
 * @param {CryptoKey | null} root
 */
async function approve(scene, invitation, member, root) {
  const { desk, talk, chores } = scene;
  const { display_name: name, replaces } = invitation;
  talk.wait(words.heading(name), words.signing);
  const rpk = invitation.enrolled?.rpk;
  await signRoster(
    desk,
    (roster) => joined(roster, member, invitation.desks, replaces ? kidHex(replaces) : null),
    { approves: [invitation.id] },
    async () => (root && rpk ? [await delegate(desk, root, { kid: member.kid, rpk: unb64(rpk) })] : []),
  );
  const progress = talk.wait(words.heading(name), words.opening);
  const { whole, count } = await openHistory(chores, member.kid, progress);
  const history = [
    ...(count > 0 ? [line(words.doneHistory(count))] : []),
    ...(whole && sitsEverywhere(scene, invitation.desks) ? [] : [line(words.doneLater)]),
  ];
  await talk.tell(words.doneHeading(name), [line(words.done), ...history]);
}

/**
 * Makes what was written before readable for somebody whose number has just been compared.
 * @param {Scene["chores"]} chores
 * @param {string} kid hex
 * @param {(done: number, total: number) => void} progress
 * @returns {Promise<{ whole: boolean, count: number }>} whether it came to its end, and how many consultations it was
 */
async function openHistory(chores, kid, progress) {
  let count = 0;
  chores.confirm([kid]);
  const whole = await chores.settle((done, total) => {
    count = done;
    progress(done, total);
  });
  return { whole, count };
}

/**
 * @param {Scene} scene
 * @param {Invitation} invitation
 */
async function refuse(scene, invitation) {
  const sure = await scene.talk.ask({
    heading: words.wrongHeading,
    body: [line(words.wrong), line(words.wrongNext)],
    choices: [{ value: "", text: words.later }, { value: "remove", text: words.remove, tone: "danger" }],
  });
  if (sure === "remove") await withdraw(scene, invitation);
}

/**
 * @param {Scene} scene
 * @param {Invitation} invitation
 */
async function withdrawBroken(scene, invitation) {
  await scene.talk.tell(words.wrongHeading, [line(words.broken)]);
  await withdraw(scene, invitation);
}

/**
 * @param {Scene} scene
 * @param {Invitation} invitation
 */
export async function withdraw({ desk, talk }, invitation) {
  await desk.api.call("DELETE", `/console/invitations/${encodeURIComponent(invitation.id)}`);
  await talk.tell(invitation.display_name, [line(words.removed)]);
}
