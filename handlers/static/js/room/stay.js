// @ts-check
/** A resident in their room, while this page is open: what stands in it, what waits to be sent, and what the server says. */

import { unb64 } from "../crypto/bytes.js";
import { makeRoom } from "../crypto/room_making.js";
import { keep } from "./keeping.js";
import { reading } from "./later.js";
import { believe } from "./office.js";
import { Queue } from "./queue.js";
import { Room } from "./room.js";
import { Sender } from "./sending.js";
import { agreedWords, standingOf, waiting } from "./standing.js";
import { Trouble } from "./trouble.js";

/**
 * @typedef {import("./types.js").Payload} Payload
 * @typedef {import("./types.js").RoomLane} RoomLane
 * @typedef {import("./keeping.js").Kept} Kept
 * @typedef {import("./office.js").Office} Office
 * @typedef {import("./queue.js").Item} Item
 * @typedef {import("./queue.js").Upload} Upload
 * @typedef {import("./course.js").Parts} Parts
 */

const SEEN = "seen";

export class Stay {
  /** What was sent from this page, as it is, by entry. @type {Map<string, Blob>} */
  files = new Map();
  /** Who is told how far a file has got, by entry. @type {Map<string, (share: number) => void>} */
  watchers = new Map();
  /** How it stands by the server's word; null before it has said so. @type {import("./types.js").SealedRoom | null} */
  #sealed = null;
  /** @type {import("./room.js").Seen | null} */
  #seen = null;
  /** Null before there was anything to read. @type {Awaited<ReturnType<typeof reading>> | null} */
  #reading = null;
  /** @type {string | null} */
  #mark = null;
  /** @type {Promise<unknown>} */
  #line = Promise.resolve();
  /** Under which key an own record was shown before it arrived, by its id. @type {Map<string, string>} */
  #names = new Map();
  /** A language that the server has not heard of. @type {import("./types.js").Language | null} */
  #wish = null;

  /**
   * @param {Parts} parts
   * @param {Office} office
   * @param {Kept} kept
   * @param {() => void} onChange
   * @param {(error: unknown) => void} onFault
   */
  constructor(parts, office, kept, onChange, onFault) {
    this.onFault = onFault;
    this.parts = parts;
    this.office = office;
    this.kept = kept;
    this.onChange = () => {
      this.#tellWatchers();
      onChange();
    };
    this.api = parts.api;
    this.store = parts.store;
    this.room = new Room(office.trust, kept.resident, kept.genesis);
    this.queue = new Queue(parts.store, this.room);
    this.sender = new Sender(this);
  }

  /**
   * Shows what is there. `first` is the server's answer where it has been asked already. Throws `Rejected`, `Trouble`.
   * @param {Awaited<ReturnType<import("./api.js").Api["consultation"]>>} [first]
   */
  async enter(first = null) {
    this.#seen = (await this.store.get(SEEN)) ?? null;
    if (this.kept.opening) await this.room.begin(this.kept.genesis, this.kept.opening.wrapsets);
    else if (first) await this.#take(first, 0);
    else await this.refresh();
    if (!this.room.failure) await this.queue.load();
    this.onChange();
  }

  isOpened() {
    return this.kept.opening === null;
  }

  /** @returns {Pick<import("./types.js").View, "entries" | "failure" | "room" | "words">} */
  get view() {
    const { entries } = this.room;
    const items = this.queue.items.filter(({ ids }) => !ids.some((id) => this.room.has(id)));
    return {
      entries: [
        ...(this.#reading?.arrived(entries, this.#names) ?? []),
        ...items.map((item) => waiting(item, this.sender.isSending(item.key))),
      ],
      failure: this.room.failure,
      room: standingOf(this.#sealed, this.kept),
      words: agreedWords(entries, items),
    };
  }

  /** Fetches, verifies and opens what is new. Throws `Trouble`, and `Rejected` for a roster that is none. */
  refresh() {
    const done = this.#line.then(() => this.#fetch());
    this.#line = done.catch(() => undefined);
    return done;
  }

  /**
   * Resolves once it is sealed and kept; it goes out on its own. Rejects "too-long", "not-verified".
   * @param {Payload[]} payloads
   * @param {{ flagged?: boolean, upload?: Upload | null }} [about]
   * @returns {Promise<Item>}
   */
  async say(payloads, about = {}) {
    const item = await this.queue.add(payloads, { at: this.parts.clock.now(), ...about });
    this.onChange();
    return item;
  }

  /** @param {string} key of what has failed */
  async retry(key) {
    const upload = this.queue.items.find((item) => item.key === key)?.upload;
    await this.queue.note(key, { failed: null, ...(upload && { upload: { ...upload, done: 0, again: false } }) });
    this.onChange();
  }

  /** @param {string} key */
  async discard(key) {
    await this.queue.discard(key);
    this.onChange();
  }

  /**
   * A language reaches the server when it can. Throws `Trouble` "room" for what needs a room that the server has.
   * @param {{ knock?: boolean, contactHours?: string, language?: import("./types.js").Language, eraseOnClose?: boolean }} wishes
   */
  async choose({ language, ...others }) {
    const { opening } = this.kept;
    const { eraseOnClose = opening?.eraseOnClose ?? false, knock, contactHours } = others;
    if (language) await this.#change({ language });
    if (opening) {
      if (knock !== undefined || contactHours !== undefined) throw new Trouble("room");
      await this.#change({ opening: { ...opening, eraseOnClose } });
    } else if (Object.keys(others).length > 0) {
      await this.api.choose({
        ...(knock !== undefined && { knock }),
        ...(contactHours !== undefined && { contact_hours: contactHours }),
        ...(others.eraseOnClose !== undefined && { erase_on_close: eraseOnClose }),
      });
      await this.refresh();
    }
    if (language && !opening) this.#wish = language;
    this.onChange();
  }

  /**
   * Both records of what came with a file.
   * @param {string} key
   */
  async erase(key) {
    const [id, { partsOf }] = [this.#idOf(key), await reading()];
    for (const part of partsOf(this.room.entries, id)) {
      await this.api.erase(part.position);
      this.room.erase(part.id);
    }
    this.files.delete(key);
    this.onChange();
  }

  /**
   * The sealed bytes that came with an entry, and what opens them. Throws `Trouble` "room" where there are none.
   * @param {string} key
   */
  async sealedFile(key) {
    const { partsOf } = await reading();
    const parts = partsOf(this.room.entries, this.#idOf(key));
    const cover = parts.find(({ payload }) => payload?.kind === "attachment");
    if (!cover?.payload?.ref) throw new Trouble("attachment");
    const place = { fingerprint: this.kept.fingerprint, case: unb64(this.kept.genesis.case), ref: unb64(cover.payload.ref) };
    return { cover: cover.payload, place, stream: await this.api.attachment(cover.position) };
  }

  /**
   * Hands the room over, and the first records with it. Where the link turns out to be of no use any more, the room is made
   * without it, and asked for at the next try.
   * @param {readonly Item[]} first
   */
  async open(first) {
    const { genesis, language, opening } = this.kept;
    if (!opening) return;
    const { wrapsets, capsule, access, eraseOnClose, placement, link, browser } = opening;
    const records = first.flatMap((item) => item.records);
    const flagged = first.some((item) => item.flagged);
    const told = { genesis, wrapset: wrapsets[wrapsets.length - 1], capsule, access, records, flagged, language };
    try {
      await this.api.open({ ...told, erase_on_close: eraseOnClose, ...(placement && { placement }), ...(link && { link, browser }) });
    } catch (error) {
      const unlinked = link !== null && error instanceof Trouble && (error.code === "link" || error.code === "claimed");
      if (!unlinked) throw error;
      return this.#make("room", { ...opening, link: null, browser: null });
    }
    await this.#change({ opening: null });
  }

  /** After the roster has moved on; a room that the server does not have yet is made anew, for who sits there now. */
  async renewTrust() {
    this.room.renew(await this.#newer());
    const { opening } = this.kept;
    if (opening) await this.#make(opening.link === null ? "room" : this.office.lane, opening);
  }

  /** @param {readonly { key: string, id: string }[]} those */
  onArrived(those) {
    for (const { key, id } of those) this.#names.set(id, key);
  }

  #tellWatchers() {
    for (const [key, tell] of this.watchers) {
      const item = this.queue.items.find((one) => one.key === key);
      tell(item?.upload ? item.upload.done / item.upload.count : 1);
      if (!item) this.watchers.delete(key);
    }
  }

  async #fetch() {
    if (!this.isOpened()) return;
    if (this.#wish) await this.api.choose({ language: this.#wish });
    this.#wish = null;
    const after = this.room.failure ? 0 : this.room.entries.length;
    const answer = await this.api.consultation(after, this.#mark);
    if (answer) await this.#take(answer, after);
  }

  /**
   * @param {NonNullable<Awaited<ReturnType<import("./api.js").Api["consultation"]>>>} answer
   * @param {number} after
   */
  async #take(answer, after) {
    let { sealed, mark } = answer;
    this.#reading = await reading();
    this.parts.clock.set(sealed.now);
    const newer = () => this.#newer();
    if (!(await this.room.take(sealed, after, this.#seen, newer))) {
      ({ sealed, mark } = /** @type {typeof answer} */ (await this.api.consultation(0, null)));
      await this.room.take(sealed, 0, this.#seen, newer);
    }
    this.#mark = mark;
    this.#sealed = sealed;
    await this.#remember();
    this.onChange();
  }

  async #remember() {
    const { seen, failure } = this.room;
    if (failure || !seen || seen.id === this.#seen?.id) return;
    this.#seen = seen;
    await this.store.put(SEEN, seen);
  }

  async #newer() {
    this.office = await believe(this.parts, { ...this.office, epoch: this.office.trust.epoch });
    return this.office.trust;
  }

  /**
   * @param {RoomLane} lane
   * @param {import("./keeping.js").Opening} opening
   */
  async #make(lane, opening) {
    const { trust, desk } = this.office;
    const { genesis, wrapset } = await makeRoom(trust, this.kept.resident, { lane, desk });
    const wrapsets = [...opening.wrapsets, wrapset];
    await this.#change({ genesis, opening: { ...opening, wrapsets } });
    await this.room.begin(genesis, wrapsets);
  }

  /** @param {Partial<Kept>} change */
  async #change(change) {
    this.kept = { ...this.kept, ...change };
    await keep(this.store, this.kept);
  }

  /** @param {string} key */
  #idOf(key) {
    for (const [id, name] of this.#names) if (name === key) return id;
    return key;
  }
}
