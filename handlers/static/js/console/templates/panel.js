// @ts-check
/** The screen 「定型文」: read by everybody who answers, written by supervisors. */

import { arrange, byId, setText } from "../../lib/dom.js";
import { Refused } from "../api.js";
import { line } from "../fields.js";
import { problemWords } from "../problems.js";
import { Ended, Talk } from "../talk.js";
import { templateCard } from "./card.js";
import { askTemplate } from "./form.js";
import { matching } from "./wording.js";
import { templates as words } from "./words.js";

/** @typedef {import("./wording.js").Template} Template */

const DOOR = "/console/templates";

export class TemplatesPanel {
  #problem = byId("templates-problem", HTMLElement);
  #list = byId("templates-list", HTMLElement);
  #search = byId("templates-search", HTMLInputElement);
  #add = byId("templates-add", HTMLButtonElement);
  #said = byId("templates-said", HTMLElement);
  /** @type {Template[]} */
  #templates = [];
  /** @type {import("./form.js").Desks} */
  #desks = [];
  /** @type {Talk | null} */
  #talk = null;
  #ticket = 0;

  /** @param {import("../desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.#search.addEventListener("input", () => this.#draw());
    this.#add.addEventListener("click", () => void this.#write(null, this.#add));
  }

  show() {
    this.#add.hidden = !this.#writes;
    setText(byId("templates-lead", HTMLElement), this.#writes ? words.lead : `${words.lead} ${words.leadWriter}`);
    void this.#load();
  }

  /** Takes everything off the page. */
  hide() {
    this.#ticket += 1;
    this.#talk?.end();
    this.#templates = [];
    this.#search.value = "";
    arrange(this.#list, []);
    setText(this.#problem, "");
    setText(this.#said, "");
  }

  get #writes() {
    return this.desk.session.role === "supervisor";
  }

  async #load() {
    const ticket = (this.#ticket += 1);
    try {
      const { templates, desks } = await this.desk.api.call("GET", DOOR);
      if (ticket !== this.#ticket) return;
      this.#templates = templates;
      this.#desks = desks;
      setText(this.#problem, "");
      this.#draw();
    } catch {
      if (ticket === this.#ticket) setText(this.#problem, words.notLoaded);
    }
  }

  #draw() {
    const wanted = this.#search.value;
    const found = matching(this.#templates, (one) => `${one.title} ${one.shortcut} ${one.ja} ${one.easy} ${one.en}`, wanted);
    setText(this.#said, found.length > 0 ? "" : this.#templates.length > 0 ? words.none : words.empty);
    arrange(this.#list, found.map((one) => this.#card(one, wanted.trim() === "")));
  }

  /**
   * @param {Template} one
   * @param {boolean} whole whether the list shows all, so that places in it mean something
   */
  #card(one, whole) {
    const at = this.#templates.indexOf(one);
    /** @type {import("./card.js").Act[]} */
    const acts = this.#writes ? ["change", "remove"] : [];
    if (this.#writes && whole && at > 0) acts.push("up");
    if (this.#writes && whole && at < this.#templates.length - 1) acts.push("down");
    return templateCard(one, { now: this.desk.clock.now(), acts, act: (act, button) => void this.#act(act, one, button) });
  }

  /**
   * @param {import("./card.js").Act} act
   * @param {Template} one
   * @param {HTMLButtonElement} button
   */
  async #act(act, one, button) {
    if (act === "change") return this.#write(one, button);
    if (act === "remove") return this.#remove(one);
    const ids = this.#templates.map(({ id }) => id);
    const at = ids.indexOf(one.id);
    ids.splice(at, 1);
    ids.splice(act === "up" ? at - 1 : at + 1, 0, one.id);
    button.disabled = true;
    await this.#call("PUT", `${DOOR}/order`, { ids });
    const card = this.#list.querySelector(`[data-id="${CSS.escape(one.id)}"]`);
    const again = card?.querySelector(`[data-act="${act}"]`) ?? card?.querySelector("button");
    if (again instanceof HTMLElement) again.focus();
  }

  /**
   * @param {Template | null} known
   * @param {HTMLElement} from where the focus returns to
   */
  async #write(known, from) {
    let late = false;
    const told = (/** @type {unknown} */ error) => {
      late = error instanceof Refused && error.code === "changed";
      throw error;
    };
    const save = (/** @type {object} */ body) =>
      known ? this.desk.api.call("PUT", path(known), { ...body, seen: known.changed_at }).catch(told) : this.desk.api.add(DOOR, body);
    await this.#ask(async (talk) => {
      const done = await askTemplate(talk, known, this.#desks, save);
      if (done || late) await this.#load();
      if (!done) return;
      setText(this.#said, words.saved);
    });
    if (from.isConnected) from.focus();
  }

  /** @param {Template} one */
  async #remove(one) {
    await this.#ask(async (talk) => {
      const choices = /** @type {const} */ ([{ value: "", text: words.form.back }, { value: "remove", text: words.remove, tone: "danger" }]);
      if ((await talk.ask({ heading: words.removing(one.title), body: [line(words.removeLead)], choices })) === "") return;
      await this.#call("DELETE", path(one));
      setText(this.#said, words.removed);
      byId("templates-heading", HTMLElement).focus();
    });
  }

  /** @param {(talk: Talk) => Promise<void>} run */
  async #ask(run) {
    const talk = (this.#talk = new Talk("templates-dialog"));
    try {
      await run(talk);
    } catch (error) {
      if (!(error instanceof Ended)) setText(this.#problem, problemWords(error));
    } finally {
      talk.end();
    }
  }

  /**
   * @param {string} method
   * @param {string} door
   * @param {object} [body]
   */
  async #call(method, door, body) {
    try {
      await this.desk.api.call(method, door, body);
      setText(this.#problem, "");
    } catch (error) {
      setText(this.#problem, problemWords(error));
    }
    await this.#load();
  }
}

/** @param {Template} template */
const path = ({ id }) => `${DOOR}/${encodeURIComponent(id)}`;
