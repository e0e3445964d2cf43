// @ts-check
/** The phone's one entry: whose phone it is, what it shows, what is done with it. */
import * as api from "./api.js";
import { openAttachments } from "./attach.js";
import { drawChips } from "./chips.js";
import { onWrite, showComposer, writeAs } from "./composer.js";
import { timeOf } from "./dates.js";
import { button, find, make } from "./dom.js";
import { drawLock, lock } from "./lock.js";
import { drawDesk, peopleList } from "./people.js";
import { poll } from "./polling.js";
import { choices, closingThen, openSheet, say } from "./sheet.js";
import { atEnd, drawTalk, toEnd } from "./talk.js";

/** @typedef {import("./types.js").Action} Action */
/** @typedef {import("./types.js").Entry} Entry */
/** @typedef {import("./types.js").Person} Person */
/** @typedef {import("./types.js").View} View */

const phone = {
  /** @type {Person[]} */ people: [],
  /** @type {View | null} */ view: null,
  /** @type {Set<string>} those who talk without being friends */ unfriended: new Set(),
  id: "",
  seen: -1,
  ahead: 0,
};

const look = poll(
  async () => {
    if (!phone.id) await takeOut(location.hash.slice(1));
    const asked = phone.id;
    const view = await api.look(asked, phone.seen).catch(forget);
    if (view && asked === phone.id) show(view);
    tick();
  },
  (working) => {
    find("[data-offline]").hidden = working;
  },
);

/**
 * A simulator that was started anew knows nobody: the next look takes out another phone.
 * @param {unknown} refused
 * @returns {never}
 */
function forget(refused) {
  if (refused instanceof api.Refused && refused.status === 404) phone.id = "";
  throw refused;
}

/** @param {string} wanted */
async function takeOut(wanted) {
  phone.people = (await api.people()).residents;
  const person = phone.people.find((one) => one.id === wanted) ?? phone.people[0];
  if (person) become(person.id);
}

/** @param {string} id */
function become(id) {
  Object.assign(phone, { id, view: null, seen: -1 });
  location.hash = id;
  writeAs(id);
  drawDesk(phone.people, id, change);
}

/** @param {string} id */
function change(id) {
  become(id);
  void look();
}

async function becomeSomebody() {
  const person = await api.becomeSomebody();
  phone.people.push(person);
  change(person.id);
  say(`${person.name}さんの電話です`);
}

/** @param {View} view */
function show(view) {
  Object.assign(phone, { view, seen: view.revision, ahead: view.now - Date.now() });
  const { following, blocked } = view.resident;
  const end = atEnd();
  const writing = following || phone.unfriended.has(phone.id) || view.entries.length > 0;
  document.querySelectorAll("[data-account]").forEach((place) => (place.textContent = view.account));
  find("[data-owner]").textContent = `${view.resident.name}さんの電話`;
  find("[data-meet]").hidden = writing || blocked;
  find("[data-blocked]").hidden = !blocked;
  showComposer(writing && !blocked);
  drawTalk(view, { tap, menu });
  drawChips(view, tap);
  drawLock(view);
  if (end) toEnd();
}

function tick() {
  const now = Date.now() + phone.ahead;
  document.querySelectorAll("[data-clock]").forEach((clock) => (clock.textContent = timeOf(now)));
  const typing = find("[data-typing]");
  const hidden = now >= (phone.view?.typing_until ?? 0);
  if (typing.hidden === hidden) return;
  typing.hidden = hidden;
  if (!hidden) toEnd();
}

/**
 * Does something with the platform, then looks; says so when it was refused.
 * @param {Promise<unknown>} doing
 */
async function done(doing) {
  try {
    await doing;
  } catch (refused) {
    say("うまくいきませんでした");
    throw refused;
  } finally {
    await look();
  }
}

/** @param {Promise<unknown>} doing */
const doing = (doing) => void done(doing).catch(() => undefined);

/** @param {Entry} entry @param {Action} action */
function tap(entry, action) {
  if (action.type === "datetimepicker") pickTime(entry, action);
  else if (action.type === "camera" || action.type === "cameraRoll") attach();
  else if (action.type === "location") doing(api.send(phone.id, { location: true }));
  else if (action.type === "clipboard") copy(action.clipboardText);
  else doing(api.tap(phone.id, entry.id, action));
}

/** @param {Entry} entry @param {Action} action */
function pickTime(entry, action) {
  const type = action.mode === "datetime" ? "datetime-local" : action.mode;
  const { initial: value = "", min = "", max = "" } = action;
  const input = make("input", { type, value, min, max });
  input.setAttribute("aria-label", action.label ?? "日時");
  const send = () => {
    if (input.value) doing(api.tap(phone.id, entry.id, action, input.value));
  };
  const list = make("div", { className: "list" }, input, button("main", closingThen(send), "これにする"));
  openSheet("日時をえらぶ", make("h3", {}, action.label ?? "日時をえらぶ"), list);
}

/** @param {Entry} entry */
function menu(entry) {
  const unsend = { label: "送信を取り消す", danger: true, press: () => doing(api.unsend(phone.id, entry.id)) };
  const words = { label: "文字をコピー", press: () => copy(entry.message.text) };
  const offered = [...(entry.unsendable ? [unsend] : []), ...(entry.message.text ? [words] : [])];
  openSheet("メッセージのメニュー", choices("このメッセージ", offered));
}

/** @param {string} text */
function copy(text) {
  void navigator.clipboard.writeText(text).then(() => say("コピーしました"));
}

const attach = () => openAttachments((what) => doing(api.send(phone.id, what)));

function openMenu() {
  const people = peopleList(phone.people, phone.id, (id) => closingThen(() => change(id))());
  openSheet(
    "メニュー",
    make("h3", {}, "だれの電話？"),
    people,
    button("quiet", closingThen(() => void becomeSomebody()), "べつの人になる"),
    choices("このアカウント", [
      friendship(),
      { label: "グループに招待する", press: invite },
      { label: "ロック画面を見る", press: () => lock(true) },
    ]),
  );
}

/** What can be done about being friends, now. */
function friendship() {
  const { following, blocked } = phone.view?.resident ?? { following: false, blocked: false };
  if (following) return { label: "ブロックする", danger: true, press: () => doing(api.block(phone.id)) };
  return { label: blocked ? "ブロックを解除" : "友だちに追加", press: () => doing(api.befriend(phone.id)) };
}

function invite() {
  say("グループに招待しました");
  doing(api.invite(phone.id));
}

/** @type {Record<string, () => void>} */
const deeds = {
  follow: () => doing(api.befriend(phone.id)),
  unfriended: () => {
    phone.unfriended.add(phone.id);
    if (phone.view) show(phone.view);
  },
  someone: () => void becomeSomebody(),
  lock: () => lock(true),
  unlock: () => lock(false),
  menu: openMenu,
  attach,
};

document.addEventListener("click", (event) => {
  const pressed = event.target instanceof Element ? event.target.closest("[data-do]") : null;
  if (pressed instanceof HTMLElement) deeds[pressed.dataset.do ?? ""]?.();
});
onWrite((text) => done(api.send(phone.id, { text })));
void look();
