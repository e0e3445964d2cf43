// @ts-check
/** Words at hand in the field for the reply: two buttons, and "/" at the beginning of a line. */

import { make, setText } from "../../lib/dom.js";
import { fetchCatalog } from "./catalog.js";
import { Picker } from "./picker.js";
import { names } from "./wording.js";
import { atHand as words } from "./words.js";

/** @typedef {import("../case/actions.js").Place} Place */
/** @typedef {import("./picker.js").Choice} Choice */
/** @typedef {import("./picker.js").Kind} Kind */

const DAY_MS = 24 * 3600 * 1000;

export class AtHand {
  /** @type {Place | null} */
  #place = null;
  #slashed = false;
  /** Places that were put into a reply and may still stand there. @type {import("./wording.js").Referral[]} */
  #referrals = [];
  #advice = make("p", { class: "composer-advice", attributes: { role: "status" } });

  /** @param {import("../consultation.js").ConsultationPanel} panel */
  constructor(panel) {
    this.composer = panel.composer;
    this.picker = new Picker((choice) => this.#put(choice), () => this.composer.focus());
    const { tools, places } = this.composer;
    tools.prepend(this.#button("templates"), this.#button("referrals"));
    tools.after(this.picker.element);
    places.text.after(this.#advice);
    this.composer.onSlash = () => this.#open("all", true);
    this.composer.belongings = (text) => this.#belongings(text);
    places.text.addEventListener("input", () => this.#advise(this.#named(this.composer.text)));
  }

  /** @param {Place | null} place */
  show(place) {
    if (place?.id !== this.#place?.id) {
      this.#referrals = [];
      this.picker.hide();
    }
    this.#place = place;
    this.#advise(this.#named(this.composer.text));
  }

  /** @param {"templates" | "referrals"} kind */
  #button(kind) {
    const button = make("button", { class: "button button-secondary", text: words[kind], attributes: { type: "button", id: `use-${kind}` } });
    button.addEventListener("click", () => this.#open(kind, false));
    return button;
  }

  /**
   * @param {Kind} kind
   * @param {boolean} slashed
   */
  #open(kind, slashed) {
    const place = this.#place;
    if (!place?.opened.consultation.mine || this.composer.places.text.readOnly) return;
    const { desk, opened } = place;
    const { language, erase_on_close: atOnce } = opened.consultation;
    const now = desk.clock.now();
    const due = atOnce ? null : now + Number(document.body.dataset.retentionDays) * DAY_MS;
    this.#slashed = slashed;
    const setting = { language, name: desk.session.displayName, due };
    void this.picker.show(kind, setting, () => fetchCatalog(desk.api), now);
  }

  /** @param {Choice} choice */
  #put({ title, text, referral }) {
    if (referral) this.#referrals.push(referral);
    this.composer.insert(text, this.#slashed);
    setText(this.#advice, referral ? words.named : words.inserted(title));
  }

  /** @param {string} text */
  #named(text) {
    return this.#referrals.findLast((one) => names(text, one));
  }

  /** @param {import("./wording.js").Referral | undefined} named */
  #advise(named) {
    setText(this.#advice, named ? words.named : "");
  }

  /** @param {string} text */
  #belongings(text) {
    const named = this.#named(text);
    return named ? { referral: named.id } : {};
  }
}
