// @ts-check
/** The part 「PDF」: adding one, and the history of those before it. */

import { arrange, make } from "../../lib/dom.js";
import { dateWords, timeWords } from "../../lib/jst.js";
import { Refused } from "../api.js";
import { line } from "../fields.js";
import { problemWords } from "../problems.js";
import { button } from "../visit_setup/form.js";
import { pathOf, pictureOf, versionPath } from "./doors.js";
import { UploadField } from "./upload_field.js";
import { screen } from "./words.js";
import { file as words } from "./words_file.js";

/** @typedef {import("./types.js").Flyer} Flyer */
/** @typedef {import("./types.js").Version} Version */

const THUMB = 240;

export class FilePart {
  #list = make("ol", { class: "flyer-versions" });
  #history = make("section", { class: "flyer-history", attributes: { "aria-labelledby": "flyer-history-heading" } },
    make("h3", { text: words.history, attributes: { id: "flyer-history-heading" } }), this.#list);
  #lead = make("p", { class: "panel-lead" });

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {Flyer} flyer
   * @param {import("./types.js").Acts} acts
   */
  constructor(desk, flyer, acts) {
    this.desk = desk;
    this.acts = acts;
    this.flyer = flyer;
    this.upload = new UploadField(desk, () => this.flyer, (after) => {
      acts.stored(after, words.done(after.versions[0]?.pages ?? 0));
      acts.turn("pages");
    });
    this.element = make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "flyer-file-heading" } },
      make("h2", { text: screen.parts.file, attributes: { id: "flyer-file-heading", tabindex: "-1" } }), this.#lead, this.upload.element, this.#history);
    this.put(flyer);
  }

  /** @param {Flyer} flyer */
  put(flyer) {
    this.flyer = flyer;
    const first = flyer.versions.length === 0;
    this.upload.first = first;
    this.#lead.textContent = first ? words.lead : words.nextLead;
    this.#history.hidden = first;
    arrange(this.#list, flyer.versions.map((version, place) => this.#item(version, place === 0)));
  }

  /** @param {Version} version @param {boolean} newest */
  #item(version, newest) {
    const { number, pages, made_at: at } = version, now = this.desk.clock.now(), dated = ["shown", "planned"].includes(this.flyer.state);
    const used = dated && this.flyer.version === number;
    const badges = [...(used ? [this.flyer.state === "shown" ? words.now : words.coming] : []), ...(newest ? [words.newest] : [])];
    const head = make("div", { class: "flyer-version-head" }, make("h4", { text: words.version(number) }),
      ...badges.map((text) => make("span", { class: "badge", text })));
    const save = make("a", { class: "button button-quiet", text: words.savePdf,
      attributes: { href: `${versionPath(this.flyer, number)}/pdf`, download: "", "aria-label": words.savePdfOf(number) } });
    const acts = make("div", { class: "flyer-version-acts" }, save, ...(dated && !used ? [this.#turnButton(number)] : []));
    return make("li", { class: "flyer-version", data: { version: String(number) } }, thumb(this.flyer, version),
      make("div", { class: "flyer-version-said" }, head, make("p", { class: "panel-lead", text: words.made(`${dateWords(at, now)} ${timeWords(at)}`, pages) }), acts));
  }

  /** @param {number} number */
  #turnButton(number) {
    const back = number < (this.flyer.version ?? 0);
    return button("button-secondary", back ? words.goBack : words.use, () => void this.#turn(number), (back ? words.goBackOf : words.useOf)(number));
  }

  /** @param {number} number */
  #turn(number) {
    const { turning } = words;
    return this.acts.ask(async (talk) => {
      await talk.ask({
        heading: turning.heading(number), body: [line(turning.lead)],
        choices: [{ value: "", text: turning.back }, { value: "turn", text: turning.confirm, tone: "primary" }],
        check: async () => {
          const { revision, shown_from: from, shown_until: until } = this.flyer;
          try {
            const after = await this.desk.api.call("PUT", pathOf(this.flyer, "/shown"), { revision, version: number, from, until });
            this.acts.stored(after, turning.done(number));
            return "";
          } catch (error) {
            return this.#problem(error, number);
          }
        },
      });
    });
  }

  /** @param {unknown} error @param {number} number */
  #problem(error, number) {
    if (error instanceof Refused && error.code === "rows") return words.turning.words(number);
    if (error instanceof Refused && error.code === "changed") {
      this.acts.stored(/** @type {Flyer} */ (error.body.stored));
      return words.turning.changed;
    }
    return problemWords(error);
  }

  leave() {
    this.upload.leave();
  }
}

/**
 * The first page, small.
 * @param {Flyer} flyer
 * @param {Version | null} version
 */
export function thumb(flyer, version) {
  const picture = version && pictureOf(flyer, version, 1, THUMB);
  if (!picture) return make("div", { class: "flyer-thumb flyer-thumb-none", attributes: { "aria-hidden": "true" } });
  return make("img", { class: "flyer-thumb", attributes: { src: picture.address, alt: "", width: String(picture.width), height: String(picture.height), loading: "lazy" } });
}
