// @ts-check
/** Where words are written. What is written stays in the field until it is sealed, and nowhere else. */

import { make } from "../../lib/dom.js";
import { DangerCard } from "./danger_card.js";
import { button, plain, say, saying } from "./say.js";

/** @typedef {import("./house.js").House} House */
/** @typedef {import("./house.js").View} View */

const MOST_ROWS = 7;
/** Bytes of JSON that fit into a sealed record (20,476), less what stands around the text. */
const MOST_BYTES = 20_400;
const encoder = new TextEncoder();

export class Composer {
  #field = make("textarea", { attributes: {
    id: "write", rows: "2", autocomplete: "off", autocapitalize: "off", autocorrect: "off", spellcheck: "false", translate: "no",
    "data-gramm": "false", "aria-describedby": "write-problem",
  } });
  #problem = make("p", { class: "problem", attributes: { id: "write-problem", role: "alert" } });
  #offline = make("p", { class: "offline", attributes: { role: "status" } });
  #busy = false;

  /** @param {House} house */
  constructor(house) {
    const { talk } = house.words;
    this.house = house;
    this.danger = new DangerCard(house, this.#field);
    this.send = say("button", talk.send, { class: "button primary", attributes: { type: "submit" } });
    const form = make("form", { attributes: { autocomplete: "off", novalidate: "" } },
      say("label", talk.write, { class: "visually-hidden", attributes: { for: "write" } }),
      this.#field,
      make("div", { class: "composer-foot" }, button(talk.attach, () => house.open("attach"), "plain"), this.send));
    this.#field.placeholder = plain(talk.write);
    this.element = make("div", { class: "composer" }, this.#offline, this.danger.element, this.#problem, form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#submit();
    });
    this.#field.addEventListener("input", () => this.#grow());
    this.#field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.isComposing && (event.ctrlKey || event.metaKey)) form.requestSubmit?.();
    });
  }

  /** @param {View} view */
  update(view) {
    saying(this.#offline, view.online ? "" : this.house.words.talk.offline);
    this.danger.update(view);
  }

  leave() {
    this.danger.leave();
  }

  #grow() {
    saying(this.#problem, "");
    const field = this.#field;
    field.rows = 2;
    while (field.rows < MOST_ROWS && field.scrollHeight > field.clientHeight) field.rows += 1;
  }

  async #submit() {
    const written = this.#field.value;
    const text = written.trim();
    const { talk } = this.house.words;
    if (this.#busy) return;
    if (text === "") return saying(this.#problem, talk.empty);
    const excess = excessOf(text);
    if (excess > 0) return saying(this.#problem, talk.long(excess));
    if (this.#isDecoy(text)) this.house.cover();
    this.#busy = true;
    try {
      await this.#say(text);
      this.#clear(written);
      this.#grow();
      this.danger.sent();
      this.#field.focus();
    } catch {
      saying(this.#problem, talk.unsent);
    } finally {
      this.#busy = false;
    }
  }

  /** What has been typed behind it meanwhile stays. @param {string} written */
  #clear(written) {
    const { value } = this.#field;
    if (value.startsWith(written)) this.#field.value = value.slice(written.length).trimStart();
  }

  /** What was chosen before goes out first, once. @param {string} text */
  async #say(text) {
    const { engine } = this.house;
    const wishes = this.house.wishes();
    const { topic, seen } = wishes;
    Object.assign(wishes, { topic: null, seen: null });
    if (topic !== null && topic !== "none") await engine.tell({ kind: "topic", topic });
    if (seen !== null) await engine.tell({ kind: "safety", seen });
    await engine.say(text, { danger: this.danger.hears(text), flagged: this.danger.asked });
  }

  /** @param {string} text */
  #isDecoy(text) {
    const decoy = this.house.engine.view.words?.decoy;
    return decoy !== undefined && bare(text) === bare(decoy);
  }
}

/** @param {string} word */
const bare = (word) => word.normalize("NFKC").toLowerCase().replace(/[\s。、.,!！?？]/g, "");

/** @param {string} text how many characters are too many, about */
function excessOf(text) {
  const bytes = encoder.encode(JSON.stringify(text)).length;
  return bytes <= MOST_BYTES ? 0 : Math.ceil(((bytes - MOST_BYTES) * text.length) / bytes);
}
