// @ts-check
/** The console's HTTP doors. Nothing here is stored, logged or put into the page's address. */

/** @typedef {import("./types.js").Consultation} Consultation */

const PATIENCE_MS = 20_000;
/** For 25 MB on a slow line. */
const PATIENCE_FOR_FILES_MS = 180_000;

/** The server said no; `code` is its machine word, `status` the HTTP status. */
export class Refused extends Error {
  /**
   * @param {number} status
   * @param {Record<string, unknown>} body
   */
  constructor(status, body) {
    super(`refused ${status}`);
    this.status = status;
    this.body = body;
    this.code = typeof body.error === "string" ? body.error : "";
    this.retryAfter = typeof body.retry_after === "number" ? body.retry_after : 60;
  }
}

/** No answer came: it is unknown whether the server acted. */
export class Unanswered extends Error {
  /** Whether another try would make a second one of what may be there. */
  adding = false;
}

export class Api {
  #csrf = "";
  /** Changes on their way, so that two presses are one. @type {Map<string, Promise<any>>} */
  #changes = new Map();
  /** @type {Promise<unknown>} */
  #ending = Promise.resolve();

  /** @param {() => void} onSessionOver told whenever the server no longer knows this session */
  constructor(onSessionOver) {
    this.onSessionOver = onSessionOver;
  }

  /**
   * @param {string} name
   * @returns {Promise<{ salt: string, iters: number }>}
   */
  unlockParameters(name) {
    return this.call("GET", `/console/sign-in?${new URLSearchParams({ name })}`);
  }

  /**
   * @param {string} name
   * @param {string} secret
   * @param {{ totp?: string }} [more]
   * @returns {Promise<import("./types.js").SignedIn>}
   */
  startSession(name, secret, more = {}) {
    return this.#start("/console/sessions", { name, secret, ...more });
  }

  /**
   * @param {import("../lib/webauthn.js").Assertion} assertion
   * @returns {Promise<import("./types.js").SignedIn>}
   */
  startSessionByPasskey(assertion) {
    return this.#start("/console/sessions/passkey", { assertion });
  }

  /**
   * Best effort: the keys are gone from this page whatever the server answers. The next sign-in waits for it, because
   * a late answer would take away the new cookie.
   * @param {RequestInit} [options]
   */
  async endSession(options) {
    const ended = this.#csrf ? this.#send("DELETE", "/console/session", undefined, {}, options) : Promise.resolve();
    this.#csrf = "";
    this.#changes.clear();
    this.#ending = ended.catch(() => undefined);
    await this.#ending;
  }

  /** @returns {Promise<{ chain: import("./types.js").SignedRosterJson[] }>} */
  roster() {
    return this.call("GET", "/console/roster");
  }

  /**
   * Null when nothing changed.
   * @param {string | null} mark the ETag of the list already known
   * @returns {Promise<{ mark: string | null, now: number, consultations: Consultation[] } | null>}
   */
  consultations(mark) {
    return this.news("/console/consultations", mark);
  }

  /**
   * Waits until the inbox is another than the one known, for some seconds at most. False when this server has no seat to wait on.
   * @param {string} mark
   * @param {AbortSignal} signal
   * @returns {Promise<boolean>}
   */
  async inboxNews(mark, signal) {
    const ended = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]);
    const response = await fetch("/console/news", { headers: { "If-None-Match": mark }, credentials: "same-origin", signal: ended });
    return response.status === 204 || response.status === 304;
  }

  /**
   * What a door with an ETag tells, and that mark; null when nothing changed since the mark already known.
   * @param {string} address
   * @param {string | null} mark
   * @returns {Promise<any>}
   */
  async news(address, mark) {
    /** @type {Record<string, string>} */
    const condition = mark ? { "If-None-Match": mark } : {};
    const response = await this.#send("GET", address, undefined, condition);
    if (response.status === 304) return null;
    return { mark: response.headers.get("ETag"), ...(await read(response)) };
  }

  /**
   * @param {string} id
   * @returns {Promise<import("./types.js").SealedConsultation>}
   */
  consultation(id) {
    return this.call("GET", path(id));
  }

  /**
   * A picture, voice or file as it is stored: sealed, each chunk after its length.
   * @param {string} id
   * @param {number} position of its record in the transcript
   * @returns {Promise<Uint8Array>}
   */
  async attachment(id, position) {
    const headers = { Accept: "application/octet-stream" };
    const options = { patience: PATIENCE_FOR_FILES_MS };
    const response = await this.#send("GET", `${path(id)}/attachments/${position}`, undefined, headers, options);
    const stream = await response.arrayBuffer().catch(() => {
      throw new Unanswered();
    });
    return new Uint8Array(stream);
  }

  /** @param {string} id */
  async claim(id) {
    await this.call("POST", `${path(id)}/assignment`, {});
  }

  /**
   * @param {string} id
   * @param {object} body the record, and in the talk lane the words that LINE is to carry
   */
  async reply(id, body) {
    await this.call("POST", `${path(id)}/replies`, body);
  }

  /**
   * In a room: somebody is writing.
   * @param {string} id
   */
  async typing(id) {
    await this.call("POST", `${path(id)}/typing`, {});
  }

  /** @param {string} id */
  async close(id) {
    await this.call("POST", `${path(id)}/closure`, {});
  }

  /**
   * One JSON door; null for an empty answer. The same change, asked for again while it is on its way, is not made twice. Throws
   * `Refused` or `Unanswered`.
   * @param {string} method
   * @param {string} address
   * @param {object} [body]
   * @returns {Promise<any>}
   */
  async call(method, address, body) {
    const ask = async () => read(await this.#send(method, address, body));
    if (method === "GET") return ask();
    const change = `${method} ${address} ${JSON.stringify(body)}`;
    const going = this.#changes.get(change) ?? ask().finally(() => this.#changes.get(change) === going && this.#changes.delete(change));
    this.#changes.set(change, going);
    return going;
  }

  /**
   * As `call`, for what the server names anew at each try: a flyer, a place, a text.
   * @param {string} address
   * @param {object} body
   * @returns {Promise<any>}
   */
  async add(address, body) {
    return this.call("POST", address, body).catch((error) => {
      if (error instanceof Unanswered) error.adding = true;
      throw error;
    });
  }

  /**
   * A file that a door makes, with the name it gives. Throws `Refused` or `Unanswered`.
   * @param {string} address
   * @param {object} body
   * @returns {Promise<{ name: string, blob: Blob }>}
   */
  async file(address, body) {
    const response = await this.#send("POST", address, body, { Accept: "*/*" }, { patience: PATIENCE_FOR_FILES_MS });
    const [, name = ""] = /filename="([^"]+)"/.exec(response.headers.get("Content-Disposition") ?? "") ?? [];
    const blob = await response.blob().catch(() => {
      throw new Unanswered();
    });
    return { name, blob };
  }

  /** The headers that let a change in, for what is sent by other means than fetch. */
  get pass() {
    return { Accept: "application/json", "X-CSRF-Token": this.#csrf };
  }

  /**
   * @param {string} address
   * @param {object} body
   */
  async #start(address, body) {
    await this.#ending;
    const signedIn = await this.call("POST", address, body);
    this.#csrf = signedIn.csrf;
    return signedIn;
  }

  /**
   * @param {string} method
   * @param {string} address
   * @param {object} [body]
   * @param {Record<string, string>} [more] headers
   * @param {RequestInit & { patience?: number }} [options] `patience` in ms
   */
  async #send(method, address, body, more = {}, { patience = PATIENCE_MS, ...options } = {}) {
    /** @type {Record<string, string>} */
    const headers = { Accept: "application/json", ...more };
    if (body) headers["Content-Type"] = "application/json";
    if (method !== "GET" && this.#csrf) headers["X-CSRF-Token"] = this.#csrf;
    /** @type {RequestInit} */
    const wish = { method, headers, cache: "no-store", redirect: "error", ...options };
    wish.signal = AbortSignal.timeout(patience);
    if (body) wish.body = JSON.stringify(body);
    const response = await fetch(address, wish).catch(() => {
      throw new Unanswered();
    });
    if (response.ok || response.status === 304) return response;
    const refused = new Refused(response.status, await response.json().catch(() => ({})));
    if (isOver(refused) && method !== "DELETE") this.onSessionOver();
    throw refused;
  }
}

/**
 * The server knows this session no more, or lets it do nothing before a second factor is set up, which is done at the gate.
 * @param {Refused} refused
 */
const isOver = ({ status, code }) => (status === 401 && code === "session") || (status === 403 && code === "second-factor");

/** @param {string} id */
const path = (id) => `/console/consultations/${encodeURIComponent(id)}`;

/**
 * @param {Response} response
 * @returns {Promise<any>}
 */
async function read(response) {
  if (response.status === 204) return null;
  return response.json().catch(() => {
    throw new Unanswered();
  });
}
