// @ts-check
/** A picture or a voice in the talk: covered until it is wanted, and covered again at a press. */

import { arrange, make } from "../../lib/dom.js";
import { button, plain, say, saying } from "./say.js";

/** @typedef {import("./house.js").House} House */
/** @typedef {import("../types.js").Entry} Entry */

export class AttachmentCard {
  #view = make("div", { class: "attachment-view" });
  #note = make("p", { class: "quiet", attributes: { role: "status" } });
  #bar = make("progress", { attributes: { max: "1" } });
  #ticket = 0;
  #address = "";

  /**
   * @param {Entry} entry
   * @param {House} house
   */
  constructor(entry, house) {
    const { talk } = house.words;
    const kind = /** @type {keyof typeof talk.kinds} */ (entry.payload?.kind ?? "file");
    this.house = house;
    this.key = entry.key;
    this.kind = kind in talk.kinds ? kind : "file";
    this.name = talk.kinds[this.kind];
    this.#bar.setAttribute("aria-label", plain(talk.state.sending));
    this.toggle = button(talk.show(this.name), () => void this.#press(), "small");
    this.element = make("div", { class: "bubble attachment" });
    this.title = say("p", this.name);
    if (entry.attachment?.original) this.title.append(say("small", ` ${talk.original}`));
    this.update(entry);
  }

  /** @param {Entry} entry */
  update({ attachment }) {
    const sending = attachment?.progress ?? null;
    if (sending !== null) this.#bar.value = sending;
    const shows = attachment?.state === "kept" && sending === null && (this.kind === "image" || this.kind === "audio");
    arrange(this.element, [
      this.title, this.#view, ...(sending === null ? [] : [this.#bar]), ...(shows ? [this.toggle] : []), this.#note,
    ]);
  }

  leave() {
    this.#ticket += 1;
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = "";
    this.#view.replaceChildren();
  }

  async #press() {
    const { words: { talk }, engine } = this.house;
    if (this.#address) return this.#cover();
    const ticket = (this.#ticket += 1);
    saying(this.#note, talk.loading);
    try {
      const blob = await engine.load(this.key);
      if (ticket !== this.#ticket) return;
      this.#uncover(blob);
      saying(this.#note, "");
    } catch {
      saying(this.#note, talk.notShown);
    }
  }

  #cover() {
    this.leave();
    saying(this.toggle, this.house.words.talk.show(this.name));
  }

  /** @param {Blob} blob */
  #uncover(blob) {
    this.#address = URL.createObjectURL(blob);
    const label = plain(this.name);
    const shown = this.kind === "image"
      ? make("img", { attributes: { alt: label, draggable: "false" } })
      : make("audio", { attributes: { controls: "", controlslist: "nodownload", "aria-label": label } });
    shown.addEventListener("contextmenu", (event) => event.preventDefault());
    shown.src = this.#address;
    this.#view.replaceChildren(shown);
    saying(this.toggle, this.house.words.talk.hide(this.name));
  }
}
