// @ts-check
/** The page that leads to adding the account on LINE, once it has looked whose it is. It keeps nothing in this browser. */

import { arrange, byId, make } from "../lib/dom.js";
import { readFragment } from "../room/arriving.js";
import { button, saying } from "../room/face/say.js";
import { Veil } from "../room/face/veil.js";
import { likely } from "../room/likely.js";
import { Trouble, codeOf } from "../room/trouble.js";
import { factsIn, roster, say } from "./add_asking.js";
import { check } from "./add_check.js";
import { languages, refusal, unread, urgent, ways } from "./add_screens.js";
import { wordsIn } from "./add_words.js";

/** @typedef {import("../room/types.js").Language} Language */

const ACCOUNT = "https://line.me/R/ti/p/";

const AGAIN_MS = 3000;

/** Whether it was opened by paper just now, and not loaded anew. */
const opened = location.hash !== "";
/** Out of the address at once, so that nobody reads it over a shoulder; the browser hands it back when the page is loaded anew. */
const hash = opened ? location.hash : String(history.state ?? "");
history.replaceState(hash, "", location.pathname);
const paper = readFragment(hash);

class Page {
  #stage = byId("stage", HTMLElement);
  #veil = new Veil(byId("app", HTMLElement));
  /** @type {Language} */
  #language = likely(navigator.languages);
  /** @type {import("./add_words.js").Words | null} */
  #words = null;
  /** @type {import("./add_asking.js").Facts | null} */
  #facts = null;
  /** What came of the check: null until it is done, "" when all is right, otherwise why not. @type {string | null} */
  #refused = null;
  #ringing = false;

  async start() {
    while (!(await this.speak(this.#language))) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    this.#refused = paper.fingerprint === null ? "unread" : await this.#look();
    if (this.#refused === "" && opened) say(paper.placement, "open");
    this.#show();
    addEventListener("hashchange", () => location.reload());
  }

  /** Resolves to whether the words could be fetched. @param {Language} language */
  async speak(language) {
    const [words, facts] = await Promise.all([wordsIn(language).catch(() => null), factsIn(language).catch(() => null)]);
    if (!words) return false;
    this.#language = language;
    this.#words = words;
    this.#facts = facts ?? this.#facts;
    document.title = words.own.title;
    this.#veil.speak(words.room.veil);
    saying(byId("exit", HTMLElement), words.room.bar.exit);
    arrange(byId("tools", HTMLElement), [button(words.room.bar.urgent, () => this.#ring(true))]);
    this.#show();
    return true;
  }

  async #look() {
    try {
      this.#facts ??= await factsIn(this.#language);
      await check(paper, roster, this.#facts);
      return "";
    } catch (error) {
      return error instanceof Trouble ? error.code : codeOf(error);
    }
  }

  /** @param {boolean} ringing */
  #ring(ringing) {
    this.#ringing = ringing;
    this.#show();
  }

  #show() {
    const words = this.#words;
    if (!words || (this.#refused === null && !this.#ringing)) return;
    const parts = this.#ringing ? urgent(words, this.#facts, () => this.#ring(false))
      : [languages(words, this.#language, (language) => void this.speak(language)), ...this.#parts(words)];
    this.#stage.replaceChildren(make("section", { class: "sheet" }, ...parts));
    scrollTo(0, 0);
    this.#stage.querySelector("h1")?.focus({ preventScroll: true });
  }

  /** @param {import("./add_words.js").Words} words */
  #parts(words) {
    if (this.#refused === "unread") return unread(words);
    if (this.#refused) return refusal(words, this.#refused);
    const { account = null, room = false } = this.#facts ?? {};
    return ways(words, {
      account: account && ACCOUNT + encodeURIComponent(account.basic_id),
      room: room ? `/room/${hash}&s=1` : null,
      both: new URLSearchParams(hash.slice(1)).has("b"),
      paper: !new URLSearchParams(hash.slice(1)).has("w"),
      onAdd: () => say(paper.placement, "add"),
    });
  }
}

void new Page().start();
