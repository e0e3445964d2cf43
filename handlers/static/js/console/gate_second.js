// @ts-check
/** Between the passphrase and the keys, where the office demands a second factor: one of two is set up, or the person goes back. */

import { byId } from "../lib/dom.js";
import { Idle } from "../lib/idle.js";
import { supported } from "../lib/webauthn.js";
import { line } from "./fields.js";
import { addPasskey } from "./mine/adding.js";
import { beginCode } from "./mine/code.js";
import { mineProblem } from "./mine/problems.js";
import { problems } from "./mine/words.js";
import { Ended, Talk } from "./talk.js";

/** As long as the console itself stays open when nobody touches it: whoever comes by must not set up one of theirs. */
const IDLE_MS = 10 * 60 * 1000;

export class GateSecond {
  #place = byId("gate-second", HTMLElement);
  #heading = byId("gate-second-heading", HTMLElement);
  #passkey = byId("gate-second-passkey", HTMLElement);
  /** @type {Talk | null} */
  #talk = null;

  /**
   * @param {import("./entrance.js").Entrance} entrance
   * @param {{ onReady: () => void, onLeave: (idle: boolean) => void }} reports
   */
  constructor(entrance, { onReady, onLeave }) {
    this.entrance = entrance;
    this.onReady = onReady;
    this.idle = new Idle({ limitMs: IDLE_MS, warnMs: 0, now: () => Date.now() },
      { onWarn: () => undefined, onReturn: () => undefined, onIdle: () => onLeave(true) });
    byId("gate-second-add", HTMLButtonElement).addEventListener("click", () => void this.#run(addPasskey));
    byId("gate-second-digits", HTMLButtonElement).addEventListener("click", () => void this.#run(beginCode));
    byId("gate-second-leave", HTMLButtonElement).addEventListener("click", () => onLeave(false));
  }

  open() {
    this.#place.hidden = false;
    this.#passkey.hidden = !supported();
    this.#heading.focus();
    this.idle.start();
  }

  close() {
    this.idle.stop();
    this.#talk?.end();
    this.#talk = null;
    this.#place.hidden = true;
  }

  /** @param {(scene: import("./mine/types.js").Scene) => Promise<boolean>} setUp */
  async #run(setUp) {
    this.#talk?.end();
    const talk = (this.#talk = new Talk("gate-dialog"));
    let ready = false;
    try {
      ready = await setUp({ desk: { api: this.entrance.api }, talk, known: () => this.entrance.proved() });
    } catch (error) {
      if (!(error instanceof Ended)) await talk.tell(problems.heading, [line(mineProblem(error))]).catch(() => undefined);
    }
    talk.end();
    if (ready) this.onReady();
  }
}
