// @ts-check
/** The room's HTTP doors. No id is ever in an address, no cookie goes along, nothing is stored. */

import { Offline, Trouble } from "./trouble.js";
import { ALWAYS, cameBy, factsIn } from "./wish.js";

/**
 * @typedef {import("./types.js").RecordJson} RecordJson
 * @typedef {import("./types.js").Language} Language
 * @typedef {(address: string, wish: RequestInit) => Promise<Response>} Fetcher
 * @typedef {{ patience?: number, headers?: Record<string, string>, body?: object | Uint8Array<ArrayBuffer> }} More
 */

const PATIENCE_MS = 20_000;
/** A sealed piece is 64 KiB; a file may be many. */
const PATIENCE_FOR_FILES_MS = 180_000;
const AWAY = 500;
const TOO_MANY = 429;

export class Api {
  /** What shows that this is the resident: base64url, or null before there is a room. @type {string | null} */
  access = null;
  /** Told after each question whether an answer came. */
  onAnswered = (/** @type {boolean} */ _answered) => {};

  /** @param {Fetcher} [fetcher] */
  constructor(fetcher = (address, wish) => fetch(address, wish)) {
    this.fetcher = fetcher;
  }

  /** @returns {Promise<{ chain: import("./types.js").SignedRosterJson[], desk: string, lane: import("./types.js").RoomLane, now: number }>} */
  roster() {
    return this.#call("GET", "roster");
  }

  /**
   * @param {Language} language
   * @returns {Promise<import("./types.js").Facts>}
   */
  facts(language) {
    return this.#call("GET", factsIn(language));
  }

  /**
   * @param {string} link base64url
   * @param {string} browser base64url
   * @returns {Promise<import("./types.js").Claim>}
   */
  claim(link, browser) {
    return this.#call("POST", "claims", { body: { link, browser } });
  }

  /**
   * @param {object} opening
   * @returns {Promise<{ id: string, revision: number }>}
   */
  open(opening) {
    return this.#call("POST", "consultations", { body: opening });
  }

  /**
   * That the page was opened by the paper of this placement; without what shows whose the page is, so that it is joined to nobody.
   * @param {string} placement
   */
  async opened(placement) {
    await this.fetcher("/flyers/arrivals", cameBy(placement, "open"));
  }

  /** @returns {Promise<{ id: string, capsule: string, genesis: import("./types.js").GenesisJson }>} */
  capsule() {
    return this.#call("GET", "capsule");
  }

  /**
   * Null when nothing has changed since the answer that bore this mark.
   * @param {number} after position
   * @param {string | null} mark
   * @returns {Promise<{ mark: string | null, sealed: import("./types.js").SealedRoom } | null>}
   */
  consultation(after, mark) {
    /** @type {Record<string, string>} */
    const headers = mark ? { "If-None-Match": mark } : {};
    return this.#send("GET", `consultation?after=${after}`, { headers }, async (response) => {
      if (response.status === 304) return null;
      return { mark: response.headers.get("ETag"), sealed: await response.json() };
    });
  }

  /**
   * @param {readonly RecordJson[]} records
   * @param {{ flagged?: boolean, attachments?: Record<string, number> }} more
   * @returns {Promise<{ positions: number[] }>}
   */
  append(records, more) {
    return this.#call("POST", "entries", { body: { records, ...more } });
  }

  /** @param {number} position */
  async erase(position) {
    await this.#call("DELETE", `entries/${position}`);
  }

  /**
   * One sealed piece of a file; the same once more changes nothing.
   * @param {string} ref base64url
   * @param {number} number from 0
   * @param {Uint8Array<ArrayBuffer>} piece
   */
  async upload(ref, number, piece) {
    const more = { body: piece, patience: PATIENCE_FOR_FILES_MS };
    await this.#send("PUT", `uploads/${ref}/${number}`, more, async () => undefined);
  }

  /**
   * As stored: sealed, each piece after its length.
   * @param {number} position of the record that has the key
   * @returns {Promise<Uint8Array>}
   */
  attachment(position) {
    const more = { headers: { Accept: "application/octet-stream" }, patience: PATIENCE_FOR_FILES_MS };
    return this.#send("GET", `attachments/${position}`, more, async (response) => new Uint8Array(await response.arrayBuffer()));
  }

  /** @param {object} wishes */
  async choose(wishes) {
    await this.#call("POST", "choices", { body: wishes });
  }

  /** @returns {Promise<{ due_at: number, slip: string }>} */
  end() {
    return this.#call("POST", "closure", { body: {} });
  }

  /** @returns {Promise<{ receipt: string }>} */
  deleteAll() {
    return this.#call("POST", "deletion", { body: {} });
  }

  /**
   * What has become of an erasure; whoever has its number may ask.
   * @param {string} number
   * @returns {Promise<{ state: "unknown" | "waiting" | "erased", final_at: number | null }>}
   */
  receipt(number) {
    return this.#call("POST", "/receipt", { body: { number } });
  }

  /**
   * @param {string} slip
   * @param {number} number
   * @param {string} item
   * @returns {Promise<{ next: number | null }>}
   */
  answerSurvey(slip, number, item) {
    return this.#call("POST", "survey", { body: { slip, number, item } });
  }

  /**
   * One JSON door; null for an empty answer.
   * @param {string} method
   * @param {string} door below /room/
   * @param {More} [more]
   * @returns {Promise<any>}
   */
  #call(method, door, more = {}) {
    return this.#send(method, door, more, async (response) => (response.status === 204 ? null : response.json()));
  }

  /**
   * Throws `Offline`, also when the answer breaks off, or `Trouble` with the server's word.
   * @template T
   * @param {string} method
   * @param {string} door
   * @param {More} more
   * @param {(response: Response) => Promise<T>} take reads the answer
   * @returns {Promise<T>}
   */
  async #send(method, door, { patience = PATIENCE_MS, headers = {}, body }, take) {
    // AbortSignal.timeout() is younger than the oldest browser that this page is for.
    const aborting = new AbortController();
    const timer = setTimeout(() => aborting.abort(), patience);
    /** @type {RequestInit} */
    const wish = { method, headers: this.#headers(headers, body), signal: aborting.signal };
    if (body) wish.body = body instanceof Uint8Array ? body : JSON.stringify(body);
    try {
      const response = await this.fetcher(door.startsWith("/") ? door : `/room/${door}`, { ...ALWAYS, ...wish }).catch(unanswered);
      if (!response.ok && response.status !== 304) throw await refusal(response);
      const answer = await take(response).catch(unanswered);
      this.onAnswered(true);
      return answer;
    } catch (error) {
      this.onAnswered(!(error instanceof Offline));
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * @param {Record<string, string>} more
   * @param {object | undefined} body
   */
  #headers(more, body) {
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json", ...more };
    if (this.access) headers.Authorization = `Bearer ${this.access}`;
    if (body) headers["Content-Type"] = body instanceof Uint8Array ? "application/octet-stream" : "application/json";
    return headers;
  }
}

/** @param {Response} response */
async function refusal(response) {
  const { status } = response;
  const body = await response.json().catch(() => ({}));
  const busy = status >= AWAY || status === TOO_MANY || typeof body.error !== "string";
  const retryAfter = typeof body.retry_after === "number" ? body.retry_after : 0;
  return new Trouble(busy ? "busy" : body.error, { status, retryAfter });
}

/** @returns {never} */
function unanswered() {
  throw new Offline();
}
