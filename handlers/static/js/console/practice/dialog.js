// @ts-check
/** 「練習する」: a supervisor opens the desk for it, once; whoever sits there chooses a case and answers it. */

import { make } from "../../lib/dom.js";
import { bullets, checks, choice, line } from "../fields.js";
import { kidHex } from "../people/scene.js";
import { signRoster } from "../people/signing.js";
import { talk as talkWords } from "../people/words.js";
import { problemWords } from "../problems.js";
import { Ended, Talk } from "../talk.js";
import { withPractice } from "./desk.js";
import { practice as words } from "./words.js";

/**
 * @typedef {{ id: string, title: string, aim: string, language: "ja" | "easy" | "en", points: string[] }} Case
 * @typedef {{ open: boolean, seated: boolean, cases: Case[] }} Standing
 */

const DOOR = "/console/practice";
const SEATED = ["counselor", "supervisor"];

export class PracticeDialog {
  /** @type {Talk | null} */
  #talk = null;

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {(consultation: string) => void} onBegun
   */
  constructor(desk, onBegun) {
    this.desk = desk;
    this.onBegun = onBegun;
  }

  async show() {
    const talk = (this.#talk = new Talk("practice-dialog"));
    try {
      await this.#run(talk);
    } catch (error) {
      if (error instanceof Ended) return;
      await talk.tell(words.heading, [line(problemWords(error))]).catch(() => {});
    }
    this.hide();
  }

  /** Takes it off the page. */
  hide() {
    this.#talk?.end();
    this.#talk = null;
  }

  /** @param {Talk} talk */
  async #run(talk) {
    talk.wait(words.heading, words.loading);
    let standing = await this.#standing();
    if (!standing.open) {
      if (this.desk.session.role !== "supervisor") return talk.tell(words.heading, [line(words.closed)]);
      if (!(await this.#found(talk))) return;
      standing = await this.#standing();
    }
    if (!standing.seated) return talk.tell(words.heading, [line(words.notSeated)]);
    await this.#choose(talk, standing.cases);
  }

  /** @returns {Promise<Standing>} */
  #standing() {
    return this.desk.api.call("GET", DOOR);
  }

  /** @param {Talk} talk */
  async #found(talk) {
    /** @type {import("../people/types.js").People} */
    const { people } = await this.desk.api.call("GET", "/console/people");
    const able = people.filter(({ role }) => SEATED.includes(role));
    const who = checks(words.who, words.whoHint, "who", able.map(({ kid, display_name }) => (
      { value: kid, text: display_name, checked: true })));
    const answer = await talk.ask({
      heading: words.heading,
      body: [line(words.founding), who.field],
      choices: [{ value: "", text: talkWords.back }, { value: "found", text: words.found, tone: "primary" }],
      check: () => (who.values().length === 0 ? words.nobody : ""),
    });
    if (answer === "") return false;
    talk.wait(words.heading, words.signing);
    await signRoster(this.desk, (roster) => withPractice(roster, who.values().map(kidHex)), {});
    return true;
  }

  /**
   * @param {Talk} talk
   * @param {Case[]} cases
   */
  async #choose(talk, cases) {
    const which = choice(words.which, "case", cases.map(({ id, title, aim, language }) => (
      { value: id, text: title, hint: `${aim}${words.languages[language]}` })));
    const points = make("div", { class: "practice-points" });
    const draw = () => points.replaceChildren(...lookingBack(cases.find(({ id }) => id === which.value())));
    which.field.addEventListener("change", draw);
    draw();
    const answer = await talk.ask({
      heading: words.heading,
      body: [line(words.lead), which.field, points],
      choices: [{ value: "", text: talkWords.back }, { value: "begin", text: words.begin, tone: "primary" }],
    });
    if (answer === "") return;
    talk.wait(words.heading, words.beginning);
    const { id } = await this.desk.api.call("POST", DOOR, { case: which.value() });
    this.onBegun(id);
  }
}

/** @param {Case | undefined} one */
function lookingBack(one) {
  if (!one) return [];
  const fold = make("details", {}, make("summary", { text: words.points }), bullets(one.points), line(words.pointsHint));
  return [fold];
}
