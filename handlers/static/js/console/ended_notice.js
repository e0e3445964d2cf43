// @ts-check
/** Somebody else has signed out all one's screens: said at the next sign-in, until it has been read. */

import { arrange, byId, make } from "../lib/dom.js";
import { dateWords, timeWords } from "../lib/jst.js";
import { ended as words } from "./words.js";

export class EndedNotice {
  #place = byId("ended-notice", HTMLElement);

  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
  }

  /** @param {import("./types.js").Ended | null} ended */
  start(ended) {
    this.#place.hidden = ended === null;
    if (!ended) return;
    const when = `${dateWords(ended.at, this.desk.clock.now())} ${timeWords(ended.at)}`;
    const seen = make("button", { class: "button button-secondary", text: words.seen, attributes: { type: "button", id: "ended-seen" } });
    seen.addEventListener("click", () => void this.#forget());
    const name = ended.by_name ?? words.somebody;
    const said = [words.told(name, when), words.what(name)].map((text) => make("p", { text }));
    arrange(this.#place, [...said, make("p", {}, seen)]);
  }

  stop() {
    this.#place.hidden = true;
    arrange(this.#place, []);
  }

  /** When the server could not be told, it says so again at the next sign-in. */
  async #forget() {
    this.stop();
    const headings = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll('[id^="panel-"] [tabindex="-1"]'));
    [...headings].find((one) => one.checkVisibility())?.focus();
    await this.desk.api.call("DELETE", "/console/session-ends").catch(() => undefined);
  }
}
