// @ts-check
/** Before one's own ways in are changed: the passphrase once more, or a passkey. It also opens the capsule for a new way in. */

import { unb64 } from "../../crypto/bytes.js";
import { deriveUnlockFromPrf, openCapsuleKey, prfSalt } from "../../crypto/capsule.js";
import { Rejected } from "../../crypto/rejected.js";
import { answerWithPasskey, supported } from "../../lib/webauthn.js";
import { openWithPassphrase } from "../entrance.js";
import { askProof } from "../proving.js";

/**
 * @typedef {import("./types.js").Scene} Scene
 * @typedef {import("./types.js").Proved} Proved
 * @typedef {import("../../crypto/capsule.js").Capsule} Capsule
 */

/**
 * Asks until the act has succeeded; what goes wrong stands beside the question. False when the person went back.
 * @param {Scene} scene
 * @param {{ heading: string, lead: string, act: (proved: Proved) => Promise<void> }} wish
 * @returns {Promise<boolean>}
 */
export async function withCapsule({ desk, talk, known }, { heading, lead, act }) {
  if (known) {
    talk.wait(heading, lead);
    const shown = await known();
    await act(shown).finally(() => shown.capsuleKey.fill(0));
    return true;
  }
  /** @type {{ capsule: Capsule }} */
  const { capsule } = await desk.api.call("GET", "/console/capsule");
  const passkey = supported() && capsule.unlockers.some((one) => one.kind === "prf");
  return askProof(talk, {
    heading, lead, passkey,
    act: async (way, typed) => {
      const shown = way === "passkey" ? await byPasskey(desk, capsule) : await byPassphrase(capsule, typed);
      await act(shown).finally(() => shown.capsuleKey.fill(0));
    },
  });
}

/**
 * @param {Capsule} capsule
 * @param {string} typed
 * @returns {Promise<Proved>}
 */
async function byPassphrase(capsule, typed) {
  const { secret, capsuleKey } = await openWithPassphrase(capsule, typed);
  return { proof: { secret }, kid: unb64(capsule.kid), capsuleKey };
}

/**
 * @param {Scene["desk"]} desk
 * @param {Capsule} capsule
 * @returns {Promise<Proved>}
 */
async function byPasskey(desk, capsule) {
  const asked = await desk.api.call("POST", "/console/passkeys/challenge", { purpose: "confirm" });
  const opening = capsule.unlockers.flatMap((one) => (one.kind === "prf" ? [one.credential] : []));
  const { assertion, prf } = await answerWithPasskey({ ...asked, allow: opening });
  if (!prf) throw new Rejected("wrong-secret");
  const unlock = await deriveUnlockFromPrf(prf, prfSalt(capsule, assertion.id));
  prf.fill(0);
  return { proof: { assertion }, kid: unb64(capsule.kid), capsuleKey: await openCapsuleKey(capsule, unlock) };
}
