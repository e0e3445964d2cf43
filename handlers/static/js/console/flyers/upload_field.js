// @ts-check
/** Where a PDF is dropped or chosen: how far it is, and, when it isn't taken, what to do about it. */

import { make, setText } from "../../lib/dom.js";
import { Refused } from "../api.js";
import { button } from "../visit_setup/form.js";
import { pathOf } from "./doors.js";
import { upload } from "./uploading.js";
import { file as words } from "./words_file.js";

/** @typedef {import("./types.js").Flyer} Flyer */

const LARGEST = 20 * 1024 * 1024;
const BEGINS = "%PDF";

export class UploadField {
  #problem = make("p", { class: "field-problem", attributes: { role: "alert" } });
  #said = make("p", { attributes: { role: "status" } });
  #share = make("span", { class: "flyer-share" });
  #bar = make("progress", { class: "talk-bar", attributes: { max: "1", "aria-label": words.sendingLabel } });
  #input = make("input", { attributes: { type: "file", accept: "application/pdf,.pdf", id: "flyer-file", hidden: "" } });
  #choose = button("button-primary", words.choose, () => this.#input.click());
  #stop = button("button-quiet", words.stop, () => this.#sending?.abort());
  #going = make("div", { class: "flyer-going" }, make("div", { class: "flyer-going-said" }, this.#said, this.#share), this.#bar, this.#stop);
  #zone = make("div", { class: "flyer-drop" }, make("p", { text: words.drop }), this.#choose, this.#input, make("p", { class: "field-hint", text: words.limits }));
  /** @type {AbortController | null} */
  #sending = null;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {() => Flyer} flyer
   * @param {(flyer: Flyer) => void} onDone
   */
  constructor(desk, flyer, onDone) {
    this.desk = desk;
    this.flyer = flyer;
    this.onDone = onDone;
    this.element = make("div", { class: "flyer-upload" }, this.#zone, this.#going, this.#problem);
    this.#going.hidden = true;
    this.#choose.id = "flyer-choose";
    this.#input.addEventListener("change", () => void this.#take([...(this.#input.files ?? [])]));
    this.#listen();
  }

  /** What is under way is called off. */
  leave() {
    this.#sending?.abort();
  }

  #listen() {
    const over = (/** @type {boolean} */ is) => (this.#zone.dataset.over = String(is));
    for (const name of ["dragenter", "dragover"]) this.#zone.addEventListener(name, (event) => (event.preventDefault(), over(true)));
    this.#zone.addEventListener("dragleave", () => over(false));
    this.#zone.addEventListener("drop", (event) => {
      event.preventDefault();
      over(false);
      void this.#take([...(event.dataTransfer?.files ?? [])]);
    });
  }

  /** @param {File[]} files */
  async #take(files) {
    const [file] = files;
    this.#input.value = "";
    if (!file || this.#sending) return;
    setText(this.#problem, files.length > 1 ? words.one : await wrongWith(file));
    if (this.#problem.textContent === "") await this.#send(file);
  }

  /** @param {File} file */
  async #send(file) {
    const sending = (this.#sending = new AbortController());
    this.#show(true);
    this.#sent(0);
    this.#stop.focus();
    try {
      const watch = { onSent: (/** @type {number} */ share) => this.#sent(share), signal: sending.signal };
      this.onDone(await upload(this.desk.api, pathOf(this.flyer(), "/versions"), file, watch));
    } catch (error) {
      setText(this.#problem, sending.signal.aborted ? words.stopped : uploadProblem(error));
    } finally {
      this.#sending = null;
      const held = this.#going.contains(document.activeElement);
      this.#show(false);
      if (held) this.#choose.focus();
    }
  }

  /** @param {boolean} going */
  #show(going) {
    this.#going.hidden = !going;
    this.#zone.hidden = going;
  }

  /** @param {number} share */
  #sent(share) {
    const drawing = share >= 1;
    setText(this.#said, drawing ? words.drawing : words.sending);
    setText(this.#share, drawing ? "" : words.percent(Math.floor(share * 100)));
    this.#stop.hidden = drawing;
    if (drawing) this.#bar.removeAttribute("value");
    else this.#bar.value = share;
  }

  /** With a version there already, the button is one among others. @param {boolean} first */
  set first(first) {
    this.#choose.className = `button ${first ? "button-primary" : "button-secondary"}`;
    setText(this.#choose, first ? words.choose : words.next);
  }
}

/** What can be told before anything is sent. @param {File} file */
async function wrongWith(file) {
  if (file.size === 0) return words.refused.empty;
  if (file.size > LARGEST) return words.refused.big;
  const head = await file.slice(0, 1024).text();
  return head.includes(BEGINS) ? "" : words.refused["not-pdf"];
}

/** @param {unknown} error */
function uploadProblem(error) {
  if (!(error instanceof Refused)) return words.unanswered;
  return /** @type {Record<string, string>} */ (words.refused)[error.code] ?? words.failed;
}
