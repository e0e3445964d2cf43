// @ts-check
/** The screen about oneself: ways to open, six digits, sessions. Each task is a file of its own. */

import { unb64 } from "../../crypto/bytes.js";
import { arrange, byId, setText } from "../../lib/dom.js";
import { supported } from "../../lib/webauthn.js";
import { line } from "../fields.js";
import { numberDetails } from "../people/list.js";
import { Ended, Talk } from "../talk.js";
import { addPasskey, removePasskey } from "./adding.js";
import { changePassphrase } from "./changing.js";
import { beginCode, endCode } from "./code.js";
import { mineProblem } from "./problems.js";
import { sessionRows, wayRows } from "./rows.js";
import { code as codeWords, problems, ways as words } from "./words.js";

/** @typedef {import("./types.js").Scene} Scene */
/** @typedef {import("./types.js").Mine} Mine */

export class MinePanel {
  #ways = byId("mine-ways", HTMLUListElement);
  #hint = byId("mine-hint", HTMLElement);
  #add = byId("passkey-add", HTMLButtonElement);
  #unsupported = byId("passkey-unsupported", HTMLElement);
  #codeSaid = byId("code-said", HTMLElement);
  #begin = byId("code-begin", HTMLButtonElement);
  #end = byId("code-end", HTMLButtonElement);
  #number = byId("mine-number", HTMLElement);
  #sessions = byId("mine-sessions", HTMLUListElement);
  #others = byId("sessions-end", HTMLButtonElement);
  #problem = byId("mine-problem", HTMLElement);
  /** @type {Talk | null} */
  #talk = null;
  #shown = false;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.#add.addEventListener("click", () => void this.#run(addPasskey));
    this.#begin.addEventListener("click", () => void this.#run(beginCode));
    this.#end.addEventListener("click", () => void this.#run(endCode));
    this.#others.addEventListener("click", () => void this.#run(() => desk.api.call("DELETE", "/console/sessions")));
  }

  show() {
    this.#shown = true;
    setText(this.#problem, words.loading);
    const { trust, kid } = this.desk.session;
    arrange(this.#number, [numberDetails(trust.fingerprint, unb64(kid))]);
    void this.#load();
  }

  /** Takes every word off the page. */
  hide() {
    this.#shown = false;
    this.#talk?.end();
    this.#talk = null;
    for (const place of [this.#ways, this.#sessions, this.#number]) arrange(place, []);
    for (const place of [this.#hint, this.#problem, this.#codeSaid]) setText(place, "");
    for (const hidden of [this.#hint, this.#add, this.#unsupported, this.#begin, this.#end, this.#others]) hidden.hidden = true;
  }

  async #load() {
    const { api } = this.desk;
    try {
      const [{ passkeys }, { sessions }, { enabled }] = await Promise.all(
        ["passkeys", "sessions", "totp"].map((noun) => api.call("GET", `/console/${noun}`)));
      if (this.#shown) this.#draw({ passkeys, sessions, totp: enabled });
    } catch (error) {
      if (this.#shown) setText(this.#problem, mineProblem(error));
    }
  }

  /** @param {Mine} mine */
  #draw({ passkeys, sessions, totp }) {
    const now = this.desk.clock.now();
    setText(this.#problem, "");
    arrange(this.#ways, wayRows(passkeys, {
      now,
      change: () => void this.#run(changePassphrase),
      remove: (passkey) => void this.#run((scene) => removePasskey(scene, passkey)),
    }));
    byId("second-way", HTMLElement).hidden = totp || passkeys.length > 0;
    this.#hint.hidden = passkeys.some((one) => one.prf);
    setText(this.#hint, passkeys.length > 0 ? words.oneSignsIn : supported() ? words.one : words.oneUnsupported);
    this.#add.hidden = !supported();
    this.#unsupported.hidden = supported();
    setText(this.#codeSaid, totp ? codeWords.on : codeWords.off);
    this.#begin.hidden = totp;
    this.#end.hidden = !totp;
    arrange(this.#sessions, sessionRows(sessions, {
      now,
      end: ({ id }) => void this.#run(() => this.desk.api.call("DELETE", `/console/sessions/${encodeURIComponent(id)}`)),
    }));
    this.#others.hidden = sessions.length < 2;
  }

  /** @param {(scene: Scene) => Promise<unknown>} task */
  async #run(task) {
    this.#talk?.end();
    const talk = new Talk("mine-dialog");
    this.#talk = talk;
    try {
      await task({ desk: this.desk, talk });
    } catch (error) {
      if (!(error instanceof Ended)) await talk.tell(problems.heading, [line(mineProblem(error))]).catch(() => undefined);
    }
    talk.end();
    if (this.#shown) await this.#load();
  }
}
