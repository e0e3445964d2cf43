// @ts-check
/** 「人を加える」: who, in which role, at which desks; then the card that the new person is given. */

import { showCard } from "./card.js";
import { checks, choice, line, textField } from "../fields.js";
import { judgeName, tidyName } from "./naming.js";
import { invite as words, ROLE_LINES, ROLES, talk as talkWords } from "./words.js";

/** @typedef {import("./types.js").Card} Card */
/** @typedef {import("./types.js").Role} Role */
/** @typedef {import("./scene.js").Scene} Scene */

const SAYS = {
  empty: ["", "error"], free: [words.nameFree, "good"], taken: [words.nameTaken, "error"],
  letters: [words.nameLetters, "error"], long: [words.nameLong, "error"],
};

/** @param {Scene} scene */
export async function invite(scene) {
  const form = new Form(scene);
  /** @type {Card | null} */
  let card = null;
  const answer = await scene.talk.ask({
    heading: words.heading,
    body: form.body,
    choices: [{ value: "", text: talkWords.back }, { value: "make", text: words.make, tone: "primary" }],
    focus: form.displayName.input,
    check: async () => {
      const problem = form.problem();
      if (problem) return problem;
      card = await scene.desk.api.call("POST", "/console/invitations", form.wish());
      return "";
    },
  });
  if (answer === "" || !card) return;
  await showCard(scene, card, form.wish().display_name);
}

class Form {
  displayName = textField({
    label: words.displayName, hint: words.displayNameHint, name: "display-name", attributes: { maxlength: "64" },
  });
  name = textField({ label: words.name, hint: words.nameHint, name: "sign-in-name", attributes: { maxlength: "40" } });
  role = choice(words.role, "role", /** @type {Role[]} */ (Object.keys(ROLES)).map((value) => (
    { value, text: ROLES[value], hint: ROLE_LINES[value] + (value === "supervisor" ? words.twoSheets : "") })));

  /** @param {Scene} scene */
  constructor({ people }) {
    this.taken = new Set([...people.people, ...people.invited].map((one) => one.name));
    const { desks } = people;
    this.desks = checks(words.desks, words.desksHint, "desks", desks.map(({ id, name }) => (
      { value: id, text: name, checked: desks.length === 1 })));
    this.name.input.addEventListener("input", () => this.#judge());
    for (const input of this.role.inputs) input.addEventListener("change", () => this.#fit());
    this.body = [this.displayName.field, this.name.field, this.role.field, this.desks.field, line(words.next)];
  }

  get sits() {
    return ["counselor", "supervisor"].includes(this.role.value());
  }

  wish() {
    return {
      name: tidyName(this.name.input.value),
      display_name: this.displayName.input.value.trim(),
      role: this.role.value(),
      desks: this.sits ? this.desks.values() : [],
    };
  }

  /** What is missing or wrong; the first of it takes the focus. */
  problem() {
    if (this.displayName.input.value.trim() === "") return this.#complain(this.displayName.input, words.nameMissing);
    const judged = this.#judge();
    if (judged !== "free") return this.#complain(this.name.input, judged === "empty" ? words.nameMissing : SAYS[judged][0]);
    if (this.sits && this.desks.values().length === 0) return this.#complain(this.desks.inputs[0], words.desksMissing);
    return "";
  }

  #judge() {
    const judged = judgeName(tidyName(this.name.input.value), this.taken);
    const [text, tone] = SAYS[judged];
    this.name.say(text ?? "", tone === "good" ? "good" : "error");
    return judged;
  }

  #fit() {
    this.desks.field.hidden = !this.sits;
  }

  /**
   * @param {HTMLInputElement | undefined} input
   * @param {string | undefined} problem
   */
  #complain(input, problem) {
    input?.focus();
    return problem ?? "";
  }
}
