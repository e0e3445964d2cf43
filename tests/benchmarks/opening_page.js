/** Opens one long consultation as the console does, from what the server would have sent; says how many ms that took. */

import { openConsultation } from "/js/console/opening.js";
import { unb64 } from "/js/crypto/bytes.js";
import { acceptChain } from "/js/crypto/roster.js";

const story = await (await fetch("/story.json")).json();
const { kid, epk, enc } = story.reader;
const ecdh = { name: "ECDH", namedCurve: "P-256" };
const encKey = await crypto.subtle.importKey("pkcs8", unb64(enc), ecdh, false, ["deriveBits"]);
const trust = await acceptChain(story.chain, unb64(story.fingerprint), story.now, null);
const seated = { kid: unb64(kid), epk: unb64(epk), encKey };
const session = { trust, member: () => seated, bindKey: () => {}, bindGenesis: () => {} };
const id = story.genesis.case;

globalThis.open_ = async () => {
  const { genesis, wrapsets, records } = story;
  const sealed = { consultation: { id, lane: genesis.lane }, genesis, wrapsets, records, deliveries: {} };
  const start = performance.now();
  const opened = await openConsultation({ consultation: async () => sealed }, session, id);
  const took = performance.now() - start;
  if (opened.failure || opened.entries.length !== records.length) throw new Error(`not opened: ${opened.failure}`);
  return took;
};

document.documentElement.dataset.ready = "";
