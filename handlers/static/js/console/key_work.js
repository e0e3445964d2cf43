// @ts-check
/**
 * One run of what is to be done for the keys: new keys where the server made the last one or somebody has left, wraps for
 * exactly who sits at a desk now, and keys prepared for consultations to come. The server says where; for whom is read
 * from the verified roster.
 */

import { hex } from "../crypto/bytes.js";
import { verifyGenesis } from "../crypto/genesis.js";
import { Rejected } from "../crypto/rejected.js";
import { acceptWrapset, isInside } from "../crypto/wrapset.js";
import { makeWrapset, membersFor, rewrap } from "../crypto/wrapset_making.js";
import { Refused } from "./api.js";

/**
 * @typedef {import("./types.js").KeyDemand} KeyDemand
 * @typedef {import("./types.js").DemandedKey} DemandedKey
 * @typedef {import("./types.js").WrapSetJson} WrapSetJson
 * @typedef {{ consultation: string, unknown: readonly string[] }} Waiting unknown: kids in hex that nobody has confirmed
 * @typedef {{ mark: string, consultation: string, act: () => Promise<void> }} Task
 */

const BATCH = 10;

export class KeyWork {
  /** Everything is tried once. @type {Set<string>} */
  #handled = new Set();
  /** @type {Set<string>} */
  #done = new Set();
  #learned = false;
  /** Whether nothing had to be left undone: what others did first is done. */
  whole = true;
  /** What a person has to confirm first, as of the last round. @type {Waiting[]} */
  waiting = [];

  /**
   * @param {import("./desk.js").Desk} desk
   * @param {(kid: string) => boolean} isConfirmed
   * @param {(done: number, total: number) => void} onProgress consultations
   * @param {() => boolean} mayPrepare whether there is time for keys that nobody waits for
   */
  constructor(desk, isConfirmed, onProgress, mayPrepare) {
    this.desk = desk;
    this.session = desk.session;
    this.isConfirmed = isConfirmed;
    this.onProgress = onProgress;
    this.mayPrepare = mayPrepare;
  }

  /**
   * Throws `Refused` or `Unanswered` for what no other try would change, and "not-entitled" once somebody else sits here.
   * @returns {Promise<boolean>} whether there may be more
   */
  async round() {
    /** @type {KeyDemand} */
    const demand = await this.desk.api.call("GET", "/console/keys");
    await this.#learn(demand);
    const tasks = this.#tasks(demand).filter(({ mark }) => !this.#handled.has(mark));
    const total = new Set([...this.#done, ...tasks.map(({ consultation }) => consultation)]).size;
    for (const { mark, consultation, act } of tasks) {
      await this.#attempt(mark, act);
      this.#done.add(consultation);
      this.onProgress(this.#done.size, total);
    }
    const prepared = this.mayPrepare() ? demand.prekeys : [];
    const lacking = prepared.filter(({ desk, count, target }) => count < target && !this.#handled.has(desk));
    for (const { desk, count, target } of lacking) await this.#attempt(desk, () => this.#prepare(desk, target - count));
    return tasks.length + lacking.length > 0;
  }

  /**
   * Where there is work, the roster may be another than an hour ago.
   * @param {KeyDemand} demand
   */
  async #learn({ prekeys, rewrap: stale, rotate }) {
    const idle = stale.length + rotate.length === 0 && prekeys.every(({ count, target }) => count >= target);
    if (!idle && !this.#learned) await this.session.refreshTrust(this.desk.api);
    this.#learned ||= !idle;
  }

  /**
   * @param {KeyDemand} demand
   * @returns {Task[]}
   */
  #tasks({ rotate, rewrap: stale }) {
    const own = hex(this.session.member().kid);
    const readable = stale.filter(({ wrapset }) => Object.hasOwn(wrapset.wraps, own));
    this.waiting = readable
      .map(({ consultation, wrapset }) => ({ consultation, unknown: this.#unknown(wrapset) }))
      .filter(({ unknown }) => unknown.length > 0);
    const ready = readable.filter(({ wrapset }) => this.#unknown(wrapset).length === 0);
    return [
      ...rotate.map((one) => this.#task("new", one, () => this.#renew(one))),
      ...ready.map((one) => this.#task("wraps", one, () => this.#rewrap(one))),
    ];
  }

  /**
   * @param {string} kind
   * @param {DemandedKey} one
   * @param {() => Promise<void>} act
   * @returns {Task}
   */
  #task = (kind, { consultation, generation }, act) => ({ mark: `${kind}/${consultation}/${generation}`, consultation, act });

  /** @param {WrapSetJson} wrapset */
  #unknown = (wrapset) => addedTo(this.session, wrapset).filter((kid) => !this.isConfirmed(kid));

  /** @param {DemandedKey} one */
  async #renew(one) {
    const { consultation, generation: follows, wrapset: before } = one;
    const { trust } = this.session;
    const guest = await guestOf(trust, one);
    const { desk } = await acceptWrapset(trust, before, guest);
    const reader = isInside(before, guest) ? null : guest;
    const wrapset = await makeWrapset(trust, this.session.member(), desk, reader);
    await this.desk.api.call("POST", door(consultation), { follows, wrapset });
  }

  /** @param {DemandedKey} one */
  async #rewrap(one) {
    const { trust } = this.session;
    // The roster may have grown since the task was found: whoever came meanwhile waits for a person like everybody.
    if (this.#unknown(one.wrapset).length > 0) throw new Rejected("not-entitled");
    const member = this.session.member();
    const wrapset = await rewrap(trust, member, one.wrapset, member, await guestOf(trust, one));
    await this.desk.api.call("POST", door(one.consultation), { generation: one.generation, wrapset });
  }

  /**
   * @param {string} desk
   * @param {number} missing
   */
  async #prepare(desk, missing) {
    for (let left = missing; left > 0 && this.mayPrepare(); left -= BATCH) {
      const wrapsets = [];
      for (let each = Math.min(left, BATCH); each > 0; each -= 1) {
        await this.#breathe();
        wrapsets.push(await makeWrapset(this.session.trust, this.session.member(), desk));
      }
      await this.desk.api.call("POST", "/console/prekeys", { wrapsets });
    }
  }

  /**
   * A refusal drops the one thing it was about, unless it came of an older roster: then it is tried again.
   * @param {string} mark
   * @param {() => Promise<void>} act
   */
  async #attempt(mark, act) {
    const { session, desk } = this;
    const before = session.trust.epoch;
    this.#handled.add(mark);
    await this.#breathe();
    try {
      await act();
    } catch (error) {
      this.#stillHere();
      const status = error instanceof Refused ? error.status : 0;
      if ([404, 409, 422].includes(status)) await session.refreshTrust(desk.api);
      else if (!(error instanceof Rejected)) throw error;
      if (session.trust.epoch > before) this.#handled.delete(mark);
      else if (status === 422 || status === 0) this.whole = false;
    }
  }

  /** Lets whatever the person does come first. */
  async #breathe() {
    await new Promise((resolve) => setTimeout(resolve));
    this.#stillHere();
  }

  #stillHere() {
    if (this.desk.session !== this.session) throw new Gone();
  }
}

/** Somebody else sits here now. */
class Gone extends Error {}

/**
 * For whom else a key is, besides the desk: the resident of a room, by a first page that verifies and is this room's. Whom the
 * server names besides is nobody: `rewrap` keeps a resident's wrap and never gives one.
 * @param {import("../crypto/roster.js").Trust} trust
 * @param {Pick<DemandedKey, "consultation" | "genesis">} one
 */
export async function guestOf(trust, { consultation, genesis }) {
  if (!genesis) return null;
  if (genesis.case !== consultation) throw new Rejected("transplant");
  return (await verifyGenesis(trust, genesis)).guest;
}

/** @param {string} consultation */
const door = (consultation) => `/console/consultations/${encodeURIComponent(consultation)}/wrapsets`;

/**
 * @param {import("./session.js").Session} session
 * @param {WrapSetJson} wrapset
 */
const addedTo = ({ trust }, wrapset) => membersFor(trust, wrapset).added;
