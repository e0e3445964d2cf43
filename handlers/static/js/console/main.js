// @ts-check
/** The console's entry: who may be here, and for how long. */

import { ask, byId, setText } from "../lib/dom.js";
import { Idle } from "../lib/idle.js";
import { Alarms } from "./alarms.js";
import { Api } from "./api.js";
import { CapacityStrip } from "./capacity/strip.js";
import { Chores } from "./chores.js";
import { Desk } from "./desk.js";
import { EndedNotice } from "./ended_notice.js";
import { Entrance } from "./entrance.js";
import { Gate } from "./gate.js";
import { Later } from "./later.js";
import { Navigation } from "./navigation.js";
import { Awaiting } from "./people/awaiting.js";
import { Presence } from "./presence.js";
import { stopProving } from "./proving.js";
import { gate as words, session as sessionWords } from "./words.js";
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
      statistics: new Later("statistics", () => import("./statistics/panel.js"), ({ StatisticsPanel }) => new StatisticsPanel(this.desk)),
      templates: new Later("templates", () => import("./templates/panel.js"), ({ TemplatesPanel }) => new TemplatesPanel(this.desk)),
      referrals: new Later("referrals", () => import("./referrals/panel.js"), ({ ReferralsPanel }) => new ReferralsPanel(this.desk)),
      hours: new Later("hours", () => import("./hours/panel.js"), ({ HoursPanel }) => new HoursPanel(this.desk)),
      visits: new Later("visits", () => import("./visits/panel.js"), ({ VisitsPanel }) => new VisitsPanel(this.desk)),
      setup: new Later("setup", () => import("./visit_setup/panel.js"), ({ VisitSetupPanel }) => new VisitSetupPanel(this.desk, (code) => void this.#openBooking(code))),
      flyers: new Later("flyers", () => import("./flyers/panel.js"), ({ FlyersPanel }) => new FlyersPanel(this.desk)),
      designs: new Later("designs", () => import("./designs/panel.js"), ({ DesignsPanel }) => new DesignsPanel(this.desk)),
      orders: new Later("orders", () => import("./orders/panel.js"), ({ OrdersPanel }) => new OrdersPanel(this.desk)),
      placements: new Later("placements", () => import("./placements/panel.js"), ({ PlacementsPanel }) => new PlacementsPanel(this.desk)),
      line: new Later("line", () => import("./line/panel.js"), ({ LinePanel }) => new LinePanel(this.desk)),
      rules: new Later("rules", () => import("./rules/panel.js"), ({ RulesPanel }) => new RulesPanel(this.desk)),
      people: new Later("people", () => import("./people/panel.js"), ({ PeoplePanel }) => new PeoplePanel(this.desk, this.chores)),
      retention: new Later("retention", () => import("./retention/panel.js"), ({ RetentionPanel }) => new RetentionPanel(this.desk)),
      mine: new Later("mine", () => import("./mine/panel.js"), ({ MinePanel }) => new MinePanel(this.desk)),
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
  async #openBooking(code) {
    this.navigation.go("visits");
    // Where it can't be fetched, the screen says so.
    if (!(await this.navigation.panels.visits?.ready())) return;
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
