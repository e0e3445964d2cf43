// @ts-check
/**
 * Keeps the keys where they belong while somebody works at this console. What would let somebody new read waits until a
 * person has confirmed them. Nothing here ever fails into the page: what could not be done is tried again a minute later.
 */

import { unhex } from "../crypto/bytes.js";
import { checkNumber } from "../crypto/context.js";
import { Poll } from "../lib/poll.js";
import { KeyWork } from "./key_work.js";
import { endsSoon, signAnew } from "./renewing.js";

/**
 * @typedef {import("./session.js").Session} Session
 * @typedef {{ kid: string, name: string, checkNumber: string, count: number }} Newcomer kid in hex; name and number from
 *   the verified roster; count of consultations that wait
 */

const EVERY_MS = 60_000;
const ROLES = ["counselor", "supervisor"];

export class Chores {
  /** @type {Promise<boolean>} */
  #last = Promise.resolve(true);
  /** @type {Set<string>} */
  #confirmed = new Set();
  /** @type {Newcomer[]} */
  #awaiting = [];
  #nudged = false;
  /** How many people wait at the screen. */
  #waited = 0;

  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.poll = new Poll(async () => void (await this.run()), EVERY_MS);
  }

  /** Does nothing for a role that sits at no desk. */
  start() {
    const { session } = this.desk;
    if (!ROLES.includes(session.role)) return;
    session.onServerMade = () => this.#nudge();
    this.poll.start();
  }

  stop() {
    this.poll.stop();
    this.#confirmed.clear();
    this.#awaiting = [];
  }

  /**
   * Resolves once nothing is left but what awaits a person: to true, or to false when something could not be done (no
   * answer from the server, signed out, a key that does not verify). Never rejects.
   * @param {(done: number, total: number) => void} [onProgress] consultations
   * @returns {Promise<boolean>}
   */
  run(onProgress = () => undefined) {
    this.#last = this.#last.then(() => this.#work(onProgress, () => this.#waited === 0));
    return this.#last;
  }

  /**
   * As `run`, for a person who waits at the screen: the keys for consultations to come are prepared afterwards.
   * @param {(done: number, total: number) => void} [onProgress] consultations
   * @returns {Promise<boolean>}
   */
  settle(onProgress = () => undefined) {
    this.#waited += 1;
    this.#last = this.#last.then(() => this.#work(onProgress, () => false));
    return this.#last.finally(() => {
      this.#waited -= 1;
      this.#nudge();
    });
  }

  /**
   * Who sits at a desk of this counselor and can't read yet what was written before they came.
   * @returns {readonly Newcomer[]}
   */
  awaiting() {
    return this.#awaiting;
  }

  /**
   * A person has compared these people's check numbers; the next run lets them read.
   * @param {readonly string[]} kids hex
   */
  confirm(kids) {
    for (const kid of kids) this.#confirmed.add(kid);
  }

  /** One more run, however many consultations are opened before it begins. */
  #nudge() {
    if (this.#nudged) return;
    this.#nudged = true;
    void this.#last.then(() => {
      this.#nudged = false;
      if (this.poll.running) void this.run();
    });
  }

  /**
   * @param {(done: number, total: number) => void} onProgress
   * @param {() => boolean} mayPrepare
   */
  async #work(onProgress, mayPrepare) {
    try {
      const { session } = this.desk;
      await this.#renewRoster(session);
      const work = new KeyWork(this.desk, (kid) => this.#confirmed.has(kid), onProgress, mayPrepare);
      let more = true;
      while (more) {
        more = await work.round();
        const newcomers = await listNewcomers(session, work.waiting);
        if (this.desk.signedIn) this.#awaiting = newcomers;
      }
      return work.whole;
    } catch {
      return false;
    }
  }

  /** @param {Session} session */
  async #renewRoster(session) {
    const now = Math.floor(this.desk.clock.now() / 1000);
    if (!session.renewsRoster || !endsSoon(session.trust, now)) return;
    // Another supervisor's console may be first, or there may be no delegation left: the rest is done all the same.
    await signAnew(this.desk.api, session.trust, session.rosterSigner(), now).catch(() => undefined);
    await session.refreshTrust(this.desk.api);
  }
}

/**
 * @param {Session} session
 * @param {readonly import("./key_work.js").Waiting[]} waiting
 * @returns {Promise<Newcomer[]>}
 */
function listNewcomers({ trust }, waiting) {
  const kids = [...new Set(waiting.flatMap(({ unknown }) => unknown))];
  return Promise.all(kids.map(async (kid) => {
    const name = trust.current.keys.find((key) => key.kid === kid)?.name ?? "";
    const concerned = waiting.filter(({ unknown }) => unknown.includes(kid));
    const count = new Set(concerned.map(({ consultation }) => consultation)).size;
    return { kid, name, checkNumber: await checkNumber(trust.fingerprint, unhex(kid)), count };
  }));
}
