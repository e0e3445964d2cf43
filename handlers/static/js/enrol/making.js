// @ts-check
/** Makes the newcomer's keys in this page, closes them up with the passphrase, and sends what only that opens. */

import { problemWords } from "../console/problems.js";
import { line } from "../console/fields.js";
import { Refused } from "../console/api.js";
import { b64, hex } from "../crypto/bytes.js";
import { makeCapsule } from "../crypto/capsule_making.js";
import { parseFingerprint } from "../crypto/context.js";
import { makeIdentity, wipe } from "../crypto/identity.js";
import { importRoot as importSigner } from "../crypto/roster_signing.js";
import { enrol } from "./doors.js";
import { making as words } from "./words.js";

/**
 * @typedef {import("../crypto/bytes.js").Bytes} Bytes
 *
 * @typedef {object} Made
 * @property {Bytes} kid
 * @property {Bytes} fingerprint of the office
 * @property {import("../crypto/roster.js").Member} member as the list will name them
 * @property {{ key: CryptoKey, rpk: Bytes } | null} roster what a supervisor signs the list with
 */

/**
 * @param {import("./stage.js").Stage} stage
 * @param {import("./doors.js").Invited} invited
 * @param {import("./card.js").Card} card
 * @param {string} passphrase
 * @returns {Promise<Made>}
 */
export async function makeAndSend(stage, invited, card, passphrase) {
  stage.at(4);
  stage.talk.wait(words.heading, words.what);
  const fingerprint = parseFingerprint(card.office);
  const identity = await makeIdentity(invited.role, { rosterKey: invited.role === "supervisor" });
  const { capsule, secret } = await makeCapsule(fingerprint, identity, passphrase);
  const { kid, spk, epk, rpk, rpkSig, pkcs8 } = identity;
  const roster = rpk && pkcs8.roster ? { rpk, key: await importSigner(pkcs8.roster) } : null;
  wipe(identity);
  const enrolment = {
    code: card.code, kid: b64(kid), spk: b64(spk), epk: b64(epk), capsule, secret: b64(secret),
    ...(rpk && rpkSig && { rpk: b64(rpk), rpk_sig: b64(rpkSig) }),
  };
  await send(stage, enrolment);
  const member = { kid: hex(kid), role: invited.role, name: invited.display_name, spk: hex(spk), epk: hex(epk) };
  return { kid, fingerprint, member, roster };
}

/**
 * Again and again while no answer comes, as often as the person says so. Throws `Refused`.
 * @param {import("./stage.js").Stage} stage
 * @param {import("./doors.js").Enrolment} enrolment
 */
async function send({ talk }, enrolment) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await enrol(enrolment);
    } catch (error) {
      // The answer to an earlier attempt may have been lost on its way back.
      if (attempt > 1 && error instanceof Refused && error.status === 409) return;
      await talk.ask({
        heading: words.sendHeading,
        body: [line(problemWords(error))],
        choices: [{ value: "again", text: words.again, tone: "primary" }],
      });
      talk.wait(words.heading, words.what);
    }
  }
}
