// @ts-check
/** One phone: whose it is, what it shows, what is done with it. */
import * as api from "./api.js";
import { openAttachments, openPlaces } from "./attach.js";
import { Chips } from "./chips.js";
import { Composer } from "./composer.js";
import { timeOf } from "./dates.js";
import { button, find, make } from "./dom.js";
import { Lock } from "./lock.js";
import { RichMenu } from "./menu.js";
import { peopleList } from "./people.js";
import { poll } from "./polling.js";
import { askTime, showLink, showMessageMenu } from "./questions.js";
import { Sheet } from "./sheet.js";
import { Talk } from "./talk.js";

/** @typedef {import("./types.js").Action} Action */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").View} View */
/** @typedef {(phone: Handset) => void} OnPhone */
/**
 * What only the page knows and can do.
 * @typedef {{
 *   people: () => Person[], become: (phone: Handset, id: string) => void, somebody: OnPhone, lost: OnPhone,
 *   shown: OnPhone, away: OnPhone, alone: () => boolean, stage: () => void,
 * }} Page
 */

export class Handset {
  /** @param {HTMLElement} root @param {Page} page */
  constructor(root, page) {
    this.root = root;
    this.page = page;
    this.id = "";
    this.seen = -1;
    this.ahead = 0;
    this.pc = false;
    this.unfriended = false;
    /** @type {View | null} */
    this.view = null;
    this.sheet = new Sheet(root);
    this.lock = new Lock(root);
    this.talk = new Talk(root, { tap: (entry, action) => this.#tap(entry, action), menu: (entry) => this.#own(entry) });
    this.chips = new Chips(root, (entry, action) => this.#tap(entry, action));
    this.menu = new RichMenu(root, (area, action) => this.#tapMenu(area, action));
    this.composer = new Composer(root, (text) => this.#done(api.send(this.id, { text })));
    root.addEventListener("click", (event) => this.#press(event));
    this.look = poll(
      () => this.#look(),
      (working) => (find("[data-offline]", root).hidden = working),
    );
  }

  /** @param {string} id */
  become(id) {
    Object.assign(this, { id, view: null, seen: -1, unfriended: false });
    this.composer.writeAs(id);
    if (id) void this.look();
  }

  async #look() {
    const asked = this.id;
    if (!asked) return;
    const view = await api.look(asked, this.seen).catch((refused) => {
      // A simulator that was started anew knows nobody.
      if (refused instanceof api.Refused && refused.status === 404) this.page.lost(this);
      throw refused;
    });
    if (view && asked === this.id) {
      Object.assign(this, { view, seen: view.revision, ahead: view.now - Date.now() });
      this.show();
    }
    this.#tick();
  }

  show() {
    const view = this.view;
    if (!view) return;
    const { following, blocked } = view.resident;
    const end = this.talk.atEnd();
    const here = following || this.unfriended || view.entries.length > 0;
    this.root.querySelectorAll("[data-account]").forEach((place) => (place.textContent = view.account));
    find("[data-owner]", this.root).textContent = `${view.resident.name}さんの電話`;
    find("[data-pc]", this.root).hidden = !this.pc;
    find("[data-meet]", this.root).hidden = here || blocked;
    find("[data-blocked]", this.root).hidden = !blocked;
    const writing = this.menu.draw(this.pc || blocked ? null : view.menu);
    this.composer.show(here && !blocked && writing);
    this.talk.draw(view);
    this.chips.draw(view, this.pc);
    this.lock.draw(view);
    this.page.shown(this);
    if (end) this.talk.toEnd();
  }

  #tick() {
    const now = Date.now() + this.ahead;
    this.root.querySelectorAll("[data-clock]").forEach((clock) => (clock.textContent = timeOf(now)));
    const typing = find("[data-typing]", this.root);
    const hidden = now >= (this.view?.typing_until ?? 0);
    if (typing.hidden === hidden) return;
    typing.hidden = hidden;
    if (!hidden) this.talk.toEnd();
  }

  /**
   * Does something with the platform, then looks; says so when it was refused.
   * @param {Promise<unknown>} doing
   */
  async #done(doing) {
    try {
      await doing;
    } catch (refused) {
      this.sheet.say("うまくいきませんでした");
      throw refused;
    } finally {
      await this.look();
    }
  }

  /** @param {Promise<unknown>} doing */
  #doing(doing) {
    void this.#done(doing).catch(() => undefined);
  }

  /** @param {Entry} entry @param {Action} action */
  #tap(entry, action) {
    this.#act(action, (time) => this.#doing(api.tap(this.id, entry.id, action, time)));
  }

  /** @param {number} area @param {Action} action */
  #tapMenu(area, action) {
    if (action.type === "uri") showLink(this.sheet, action.uri);
    else this.#act(action, (time) => this.#doing(api.tapMenu(this.id, area, time)));
  }

  /** @param {Action} action @param {(time?: string) => void} tap */
  #act(action, tap) {
    if (action.type === "datetimepicker") return askTime(this.sheet, action, tap);
    if (action.type === "camera" || action.type === "cameraRoll") return this.#attach();
    if (action.type === "location") return openPlaces(this.sheet, (what) => this.#doing(api.send(this.id, what)));
    if (action.type === "clipboard") return this.#copy(action.clipboardText);
    if (action.inputOption === "openKeyboard") this.#write(action.fillInText ?? "");
    if (/^(open|close)RichMenu$/.test(action.inputOption)) this.menu.open = action.inputOption === "openRichMenu";
    return tap();
  }

  /** @param {string} words */
  #write(words) {
    this.menu.write(true);
    this.show();
    if (words) this.composer.fill(words);
    this.composer.box.focus();
  }

  /** @param {Entry} entry */
  #own(entry) {
    showMessageMenu(this.sheet, entry, {
      unsend: () => this.#doing(api.unsend(this.id, entry.id)),
      edit: (text) => this.#doing(api.edit(this.id, entry.id, text)),
      copy: (text) => this.#copy(text),
    });
  }

  /** @param {string} text */
  #copy(text) {
    void navigator.clipboard.writeText(text).then(() => this.sheet.say("コピーしました"));
  }

  #attach() {
    openAttachments(this.sheet, (what) => this.#doing(api.send(this.id, what)));
  }

  #openMenu() {
    const { sheet, page } = this;
    const people = peopleList(page.people(), [this.id], (id) => sheet.closingThen(() => page.become(this, id))());
    const away = page.alone() ? [] : [{ label: "この電話をしまう", press: () => page.away(this) }];
    sheet.open(
      "メニュー",
      make("h3", {}, "だれの電話？"),
      people,
      button("quiet", sheet.closingThen(() => page.somebody(this)), "べつの人になる"),
      sheet.choices("このアカウント", [
        this.#friendship(),
        { label: "グループに招待する", press: () => this.#invite() },
        { label: "ロック画面を見る", press: () => this.lock.lock(true) },
        { label: this.pc ? "スマートフォンで見る" : "パソコンのLINEで見る", press: () => this.#turn() },
        ...away,
      ]),
      sheet.choices("舞台裏", [{ label: "時計や失敗のスイッチ", press: () => page.stage() }]),
    );
  }

  /** What can be done about being friends, now. */
  #friendship() {
    const { following, blocked } = this.view?.resident ?? { following: false, blocked: false };
    if (following) {
      return { label: "ブロックする", danger: true, press: () => this.#doing(api.block(this.id)) };
    }
    return { label: blocked ? "ブロックを解除" : "友だちに追加", press: () => this.#doing(api.befriend(this.id)) };
  }

  #invite() {
    this.sheet.say("グループに招待しました");
    this.#doing(api.invite(this.id));
  }

  /** LINE on a PC has no rich menu and no quick replies. */
  #turn() {
    this.pc = !this.pc;
    this.show();
  }

  /** @param {Event} event */
  #press(event) {
    if (!(event.target instanceof Element)) return;
    const link = event.target.closest("a[href]");
    // LINE leaves these to the phone's own browser at once.
    const outside = link instanceof HTMLAnchorElement && new URL(link.href).searchParams.get("openExternalBrowser") === "1";
    if (link instanceof HTMLAnchorElement && !outside && !link.closest("[data-sheet]")) {
      event.preventDefault();
      showLink(this.sheet, link.getAttribute("href") ?? "");
    }
    const pressed = event.target.closest("[data-do]");
    if (pressed instanceof HTMLElement) this.#deed(pressed.dataset.do ?? "");
  }

  /** @param {string} deed */
  #deed(deed) {
    /** @type {Record<string, () => void>} */
    const deeds = {
      follow: () => this.#doing(api.befriend(this.id)),
      unfriended: () => (this.unfriended = true),
      lock: () => this.lock.lock(true),
      unlock: () => this.lock.lock(false),
      menu: () => this.#openMenu(),
      attach: () => this.#attach(),
      fold: () => this.menu.fold(),
      keys: () => this.#write(""),
      tiles: () => this.menu.write(false),
    };
    deeds[deed]?.();
    this.show();
  }
}
