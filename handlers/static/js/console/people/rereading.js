// @ts-check
/** Makes readable, for the people of the desk today, what only the recovery key can still open. */

import { b64, unhex } from "../../crypto/bytes.js";
import { rewrap } from "../../crypto/wrapset_making.js";
import { guestOf } from "../key_work.js";

/**
 * @param {import("../desk.js").Desk} desk
 * @param {CryptoKey} encKey of the recovery key
 * @param {(done: number, total: number) => void} onProgress
 * @returns {Promise<{ done: number, left: number }>}
 */
export async function openWithRecovery(desk, encKey, onProgress) {
  const { session, api } = desk;
  await session.refreshTrust(api);
  const listed = session.trust.current.keys.find((key) => key.role === "recovery");
  if (!listed) return { done: 0, left: 0 };
  const reader = { kid: unhex(listed.kid), epk: unhex(listed.epk), encKey };
  const tried = new Set();
  const count = { done: 0, left: 0 };
  for (;;) {
    /** @type {{ rewrap: import("../types.js").DemandedKey[] }} */
    const keys = await api.call("GET", `/console/keys?holder=${b64(reader.kid)}`);
    const here = keys.rewrap.filter((one) => listed.kid in one.wrapset.wraps && !tried.has(`${one.consultation}/${one.generation}`));
    if (here.length === 0) return count;
    for (const one of here) {
      const { consultation, generation, wrapset } = one;
      tried.add(`${consultation}/${generation}`);
      const guest = guestOf(session.trust, one);
      const rewrapped = await guest.then((them) => rewrap(session.trust, session.member(), wrapset, reader, them)).catch(() => null);
      if (rewrapped) await api.call("POST", `/console/consultations/${encodeURIComponent(consultation)}/wrapsets`, { generation, wrapset: rewrapped });
      count[rewrapped ? "done" : "left"] += 1;
      onProgress(count.done + count.left, tried.size);
    }
  }
}
