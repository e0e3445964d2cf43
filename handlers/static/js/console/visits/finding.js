// @ts-check
/** Finding a booking by the code that somebody says at the counter. */

import { byId } from "../../lib/dom.js";
import { Refused } from "../api.js";
import { problemOf } from "./doors.js";
import { visits as words } from "./words.js";

export class FindForm {
  #form = byId("visits-find", HTMLFormElement);
  #code = byId("visits-code", HTMLInputElement);

  /**
   * @param {import("./doors.js").Doors} doors
   * @param {{ found: (id: string) => Promise<void>, failed: (problem: string) => void, names: () => import("./doors.js").Names }} told
   */
  constructor(doors, told) {
    this.doors = doors;
    this.told = told;
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#find();
    });
  }

  focus() {
    this.#code.focus();
  }

  clear() {
    this.#form.reset();
  }

  async #find() {
    const typed = this.#code.value.trim();
    this.told.failed(typed ? "" : words.find.missing);
    if (!typed) return this.#code.focus();
    try {
      const { id } = await this.doors.find(typed);
      this.#code.value = "";
      await this.told.found(id);
    } catch (error) {
      const none = error instanceof Refused && error.status === 404;
      this.told.failed(none ? words.find.none : problemOf(error, this.told.names()));
      this.#code.select();
    }
  }
}
