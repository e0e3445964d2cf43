// @ts-check
/**
 * What this browser keeps of a room: rows by name, in IndexedDB, because only there keys lie without being readable.
 *
 * Browsers may refuse it, throw, hang, seem to keep and return nothing, or drop everything while the page is open. Every row is
 * in the page's memory as well; at the first fault the memory alone counts, and `durable` says so.
 */

/** @typedef {unknown} Row anything that can be cloned, keys included */

/** It says nothing to who finds it in the browser's settings. */
const NAME = "page";
const ROWS = "rows";
const OPENING_MS = 3000;
const PATIENCE_MS = 8000;

/** The row that stands for all: where it has vanished, the browser has dropped everything, and not another tab one row. */
export const ROOM = "room";

/** The browser has not answered. */
class Late extends Error {}

export class Store {
  /** @type {Map<string, Row>} */
  #memory = new Map();
  /** @type {IDBDatabase | null} */
  #database = null;
  #hung = false;

  /** Told when what was kept until now is no longer. */
  onLost = () => {};
  /** Told when another tab has forgotten the room. */
  onForgotten = () => {};

  /** @param {() => IDBFactory} [factory] */
  constructor(factory = () => indexedDB) {
    this.factory = factory;
  }

  /** Whether rows will be there after a reload, as far as has been seen. */
  get durable() {
    return this.#database !== null;
  }

  /** To be called first, and after `clear`; it never rejects. What has once hung is not asked again. */
  async open() {
    if (this.#hung) return;
    try {
      const opened = await inTime(opening(this.factory()), OPENING_MS);
      opened.onversionchange = ({ newVersion }) => this.#giveWay(newVersion);
      opened.onclose = () => this.lose();
      this.#database = opened;
    } catch (error) {
      this.#database = null;
      this.#hung = error instanceof Late;
    }
  }

  /**
   * Undefined where there is none.
   * @param {string} name
   * @returns {Promise<any>}
   */
  async get(name) {
    await this.#try("readonly", (rows) => {
      const asked = rows.get(name);
      asked.onsuccess = () => {
        if (asked.result != null) this.#memory.set(name, asked.result);
      };
    });
    return this.#memory.get(name);
  }

  /**
   * @param {string} name
   * @param {Row} row
   */
  async put(name, row) {
    this.#memory.set(name, row);
    await this.#try("readwrite", (rows) => rows.put(row, name));
  }

  /** @param {string} name */
  async drop(name) {
    this.#memory.delete(name);
    await this.#try("readwrite", (rows) => rows.delete(name));
  }

  /**
   * What the browser itself answers, to see whether it keeps what it is given.
   * @param {string} name
   * @returns {Promise<any>}
   */
  async readBack(name) {
    /** @type {Row} */
    let row;
    await this.#try("readonly", (rows) => {
      const asked = rows.get(name);
      asked.onsuccess = () => {
        row = asked.result;
      };
    });
    return row ?? null;
  }

  /**
   * Rows whose names begin so, in the order of their names; what another tab has dropped is gone.
   * @param {string} prefix
   * @returns {Promise<any[]>}
   */
  async list(prefix) {
    await this.#try("readonly", (rows) => {
      const range = IDBKeyRange.bound(prefix, `${prefix}\uffff`);
      const [room, names, values] = [rows.get(ROOM), rows.getAllKeys(range), rows.getAll(range)];
      values.onsuccess = () => {
        if (this.#dropped(room.result)) return rows.transaction.abort();
        for (const name of this.#named(prefix)) this.#memory.delete(name);
        names.result.forEach((name, index) => this.#memory.set(String(name), values.result[index]));
      };
    });
    return this.#named(prefix).map((name) => this.#memory.get(name));
  }

  /**
   * Puts a row in the place of one that is still as expected, in one step, so that two tabs never both do.
   * @param {string} name
   * @param {(row: any) => boolean} expected asked with undefined where there is none
   * @param {Row} row
   * @returns {Promise<boolean>} whether it was
   */
  async swap(name, expected, row) {
    let swapped = expected(this.#memory.get(name));
    await this.#try("readwrite", (rows) => {
      const [room, asked] = [rows.get(ROOM), rows.get(name)];
      asked.onsuccess = () => {
        if (this.#dropped(room.result)) return rows.transaction.abort();
        swapped = expected(asked.result);
        if (swapped) rows.put(row, name);
      };
    });
    if (swapped) this.#memory.set(name, row);
    return swapped;
  }

  /** From now on the memory alone counts. */
  lose() {
    if (this.#database === null) return;
    this.#database.close();
    this.#database = null;
    this.onLost();
  }

  /** Nothing is left, neither here nor in the browser. It never rejects. */
  async clear() {
    this.#memory.clear();
    this.#database?.close();
    this.#database = null;
    try {
      if (!this.#hung) await inTime(deleting(this.factory()), PATIENCE_MS);
    } catch {
      // There was none, or the browser lets nobody near it.
    }
  }

  /**
   * @param {IDBTransactionMode} mode
   * @param {(rows: IDBObjectStore) => unknown} work
   */
  async #try(mode, work) {
    const database = this.#database;
    if (database === null) return;
    try {
      await inTime(done(database, mode, work), PATIENCE_MS);
    } catch {
      if (this.#database === database) this.lose();
    }
  }

  /** @param {string} prefix */
  #named(prefix) {
    return [...this.#memory.keys()].filter((name) => name.startsWith(prefix)).sort();
  }

  /**
   * Whether the browser has dropped everything behind this page's back.
   * @param {Row} room as the browser keeps it
   */
  #dropped(room) {
    return this.#memory.has(ROOM) && room == null;
  }

  /** @param {number | null} newVersion null when another tab deletes everything */
  #giveWay(newVersion) {
    this.#database?.close();
    this.#database = null;
    if (newVersion !== null) return this.onLost();
    this.#memory.clear();
    this.onForgotten();
  }
}

/**
 * @param {IDBFactory} factory
 * @returns {Promise<IDBDatabase>}
 */
function opening(factory) {
  return new Promise((resolve, reject) => {
    const asked = factory.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(ROWS);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
    asked.onblocked = () => reject(new Error("blocked"));
  });
}

/**
 * Resolves once it is committed.
 * @param {IDBDatabase} database
 * @param {IDBTransactionMode} mode
 * @param {(rows: IDBObjectStore) => unknown} work
 * @returns {Promise<void>}
 */
function done(database, mode, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(ROWS, mode);
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error);
    transaction.onerror = () => reject(transaction.error);
    work(transaction.objectStore(ROWS));
  });
}

/**
 * Other tabs give way when they are told that the version changes.
 * @param {IDBFactory} factory
 * @returns {Promise<void>}
 */
function deleting(factory) {
  return new Promise((resolve, reject) => {
    const asked = factory.deleteDatabase(NAME);
    asked.onsuccess = () => resolve();
    asked.onerror = () => reject(asked.error);
  });
}

/**
 * @template T
 * @param {Promise<T>} asked
 * @param {number} patience ms
 * @returns {Promise<T>}
 */
function inTime(asked, patience) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Late()), patience);
  });
  return Promise.race([asked, /** @type {Promise<never>} */ (late)]).finally(() => clearTimeout(timer));
}
