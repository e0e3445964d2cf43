// @ts-check
/** Where a resident's page stands: how it arrives, goes into a room and comes out of it, and asks the server on the way. */

import { fingerprintText, parseFingerprint } from "../crypto/context.js";
import { Rejected } from "../crypto/rejected.js";
import { Poll } from "../lib/poll.js";
import { arrive, claimLink, isArrival, recallWay, rememberWay } from "./arriving.js";
import { inside, reading } from "./later.js";
import { believe, remember } from "./office.js";
import { ROOM } from "./store.js";
import { Trouble } from "./trouble.js";

/**
 * @typedef {import("./types.js").View} View
 * @typedef {import("./types.js").Language} Language
 * @typedef {import("./keeping.js").Kept} Kept
 * @typedef {import("./arriving.js").Way} Way
 * @typedef {import("./stay.js").Stay} Stay
 * @typedef {import("./office.js").Office} Office
 * @typedef {Awaited<ReturnType<import("./api.js").Api["consultation"]>>} Answer
 *
 * @typedef {object} Parts
 * @property {import("./api.js").Api} api
 * @property {import("./store.js").Store} store
 * @property {import("../lib/clock.js").Clock} clock
 * @property {Language} language until the resident or their link says another
 */

const EVERY_MS = 4000;
const CALM_MS = 15_000;
/** @type {Pick<View, "entries" | "failure" | "room" | "words">} */
const NO_ROOM = { entries: [], failure: null, room: null, words: null };
/** What a refusal of the server's makes of the page. @type {Record<string, View["phase"]>} */
const PHASES = { room: "gone", gone: "gone", claimed: "elsewhere", link: "expired" };

export class Course {
  /** @type {View} */
  view;
  /** The room that this page is in. @type {Stay | null} */
  stay = null;
  /** @type {Office | null} */
  #office = null;
  /** @type {Way | null} */
  #way = null;
  #poll = new Poll(() => this.#turn(), EVERY_MS);
  /** The paper by which the page was opened just now, until it has been said. @type {string | null} */
  #paper = null;
  /** What was fetched on entering is not asked for again at once. */
  #fresh = false;

  /**
   * @param {Parts} parts
   * @param {(view: View) => void} onChange told after each change
   */
  constructor(parts, onChange) {
    this.parts = parts;
    this.onChange = onChange;
    this.view = {
      ...NO_ROOM, phase: "arriving", refusal: null, pinned: false, fingerprint: null, kept: false, online: true,
      language: parts.language, facts: null, deletion: null, survey: null,
    };
  }

  /**
   * Reads and clears the fragment, and goes where this browser belongs: never rejects, the view says what came of it.
   * @param {Location} location
   * @param {History} history
   */
  async start(location, history) {
    const arrival = arrive(location, history);
    const { api, store } = this.parts;
    api.onAnswered = (online) => online !== this.view.online && this.show({ online });
    store.onLost = () => this.show({ kept: false });
    store.onForgotten = () => this.leave("welcome");
    void this.learnFacts();
    await store.open();
    await this.#come(arrival);
    addEventListener("hashchange", () => isArrival(location.hash) && void this.#come(arrive(location, history)));
    this.#poll.start();
  }

  /** Asks no more, as before leaving the page. */
  stop() {
    this.#poll.stop();
  }

  /** @param {Partial<View>} change */
  show(change) {
    this.view = { ...this.view, ...change, ...(this.stay ? this.stay.view : NO_ROOM) };
    this.onChange(this.view);
  }

  /**
   * What a failure makes of the page. What is neither the line's nor the server's nor a check's is a fault of ours, and shows
   * as one.
   * @param {unknown} error
   * @param {Stay | null} [stay] where it befell; of a room that was left meanwhile it says nothing about the page
   */
  account(error, stay = this.stay) {
    if (stay !== this.stay && (error instanceof Rejected || error instanceof Trouble)) return;
    if (error instanceof Rejected) {
      this.stop();
      this.leave("refused", error.code);
    } else if (error instanceof Trouble) {
      const phase = PHASES[error.code];
      if (phase) this.leave(phase);
    } else {
      setTimeout(() => {
        throw error;
      });
    }
  }

  /** The office and the way that brought the resident here. Throws `Trouble` "offline" before they are known. */
  ground() {
    if (!this.#office || !this.#way) throw new Trouble("offline");
    return { office: this.#office, way: this.#way };
  }

  /** Throws `Trouble` "room" outside of one. */
  here() {
    if (!this.stay) throw new Trouble("room");
    return this.stay;
  }

  /**
   * @param {Kept} kept
   * @param {{ first: Answer } | null} [recalled] it was in this browser, tried there, and its access is in use; how it stands, where
   *   that has been asked already
   */
  async enter(kept, recalled = null) {
    const { office } = this.ground();
    const { Stay, accessFor, keep } = await inside();
    if (!recalled) this.parts.api.access = await accessFor(kept);
    const stay = new Stay(this.parts, office, kept, () => this.show({}), (error) => this.account(error, stay));
    const isKept = recalled ? this.parts.store.durable : await keep(this.parts.store, kept);
    await stay.enter(recalled?.first);
    this.stay = stay;
    this.#fresh = true;
    this.show({ phase: "open", kept: isKept, language: kept.language });
    // Before the line breaks off, and not before there is a field.
    void reading().catch(() => undefined);
    this.#poll.start();
  }

  /**
   * Out of the room, whose keys this page drops; what the browser keeps, it keeps.
   * @param {View["phase"]} phase
   * @param {string | null} [refusal]
   */
  leave(phase, refusal = null) {
    this.stay = null;
    this.parts.api.access = null;
    this.show({ phase, refusal, kept: false });
  }

  /** Nothing is left of an earlier room, and the next one finds the office as it was. */
  async empty() {
    const { office, way } = this.ground();
    this.stay = null;
    await this.parts.store.clear();
    await this.parts.store.open();
    await remember(this.parts.store, office);
    await rememberWay(this.parts.store, way);
  }

  /** This browser forgets everything, in all its tabs. */
  async forget() {
    this.show({ survey: null, deletion: null });
    this.leave("welcome");
    this.#way = this.#way && { ...this.#way, link: null, claim: null };
    await this.parts.store.clear();
  }

  /** The link is this browser's; where it is no longer to be had, there is none. */
  async claimed() {
    const { way } = this.ground();
    const claimed = way.claim ? way : await claimLink(this.parts, way).catch((error) => {
      if (error instanceof Trouble && PHASES[error.code]) return { ...way, link: null };
      throw error;
    });
    // It is said with one room only.
    this.#way = { ...claimed, placement: null };
    await rememberWay(this.parts.store, this.#way);
    return claimed;
  }

  /** What waits goes now, or when the line is back. */
  send() {
    const { stay } = this;
    stay?.sender.send().catch((error) => this.account(error, stay));
  }

  /** Without them the page works all the same; they are asked for again at the next look. */
  async learnFacts() {
    const { language } = this.view;
    const facts = await this.parts.api.facts(language).catch(() => null);
    if (facts && this.view.language === language) this.show({ facts });
  }

  /** @param {Language} language */
  speak(language) {
    if (language === this.view.language) return;
    this.show({ language });
    void this.learnFacts();
  }

  async #turn() {
    let { stay } = this;
    try {
      if (this.view.phase === "arriving") return await this.#arrive();
      if (!this.view.facts) await this.learnFacts();
      await this.#askReceipt();
      stay = this.stay;
      if (stay) await this.#look(stay);
    } catch (error) {
      this.account(error, stay);
      throw error;
    }
    return undefined;
  }

  /**
   * Also when another link is opened in the page that is open already.
   * @param {import("./arriving.js").Arrival} arrival
   */
  async #come(arrival) {
    this.#paper = arrival.counted ? null : arrival.placement;
    this.#way = await recallWay(this.parts.store, arrival);
    if (this.stay) return;
    this.show({ phase: "arriving" });
    await this.#arrive().catch((error) => this.account(error));
  }

  /** @param {Stay} stay */
  async #look(stay) {
    if (!this.#fresh) await stay.refresh();
    this.#fresh = false;
    await stay.sender.send();
    this.#poll.everyMs = stay.view.room?.state === "closed" ? CALM_MS : EVERY_MS;
  }

  async #arrive() {
    const { api, store } = this.parts;
    const way = /** @type {Way} */ (this.#way);
    const kept = (await store.get(ROOM)) ? await (await inside()).recall(store) : null;
    if (kept) this.show({ kept: true });
    const fingerprint = kept ? fingerprintText(kept.fingerprint) : way.fingerprint;
    if (way.fingerprint && fingerprint !== fingerprintText(parseFingerprint(way.fingerprint))) throw new Rejected("fingerprint");
    api.access = kept && (await (await inside()).accessFor(kept));
    const believed = believe(this.parts, { fingerprint, epoch: way.epoch, pinned: way.fingerprint !== null }).then((office) => {
      this.#office = office;
      this.show({ pinned: office.pinned, fingerprint: office.fingerprint });
      void this.#sayPaper().catch(() => undefined);
    });
    // What is asked for later waits behind what was asked first.
    void inside().catch(() => undefined);
    if (kept) {
      void reading().catch(() => undefined);
      const [, first] = await bothOf(believed, kept.opening ? null : api.consultation(0, null));
      return this.enter(kept, { first });
    }
    const [, claimed] = await bothOf(believed, way.claim ? Promise.resolve(way) : claimLink(this.parts, way));
    this.#way = claimed;
    if (claimed?.claim) this.speak(claimed.claim.language);
    return this.show({ phase: claimed?.claim?.room ? "resume" : "welcome" });
  }

  /** Once there is an office to say it to, and all that words need has come. Whoever reads here hears nothing of it. */
  async #sayPaper() {
    const placement = this.#paper;
    this.#paper = null;
    if (placement === null) return;
    await inside();
    await this.parts.api.opened(placement);
  }

  /** The number is of an erasure that was asked for here: before it is done, nobody knows of it. */
  async #askReceipt() {
    const { deletion } = this.view;
    if (!deletion || deletion.state === "erased") return;
    this.#poll.everyMs = CALM_MS;
    const { state, final_at: finalAt } = await this.parts.api.receipt(deletion.receipt);
    this.show({ deletion: { ...deletion, state: state === "erased" ? state : "waiting", finalAt } });
  }
}

/**
 * Both side by side; what is wrong with the first decides.
 * @template T, U
 * @param {Promise<T>} first
 * @param {Promise<U> | null} second
 * @returns {Promise<[T, U | null]>}
 */
async function bothOf(first, second) {
  const [one, other] = await Promise.allSettled([first, second]);
  if (one.status === "rejected") throw one.reason;
  if (other.status === "rejected") throw other.reason;
  return [one.value, other.value];
}
