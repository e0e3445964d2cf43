/** What the tests of rooms ask: keys, codes and capsules made in the resident's browser, and rooms opened by them. */

import { b64, unb64 } from "/js/crypto/bytes.js";
import { verifyGenesis } from "/js/crypto/genesis.js";
import { newestKey, openKeyring } from "/js/crypto/keyring.js";
import { openTranscript } from "/js/crypto/reading.js";
import { sealRecord } from "/js/crypto/records.js";
import {
  accessHash, accessOf, makeResident, makeSecret, openRoomCapsule, readResumeCode, writeResumeCode,
} from "/js/crypto/room_keys.js";
import { makeRoom } from "/js/crypto/room_making.js";
import { acceptChain } from "/js/crypto/roster.js";
import { isInside } from "/js/crypto/wrapset.js";
import { makeWrapset, membersFor, rewrap } from "/js/crypto/wrapset_making.js";
import { answer } from "/answering.js";

/** Keys do not travel: what this page holds between two questions. */
const held = new Map();

const importKey = (pkcs8, name, usage) =>
  crypto.subtle.importKey("pkcs8", unb64(pkcs8), { name, namedCurve: "P-256" }, false, [usage]);

const importMember = async ({ kid, epk, sign, enc }) => ({
  kid: unb64(kid),
  epk: unb64(epk),
  signKey: sign && (await importKey(sign, "ECDSA", "sign")),
  encKey: await importKey(enc, "ECDH", "deriveBits"),
});

const trustOf = ({ fingerprint, chain, now }) => acceptChain(chain, unb64(fingerprint), now, null);

const NOTHING = b64(new Uint8Array(32));

answer({
  code: async (secret) => writeResumeCode(unb64(secret)),
  readCode: async (text) => b64(await readResumeCode(text)),

  async access({ secret, fingerprint }) {
    const access = await accessOf(unb64(secret), unb64(fingerprint));
    return { access: b64(access), hash: b64(await accessHash(access)) };
  },

  /** Whether the capsule gives keys that can't be taken out; they are held. */
  async openCapsule({ secret, story, capsule }) {
    const trust = await trustOf(story);
    const { guest } = await verifyGenesis(trust, story.genesis);
    const resident = await openRoomCapsule(unb64(secret), unb64(story.fingerprint), guest, unb64(capsule));
    held.set("resident", resident);
    return [resident.signKey.extractable, resident.encKey.extractable];
  },

  /** [id, text, inside, lane] of every record, by the keys that are held, or by those of the story's reader. */
  async read(story) {
    const trust = await trustOf(story);
    const reader = story.reader ? await importMember(story.reader) : held.get("resident");
    const keys = await openKeyring(trust, story.genesis, story.wrapsets, reader);
    const entries = await openTranscript(trust, story.genesis, story.records, keys);
    return entries.map(({ id, payload, inside, lane }) => [id, payload && payload.text, inside, lane]);
  },

  /** A room of its own: everything that goes to the server, with a first record in it; and what stays here, for the test. */
  async enter({ lane, desk, text, ...office }) {
    const trust = await trustOf(office);
    const secret = makeSecret();
    const { resident, capsule } = await makeResident(secret, trust.fingerprint);
    const { genesis, wrapset, keyId, caseKey } = await makeRoom(trust, resident, { lane, desk });
    const place = { case: genesis.case, key_id: keyId, seq: 1, dir: 0, epoch: trust.epoch, prev: NOTHING, ack: NOTHING, ts: 1 };
    const record = await sealRecord(trust, resident, caseKey.casePk, place, { v: 1, kind: "text", text });
    const own = await openTranscript(trust, genesis, [record], new Map([[keyId, caseKey]]));
    const keys = [resident.signKey, resident.encKey, caseKey.caseKey];
    return {
      secret: b64(secret), capsule: b64(capsule), genesis, wrapset, record,
      read: own.map(({ payload }) => payload.text),
      extractable: keys.some((key) => key.extractable),
    };
  },

  /** The same room once more, after the roster has moved on. */
  async enterTwice({ lane, desk, ...office }) {
    const trust = await trustOf(office);
    const { resident } = await makeResident(makeSecret(), trust.fingerprint);
    const rooms = [await makeRoom(trust, resident, { lane, desk }), await makeRoom(trust, resident, { lane, desk })];
    return rooms.map(({ genesis, wrapset }) => ({ genesis, wrapset }));
  },

  /** What a console makes for a room: the next key for both, one that stays inside, and the present ones wrapped anew. */
  async consoleKeys({ member, genesis, wrapsets, ...office }) {
    const [trust, maker] = [await trustOf(office), await importMember(member)];
    const { guest } = await verifyGenesis(trust, genesis);
    const again = [];
    for (const wrapset of wrapsets) again.push(await rewrap(trust, maker, wrapset, maker, guest));
    const added = wrapsets.map((wrapset) => membersFor(trust, wrapset).added);
    const next = await makeWrapset(trust, maker, guest.desk, guest);
    const inside = await makeWrapset(trust, maker, guest.desk);
    return { next, inside, again, added, kinds: [next, inside, ...again].map((one) => isInside(one, guest)) };
  },

  /** A console that is told that the room is a talk, or came to another desk. */
  async rewrapAsTalk({ member, wrapset, ...office }) {
    const maker = await importMember(member);
    return rewrap(await trustOf(office), maker, wrapset, maker);
  },

  async makeForDesk({ member, genesis, desk, ...office }) {
    const trust = await trustOf(office);
    const { guest } = await verifyGenesis(trust, genesis);
    return makeWrapset(trust, await importMember(member), desk, guest);
  },

  /** To which keys the next record goes: [for both, inside]. */
  async newest(story) {
    const keys = await openKeyring(await trustOf(story), story.genesis, story.wrapsets, await importMember(story.reader));
    return [newestKey(keys, { inside: false }), newestKey(keys, { inside: true })].map((key) => key && key.keyId);
  },
});
