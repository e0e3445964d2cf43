// @ts-check
/** The part 「担当」: which clerk works for which places. */

import { arrange, make } from "../../lib/dom.js";
import { checks } from "../fields.js";
import { Foot } from "./form.js";
import { setup } from "./words.js";
import { clerks as words } from "./words_facts.js";

/** @typedef {{ kid: string, name: string, places: string[] }} Clerk */
/** @typedef {{ clerks: Clerk[], places: { id: string, name: string }[] }} Shown */

export class ClerksPart {
  #heading = make("h2", { text: setup.parts.clerks, attributes: { id: "setup-clerks-heading", tabindex: "-1" } });
  #body = make("div", { class: "setup-clerks" });

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {import("./types.js").Acts} acts
   */
  constructor(desk, acts) {
    this.desk = desk;
    this.acts = acts;
    this.element = make("section", { class: "panel-card setup-card", attributes: { "aria-labelledby": "setup-clerks-heading" } },
      this.#heading, make("p", { class: "panel-lead", text: words.lead }), this.#body);
  }

  async load() {
    this.#show(await this.desk.api.call("GET", "/console/visits/clerks"));
  }

  /** @param {Shown} shown */
  #show({ clerks, places }) {
    const said = clerks.length === 0 ? words.none : places.length === 0 ? words.noPlaces : "";
    arrange(this.#body, said ? [make("p", { text: said })] : clerks.map((clerk) => this.#form(clerk, places)));
  }

  /**
   * @param {Clerk} clerk
   * @param {{ id: string, name: string }[]} places
   */
  #form(clerk, places) {
    let seen = clerk.places;
    const foot = new Foot(), heading = make("h3", { text: words.of(clerk.name) });
    const boxes = checks(words.places, "", `places-of-${clerk.kid}`,
      places.map(({ id, name }) => ({ value: id, text: name, checked: clerk.places.includes(id) })));
    boxes.field.classList.add("setup-places");
    const form = make("form", { class: "setup-form setup-clerk", data: { clerk: clerk.name }, attributes: { novalidate: "" } }, heading, boxes.field,
      foot.element, make("div", {}, make("button", { class: "button button-secondary", text: words.save, attributes: { type: "submit" } })));
    const save = async () => {
      foot.clear();
      try {
        const shown = await this.desk.api.call("PUT", `/console/visits/clerks/${clerk.kid}`, { places: boxes.values(), seen });
        seen = placesOf(shown, clerk);
        this.acts.say(words.saved(clerk.name));
      } catch (error) {
        foot.refused(error, {
          theirs: (/** @type {Shown} */ shown) => {
            seen = placesOf(shown, clerk);
            for (const box of boxes.inputs) box.checked = seen.includes(box.value);
          },
          ours: (/** @type {Shown} */ shown) => {
            seen = placesOf(shown, clerk);
            void save();
          },
        });
      }
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void save();
    });
    return form;
  }
}

/** @param {Shown} shown @param {Clerk} clerk */
const placesOf = ({ clerks }, { kid }) => clerks.find((one) => one.kid === kid)?.places ?? [];
