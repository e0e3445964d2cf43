// @ts-check
/** The part 「見え方と公開」: looking at it as residents will, then the days, and taking it back. */

import { arrange, make, setText } from "../../lib/dom.js";
import { dateWords } from "../../lib/jst.js";
import { Refused } from "../api.js";
import { line, select } from "../fields.js";
import { problemWords } from "../problems.js";
import { button, Foot, problemsOf } from "../visit_setup/form.js";
import { DateField } from "./date_field.js";
import { beginOf, dayOf, endOf, lastDayOf } from "./days.js";
import { chosenVersion, pathOf } from "./doors.js";
import { Preview } from "./preview.js";
import { spanWords, stateBadge } from "./state_line.js";
import { LANGUAGES } from "./types.js";
import { screen } from "./words.js";
import { file as fileWords } from "./words_file.js";
import { shown as words } from "./words_shown.js";

/** @typedef {import("./types.js").Flyer} Flyer */
/** @typedef {import("./types.js").Version} Version */

export class ShownPart {
  #foot = new Foot();
  #state = make("div", { class: "flyer-standing" });
  #todo = make("div", { class: "flyer-todo" });
  #touched = false;
  #publish = make("button", { class: "button button-primary", attributes: { type: "submit", id: "flyer-publish" } });
  #withdraw = button("button-secondary", words.withdraw, () => void this.#takeBack());
  #from = new DateField(words.from, words.fromHint, "from");
  #until = new DateField(words.until, words.untilHint, "until");
  #which = select(words.version, "flyer-shown-version", []);

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {Flyer} flyer
   * @param {import("./types.js").Acts} acts
   */
  constructor(desk, flyer, acts) {
    this.desk = desk;
    this.acts = acts;
    this.flyer = flyer;
    this.preview = new Preview(desk);
    this.#withdraw.id = "flyer-withdraw";
    this.#which.field.classList.add("flyer-which");
    this.#which.input.addEventListener("change", () => this.#draw());
    const form = make("form", { class: "setup-form flyer-dates", attributes: { novalidate: "" } }, make("h3", { text: words.dates }), this.#state, this.#which.field,
      this.#from.element, this.#until.element, this.#todo, this.#foot.element,
      make("div", { class: "edit-buttons" }, this.#publish, this.#withdraw));
    form.addEventListener("input", () => (this.#touched = true));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save();
    });
    this.element = make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "flyer-shown-heading" } },
      make("h2", { text: screen.parts.shown, attributes: { id: "flyer-shown-heading", tabindex: "-1" } }),
      make("p", { class: "panel-lead", text: words.lead }),
      make("div", { class: "flyer-preview" }, this.preview.choices, this.preview.phone, form));
    this.put(flyer);
  }

  load() {
    this.preview.put(this.flyer, this.#version);
  }

  /** @param {Flyer} flyer */
  put(flyer) {
    this.flyer = flyer;
    const chosen = this.#touched ? Number(this.#which.input.value) : (chosenVersion(flyer)?.number ?? 0);
    arrange(this.#which.input, flyer.versions.map(({ number }) => make("option", { text: fileWords.version(number), attributes: { value: String(number) } })));
    this.#which.input.value = String(chosen);
    this.#which.field.hidden = flyer.versions.length < 2;
    const dated = flyer.shown_from !== null, live = flyer.state === "shown" || flyer.state === "planned";
    if (!this.#touched) {
      this.#from.value = flyer.shown_from === null ? "" : dayOf(flyer.shown_from);
      this.#until.value = dated && flyer.shown_until !== null ? lastDayOf(flyer.shown_until) : "";
    }
    setText(this.#publish, live ? words.change : flyer.state === "withdrawn" ? words.again : words.publish);
    this.#withdraw.hidden = !dated;
    this.#draw();
  }

  get #version() {
    return this.flyer.versions.find(({ number }) => number === Number(this.#which.input.value)) ?? null;
  }

  #draw() {
    const { flyer } = this, now = this.desk.clock.now(), version = this.#version, span = spanWords(flyer, now);
    const open = make("a", { class: "button button-quiet", text: words.openPage,
      attributes: { href: `/flyers/${flyer.id}/`, target: "_blank", rel: "noopener", "aria-label": words.openPageOf } });
    arrange(this.#state, span ? [stateBadge(flyer), make("span", { text: span }), ...(flyer.state === "shown" ? [open] : [])] : []);
    const todo = todoOf(flyer, version);
    const live = flyer.state === "shown" || flyer.state === "planned";
    arrange(this.#todo, todo.length === 0 ? (live ? [] : [make("p", { class: "flyer-ready", text: words.ready })])
      : [make("h4", { text: words.first }), make("ul", {}, ...todo.map(({ text, part }) => make("li", {}, button("button-quiet", text, () => this.acts.turn(part)))))]);
    this.#publish.disabled = todo.length > 0;
    if (this.element.isConnected) this.preview.put(flyer, version);
  }

  async #save() {
    this.#foot.clear();
    const { flyer } = this, day = this.#from.value, untouched = flyer.shown_from !== null && day === dayOf(flyer.shown_from);
    const from = untouched ? flyer.shown_from : beginOf(day), until = endOf(this.#until.value);
    try {
      const after = await this.desk.api.call("PUT", pathOf(flyer, "/shown"), { revision: flyer.revision, version: this.#version?.number ?? 0, from, until });
      this.#touched = false;
      this.acts.stored(after, after.state === "planned" ? words.planned(dateWords(after.shown_from, this.desk.clock.now())) : words.published);
    } catch (error) {
      const told = this.#foot.refused(error, {
        theirs: ({ stored }) => {
          this.#touched = false;
          this.acts.stored(stored);
        },
        ours: ({ stored }) => {
          this.acts.stored(stored);
          void this.#save();
        },
      });
      if (!told) this.#wrong(problemsOf(error));
    }
  }

  /** @param {import("../visit_setup/words.js").Problem[]} problems */
  #wrong([problem]) {
    if (!problem) return;
    const { order, past, range, words: missing, version } = words.problems;
    const said = problem.field === "version" ? version : problem.field.startsWith("al") ? missing : problem.code === "order" ? order : problem.code === "past" ? past : range;
    setText(this.#foot.problem, said);
    if (problem.field === "until") this.#until.input.focus();
  }

  #takeBack() {
    const { withdrawing } = words;
    return this.acts.ask(async (talk) => {
      await talk.ask({
        heading: withdrawing.heading(this.flyer.title_ja), body: [line(withdrawing.lead)],
        choices: [{ value: "", text: withdrawing.back }, { value: "withdraw", text: withdrawing.confirm, tone: "danger" }],
        check: async () => {
          try {
            const after = await this.desk.api.call("DELETE", pathOf(this.flyer, "/shown"), { revision: this.flyer.revision });
            this.#touched = false;
            this.acts.stored(after, words.withdrawn);
            return "";
          } catch (error) {
            if (!(error instanceof Refused) || error.code !== "changed") return problemWords(error);
            this.acts.stored(/** @type {Flyer} */ (error.body.stored));
            return withdrawing.changed;
          }
        },
      });
    });
  }
}

/**
 * What is still to be done before a version can be published, and where.
 * @param {Flyer} flyer
 * @param {Version | null} version
 * @returns {{ text: string, part: import("./types.js").PartName }[]}
 */
function todoOf(flyer, version) {
  if (!version) return [{ text: words.todo.file, part: "file" }];
  return LANGUAGES.filter((language) => language === "ja" || flyer.languages.includes(language)).flatMap((language) => {
    const name = screen.languages[language], left = version.alt[language].filter((text) => text === "").length;
    return [
      ...(left > 0 ? [{ text: words.todo.alt(name, left), part: /** @type {const} */ ("pages") }] : []),
      ...(version.aloud[language] === "" ? [{ text: words.todo.aloud(name), part: /** @type {const} */ ("pages") }] : []),
    ];
  });
}
