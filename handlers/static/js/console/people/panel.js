// @ts-check
/** The screen about people: who is here, who is coming, the sheets of paper. Each task is a file of its own. */

import { arrange, byId, setText } from "../../lib/dom.js";
import { Poll } from "../../lib/poll.js";
import { compare, withdraw } from "./confirming.js";
import { extend, mySigning } from "./extending.js";
import { line } from "../fields.js";
import { invite } from "./inviting.js";
import { leave } from "./leaving.js";
import { invitationCard, personCard } from "./list.js";
import { renew } from "./losing.js";
import { move } from "./moving.js";
import { peopleProblem } from "./problems.js";
import { recover } from "./recovering.js";
import { rehearse } from "./rehearsing.js";
import { decide, secondFactorPart } from "./second_factor.js";
import { sheetRows, signingRow } from "./sheet_rows.js";
import { signOut } from "./signing_out.js";
import { Ended, Talk } from "../talk.js";
import { list as words, problems } from "./words.js";

/** @typedef {import("./types.js").People} People */
/** @typedef {import("./scene.js").Scene} Scene */

const EVERY_MS = 3000;

export class PeoplePanel {
  #list = byId("people-list", HTMLUListElement);
  #invited = byId("invited-list", HTMLUListElement);
  #coming = byId("people-coming", HTMLElement);
  #sheets = byId("sheet-rows", HTMLElement);
  #second = byId("second-factor", HTMLElement);
  #problem = byId("people-problem", HTMLElement);
  /** @type {Talk | null} */
  #talk = null;
  /** @type {People | null} */
  #people = null;
  /** @type {((scene: Scene) => Promise<void>) | null} what was pressed before the people were here */
  #pressed = null;
  #face = "";

  /**
   * @param {import("../desk.js").Desk} desk
   * @param {import("../chores.js").Chores} chores
   */
  constructor(desk, chores) {
    this.desk = desk;
    this.chores = chores;
    this.poll = new Poll(() => this.#load(), EVERY_MS);
    this.#on("invite", invite);
    this.#on("rehearse", rehearse);
    this.#on("recover", recover);
    this.#on("extend", extend);
  }

  show() {
    setText(this.#problem, words.loading);
    this.poll.start();
  }

  /** Takes every word off the page. */
  hide() {
    this.poll.stop();
    this.#talk?.end();
    this.#talk = null;
    this.#people = null;
    this.#pressed = null;
    this.#face = "";
    for (const place of [this.#list, this.#invited, this.#sheets, this.#second, byId("paper", HTMLElement)]) arrange(place, []);
    this.#coming.hidden = true;
    setText(this.#problem, "");
  }

  async #load() {
    try {
      const people = await this.desk.api.call("GET", "/console/people");
      if (!this.poll.running) return;
      setText(this.#problem, "");
      this.#people = people;
      await this.#draw(people);
      const pressed = this.#pressed;
      this.#pressed = null;
      if (pressed) void this.#run(pressed);
    } catch (error) {
      if (this.poll.running) setText(this.#problem, peopleProblem(error));
      throw error;
    }
  }

  /**
   * Only what changed is drawn again: a button under somebody's finger stays.
   * @param {People} people
   */
  async #draw(people) {
    const now = this.desk.clock.now();
    const signing = mySigning(this.desk);
    const face = JSON.stringify([people, signing?.until, people.invited.map((one) => one.expires_at <= now)]);
    if (face === this.#face || !this.poll.running) return;
    this.#face = face;
    this.#coming.hidden = people.invited.length === 0;
    arrange(this.#invited, people.invited.map((one) => invitationCard(people, one, { now, acts: this.#actsOnInvited(one) })));
    arrange(this.#list, people.people.map((one) => this.#person(people, one)));
    arrange(this.#second, secondFactorPart(people, now, () => this.#run(decide)));
    arrange(this.#sheets, [
      ...sheetRows(people.sheets, now, this.desk.session.trust), ...(signing ? [signingRow(signing.until, now)] : []),
    ]);
    for (const id of ["rehearse", "recover", "extend"]) byId(id, HTMLButtonElement).disabled = !people.sheets.root && !people.sheets.recovery;
  }

  /**
   * @param {People} people
   * @param {People["people"][number]} one
   */
  #person(people, one) {
    const { kid, trust } = this.desk.session;
    const mine = one.kid === kid;
    const acts = mine ? [] : [
      { id: "lost", text: words.lost, act: () => this.#run((scene) => renew(scene, one)) },
      ...(one.desks.length > 0 && people.desks.length > 1
        ? [{ id: "move", text: words.move, act: () => this.#run((scene) => move(scene, one)) }] : []),
      ...(one.sessions > 0
        ? [{ id: "sign-out", text: words.signOut, tone: "quiet", act: () => this.#run((scene) => signOut(scene, one)) }] : []),
      { id: "leave", text: words.leave, tone: "quiet", act: () => this.#run((scene) => leave(scene, one)) },
    ];
    return personCard(people, one, { mine, fingerprint: trust.fingerprint, acts });
  }

  /** @param {People["invited"][number]} one */
  #actsOnInvited(one) {
    const undo = { id: "withdraw", text: words.withdraw, tone: "quiet", act: () => this.#run((scene) => withdraw(scene, one)) };
    if (!one.enrolled) return [undo];
    return [{ id: "compare", text: words.compare, tone: "primary", act: () => this.#run((scene) => compare(scene, one)) }];
  }

  /**
   * @param {string} id
   * @param {(scene: Scene) => Promise<void>} task
   */
  #on(id, task) {
    byId(id, HTMLButtonElement).addEventListener("click", () => void this.#run(task));
  }

  /** @param {(scene: Scene) => Promise<void>} task */
  async #run(task) {
    if (!this.#people) {
      this.#pressed = task;
      return;
    }
    this.#talk?.end();
    const talk = new Talk("people-dialog");
    this.#talk = talk;
    try {
      await task({ desk: this.desk, chores: this.chores, talk, people: this.#people });
    } catch (error) {
      if (!(error instanceof Ended)) await this.#explain(talk, error);
    }
    talk.end();
    await this.#load().catch(() => undefined);
    // The button that was pressed may be gone with what it was about.
    if (this.poll.running && document.activeElement === document.body) byId("people-heading", HTMLElement).focus();
  }

  /**
   * @param {Talk} talk
   * @param {unknown} error
   */
  async #explain(talk, error) {
    await talk.tell(problems.heading, [line(peopleProblem(error))]).catch(() => undefined);
  }
}
