// @ts-check
/** The console's entry: who may be here, and for how long. */

import { ask, byId, setText } from "../lib/dom.js";
import { Idle } from "../lib/idle.js";
import { Alarms } from "./alarms.js";
import { Api } from "./api.js";
import { CapacityStrip } from "./capacity/strip.js";
import { Chores } from "./chores.js";
import { Desk } from "./desk.js";
import { DesignsPanel } from "./designs/panel.js";
import { EndedNotice } from "./ended_notice.js";
import { Entrance } from "./entrance.js";
import { FlyersPanel } from "./flyers/panel.js";
import { Gate } from "./gate.js";
import { MinePanel } from "./mine/panel.js";
import { HoursPanel } from "./hours/panel.js";
import { LinePanel } from "./line/panel.js";
import { Navigation } from "./navigation.js";
import { OrdersPanel } from "./orders/panel.js";
import { Awaiting } from "./people/awaiting.js";
import { PeoplePanel } from "./people/panel.js";
import { PlacementsPanel } from "./placements/panel.js";
import { Presence } from "./presence.js";
import { stopProving } from "./proving.js";
import { ReferralsPanel } from "./referrals/panel.js";
import { RetentionPanel } from "./retention/panel.js";
import { RulesPanel } from "./rules/panel.js";
import { StatisticsPanel } from "./statistics/panel.js";
import { TemplatesPanel } from "./templates/panel.js";
import { gate as words, session as sessionWords } from "./words.js";
import { VisitSetupPanel } from "./visit_setup/panel.js";
import { VisitsPanel } from "./visits/panel.js";
import { Workspace } from "./workspace.js";

const IDLE_MS = 10 * 60 * 1000;
const WARN_MS = 60 * 1000;

class Console {
  /** Who was here before a lock, and what they had open. */
  #before = { kid: "", name: "", open: "" };
  #idleNotice = byId("idle-notice", HTMLElement);

  constructor() {
    this.desk = new Desk(new Api(() => this.#lock(words.over)));
    this.workspace = new Workspace(this.desk);
    this.chores = new Chores(this.desk);
    this.awaiting = new Awaiting(this.chores);
    this.alarms = new Alarms(this.desk);
    this.ended = new EndedNotice(this.desk);
    this.presence = new Presence(this.desk);
    this.navigation = new Navigation({
      statistics: new StatisticsPanel(this.desk),
      templates: new TemplatesPanel(this.desk),
      referrals: new ReferralsPanel(this.desk),
      hours: new HoursPanel(this.desk),
      visits: new VisitsPanel(this.desk),
      setup: new VisitSetupPanel(this.desk, (code) => this.#openBooking(code)),
      flyers: new FlyersPanel(this.desk),
      designs: new DesignsPanel(this.desk),
      orders: new OrdersPanel(this.desk),
      placements: new PlacementsPanel(this.desk),
      line: new LinePanel(this.desk),
      rules: new RulesPanel(this.desk),
      people: new PeoplePanel(this.desk, this.chores),
      retention: new RetentionPanel(this.desk),
      mine: new MinePanel(this.desk),
    });
    this.capacity = new CapacityStrip(this.desk, () => this.navigation.go("rules"));
    this.gate = new Gate(new Entrance(this.desk.api), (entered) => this.#enter(entered));
    this.idle = new Idle(
      { limitMs: IDLE_MS, warnMs: WARN_MS, now: () => Date.now() },
      { onWarn: () => this.#warn(true), onReturn: () => this.#warn(false), onIdle: () => this.#lock(words.idle) },
    );
    byId("second-way-go", HTMLButtonElement).addEventListener("click", () => this.navigation.go("mine"));
    byId("sign-out", HTMLButtonElement).addEventListener("click", () => void this.#signOut());
    byId("language", HTMLElement).addEventListener("click", (event) => void this.#changeLanguage(event));
    addEventListener("beforeunload", (event) => this.desk.drafts.any() && event.preventDefault());
    addEventListener("pagehide", () => void this.desk.api.endSession({ keepalive: true }));
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    this.gate.open({ note: wasReloaded() ? words.reloaded : "" });
  }

  /** @param {import("./entrance.js").Entered} entered */
  #enter({ session, name }) {
    const same = this.#before.kid === session.kid;
    if (!same) this.desk.drafts.clear();
    this.desk.sitDown(session);
    this.gate.close();
    this.workspace.start(same ? this.#before.open : "");
    this.#before = { kid: session.kid, name, open: "" };
    this.navigation.start(session.role);
    byId("second-way", HTMLElement).hidden = session.secondWay;
    this.chores.start();
    this.awaiting.start();
    this.capacity.start(session.role);
    this.alarms.start(session.role);
    this.ended.start(session.ended);
    this.presence.start(session.role);
    this.idle.start();
    document.body.dataset.ready = "true";
  }

  /** @param {string} why */
  #lock(why) {
    if (!this.desk.signedIn) return;
    const open = this.#leave();
    this.#before.open = open;
    const note = this.desk.drafts.any() ? why + words.draftsKept : why;
    this.gate.open({ note, name: this.#before.name });
  }

  async #signOut() {
    if (this.desk.drafts.any() && !(await ask(byId("confirm-leave", HTMLDialogElement)))) return;
    if (!this.desk.signedIn) return;
    this.desk.drafts.clear();
    this.#leave();
    this.#before = { kid: "", name: "", open: "" };
    this.gate.open({ note: words.signedOut });
  }

  /** Loading the page anew takes the keys with it: the passphrase is asked for again. @param {Event} event */
  async #changeLanguage(event) {
    const link = event.target instanceof HTMLAnchorElement ? event.target : null;
    if (!link) return;
    event.preventDefault();
    if (await ask(byId("confirm-language", HTMLDialogElement))) location.assign(link.href);
  }

  /** In the calendar, as if somebody had typed its code there. @param {string} code */
  #openBooking(code) {
    this.navigation.go("visits");
    byId("visits-code", HTMLInputElement).value = code;
    byId("visits-find", HTMLFormElement).requestSubmit();
  }

  /** @returns {string} the consultation that was open */
  #leave() {
    this.idle.stop();
    this.#warn(false);
    delete document.body.dataset.ready;
    for (const id of ["confirm-leave", "confirm-language"]) byId(id, HTMLDialogElement).close();
    stopProving();
    this.navigation.stop();
    this.alarms.stop();
    this.ended.stop();
    this.presence.stop();
    this.chores.stop();
    this.awaiting.stop();
    this.capacity.stop();
    const open = this.workspace.stop();
    this.desk.standUp();
    void this.desk.api.endSession();
    return open;
  }

  /** @param {boolean} soon */
  #warn(soon) {
    this.#idleNotice.hidden = !soon;
    setText(this.#idleNotice, soon ? sessionWords.idleSoon : "");
  }
}

function wasReloaded() {
  const [arrival] = performance.getEntriesByType("navigation");
  return arrival instanceof PerformanceNavigationTiming && arrival.type === "reload";
}

new Console();
