// @ts-check
/**
 * Takes typed fields out of one JSON object; what is missing or misshapen is Rejected with the reader's code.
 */

import { fromUtf8, unb64, unhex } from "./bytes.js";
import { Rejected } from "./rejected.js";

/** @typedef {import("./rejected.js").Code} Code */
/** @typedef {import("./bytes.js").Bytes} Bytes */

export class Fields {
  /** @type {Record<string, unknown>} */
  #fields;

  /**
   * @param {unknown} source a parsed JSON object
   * @param {Code} code
   * @param {readonly string[]} [only] the exact set of fields it may have
   */
  constructor(source, code, only) {
    this.code = code;
    if (typeof source !== "object" || source === null || Array.isArray(source)) throw this.#misshapen("not an object");
    this.#fields = /** @type {Record<string, unknown>} */ (source);
    const others = only && (Object.keys(source).length !== only.length || !only.every((name) => this.has(name)));
    if (others) throw this.#misshapen("other fields than expected");
  }

  /**
   * The exact bytes of a signed body.
   * @param {Uint8Array} bytes UTF-8 JSON
   * @param {Code} code
   */
  static parse(bytes, code) {
    let parsed;
    try {
      parsed = JSON.parse(fromUtf8(bytes));
    } catch {
      throw new Rejected(code, "not JSON");
    }
    return new Fields(parsed, code);
  }

  /** @param {string} name */
  has(name) {
    return Object.prototype.hasOwnProperty.call(this.#fields, name);
  }

  /**
   * A whole number from 0 to 2^53 - 1.
   * @param {string} name
   */
  number(name) {
    const value = this.#fields[name];
    if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0) throw this.#misshapen(name);
    return value;
  }

  /** @param {string} name */
  text(name) {
    const value = this.#fields[name];
    if (typeof value !== "string") throw this.#misshapen(name);
    return value;
  }

  /**
   * Bytes from base64url, of one of `lengths` where given.
   * @param {string} name
   * @param {...number} lengths
   */
  binary(name, ...lengths) {
    return this.#sized(name, unb64, lengths);
  }

  /**
   * Bytes from lower-case hex, of one of `lengths` where given.
   * @param {string} name
   * @param {...number} lengths
   */
  hex(name, ...lengths) {
    return this.#sized(name, unhex, lengths);
  }

  /**
   * Bytes from base64url, or null where the JSON says null.
   * @param {string} name
   */
  optionalBinary(name) {
    return this.#fields[name] === null ? null : this.binary(name);
  }

  /**
   * @param {string} name
   * @returns {unknown[]}
   */
  list(name) {
    const value = this.#fields[name];
    if (!Array.isArray(value)) throw this.#misshapen(name);
    return value;
  }

  /**
   * The names of the object's fields.
   * @returns {string[]}
   */
  names() {
    return Object.keys(this.#fields);
  }

  /**
   * An object inside this one.
   * @param {string} name
   */
  object(name) {
    return new Fields(this.#fields[name], this.code);
  }

  /**
   * @param {string} name
   * @param {(text: string) => Bytes} read
   * @param {readonly number[]} lengths
   */
  #sized(name, read, lengths) {
    let bytes;
    try {
      bytes = read(this.text(name));
    } catch {
      throw this.#misshapen(name);
    }
    if (lengths.length > 0 && !lengths.includes(bytes.length)) throw this.#misshapen(name);
    return bytes;
  }

  /** @param {string} detail */
  #misshapen(detail) {
    return new Rejected(this.code, detail);
  }
}
