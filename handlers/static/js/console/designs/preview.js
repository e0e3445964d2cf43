// @ts-check
/** The paper as it will be, drawn by the server shortly after the last change; never more than one drawing is under way. */

import { make, setText } from "../../lib/dom.js";
import { Refused } from "../api.js";
import { designs as words } from "./words.js";

/** @typedef {import("./types.js").Problem} Problem */

const PAUSE_MS = 500;

export class Preview {
  #canvas = make("canvas", { class: "designs-canvas", attributes: { role: "img", "aria-label": words.preview } });
  #problem = make("p", { class: "field-hint designs-undrawn", attributes: { role: "status" } });
  element = make("section", { class: "designs-preview", attributes: { "aria-label": words.preview } },
    make("h2", { class: "designs-part", text: words.preview }), this.#canvas, this.#problem,
    make("p", { class: "field-hint", text: words.sampleCode }));
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;
  #busy = false;
  #again = false;
  #over = false;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {() => { body: object, kind: string }} ask what is to be drawn, and what it is called
   * @param {(problems: Problem[]) => void} onProblems what is wrong with the words, each time they were looked at
   */
  constructor(desk, ask, onProblems) {
    this.desk = desk;
    this.ask = ask;
    this.onProblems = onProblems;
  }

  /** After a change. */
  soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.now(), PAUSE_MS);
  }

  async now() {
    clearTimeout(this.#timer);
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    this.element.setAttribute("aria-busy", "true");
    do {
      this.#again = false;
      await this.#draw();
    } while (this.#again && !this.#over);
    this.#busy = false;
    this.element.removeAttribute("aria-busy");
  }

  /** Nothing is drawn any more. */
  end() {
    this.#over = true;
    clearTimeout(this.#timer);
  }

  async #draw() {
    const { body, kind } = this.ask();
    try {
      const { picture, problems } = await this.desk.api.call("POST", "/console/designs/previews", body);
      const drawn = await createImageBitmap(new Blob([bytes(picture)], { type: "image/png" }));
      if (this.#over) return;
      this.#canvas.width = drawn.width;
      this.#canvas.height = drawn.height;
      this.#canvas.getContext("2d")?.drawImage(drawn, 0, 0);
      this.#canvas.setAttribute("aria-label", words.drawn(kind));
      setText(this.#problem, "");
      this.onProblems(problems);
    } catch (error) {
      if (this.#over) return;
      const known = error instanceof Refused && error.code === "rows";
      this.onProblems(known ? /** @type {Problem[]} */ (error.body.problems) : []);
      setText(this.#problem, words.notDrawn);
    }
  }
}

/** @param {string} base64 */
const bytes = (base64) => Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
