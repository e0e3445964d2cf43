/**
 * The engine of the room without its face. A test tells it what the resident does (`act`), and reads what the page would show
 * (`engine.view`).
 */

import { Engine } from "/static/js/room/engine.js";
import { Api } from "/static/js/room/api.js";
import { Store } from "/static/js/room/store.js";
import { Clock } from "/static/js/lib/clock.js";

/** How often, and with what, each door was asked: what a page fetches is part of what it promises. */
globalThis.asked = [];
const fetcher = (address, wish) => {
  asked.push({ method: wish.method, address });
  return fetch(address, wish);
};

globalThis.engine = new Engine({ api: new Api(fetcher), store: new Store(), clock: new Clock(), language: "ja" }, () => {});

const fileOf = ({ base64, name, type }) =>
  new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name, { type });

/** What a verb came to: {value}, or {trouble: code} where it could not be done; anything else fails the test. */
globalThis.act = async (verb, first, ...others) => {
  try {
    const value = await engine[verb](...(first?.base64 === undefined ? [first] : [fileOf(first)]), ...others);
    return { value: value instanceof Blob ? await read(value) : value };
  } catch (error) {
    if (error.name !== "Trouble") throw error;
    return { trouble: error.code };
  }
};

async function read(blob) {
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return { type: blob.type, hex: Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("") };
}

void engine.start(location, history);
