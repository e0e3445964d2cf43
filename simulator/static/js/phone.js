// @ts-check
/** The page's one entry: which phones lie on the desk, and who the people are. */
import * as api from "./api.js";
import { timeOf } from "./dates.js";
import { find } from "./dom.js";
import { Handset } from "./handset.js";
import { drawNotices } from "./lock.js";
import { peopleList } from "./people.js";
import { poll } from "./polling.js";
import { openStage, startStage } from "./stage.js";

const template = /** @type {HTMLTemplateElement} */ (find("[data-handset]"));
const glance = find("[data-glance]");
/** @type {{people: import("./types.js").Person[], phones: Handset[], last: Handset | null}} */
const desk = { people: [], phones: [], last: null };

/** @type {import("./handset.js").Page} */
const page = {
  people: () => desk.people,
  become: (phone, id) => change(phone, id),
  somebody: (phone) => void somebody(phone),
  lost: (phone) => {
    phone.id = "";
    void begin();
  },
  shown: (phone) => draw(phone),
  away: (phone) => putAway(phone),
  alone: () => desk.phones.length === 1,
  stage: openStage,
};

/** Takes out the phones that the address names, or the first person's. */
async function takeOut() {
  if (desk.phones.every((phone) => phone.id) && desk.phones.length > 0) return;
  desk.people = (await api.people()).residents;
  const known = desk.people.map((person) => person.id);
  const wanted = location.hash.slice(1).split(",").filter((id) => known.includes(id));
  const first = wanted.length ? wanted : known.slice(0, 1);
  desk.phones.slice(first.length).forEach((phone) => phone.root.remove());
  desk.phones.length = Math.min(desk.phones.length, first.length);
  first.forEach((id, place) => (desk.phones[place] ?? add()).become(id));
  remember();
}

const begin = poll(
  async () => {
    if (desk.phones.length === 0) add();
    await takeOut();
  },
  () => undefined,
);

/** A phone more on the desk, nobody's yet. */
function add() {
  const root = /** @type {HTMLElement} */ (find(".phone", /** @type {DocumentFragment} */ (template.content.cloneNode(true))));
  document.querySelector("[data-coming]")?.remove();
  find("[data-phones]").append(root);
  const phone = new Handset(root, page);
  root.addEventListener("pointerdown", () => look(phone));
  root.addEventListener("focusin", () => look(phone));
  desk.phones.push(phone);
  desk.last ??= phone;
  return phone;
}

/** @param {Handset} phone @param {string} id */
function change(phone, id) {
  phone.become(id);
  remember();
}

/** @param {Handset} phone */
async function somebody(phone) {
  const person = await api.becomeSomebody();
  desk.people.push(person);
  change(phone, person.id);
  phone.sheet.say(`${person.name}さんの電話です`);
  phone.root.scrollIntoView({ inline: "nearest", block: "nearest" });
}

/** @param {Handset} phone */
function putAway(phone) {
  phone.become("");
  phone.root.remove();
  desk.phones.splice(desk.phones.indexOf(phone), 1);
  desk.last = desk.phones[0] ?? null;
  remember();
  desk.last?.show();
}

/** Whoever's phone is out is in the address, so that a reload takes the same ones. */
function remember() {
  const ids = desk.phones.map((phone) => phone.id);
  location.hash = ids.join(",");
  const list = peopleList(desk.people, ids, (id) => onPerson(id));
  find("[data-people]").replaceChildren(...list.children);
}

/** @param {string} id somebody on the desk's list: their phone is taken out, or shown */
function onPerson(id) {
  const phone = desk.phones.find((one) => one.id === id);
  if (!phone) change(add(), id);
  const shown = phone ?? desk.phones.at(-1);
  shown?.root.scrollIntoView({ inline: "center", block: "nearest" });
  if (shown) look(shown);
}

/** @param {Handset} phone */
function look(phone) {
  if (desk.last === phone) return;
  desk.last = phone;
  draw(phone);
}

/** @param {Handset} phone */
function draw(phone) {
  if (phone !== desk.last || !phone.view) return;
  drawNotices(glance, phone.view);
  find("[data-clock]", glance).textContent = timeOf(phone.view.now);
}

find("[data-add]").addEventListener("click", () => void somebody(add()));
startStage(() => desk.phones.forEach((phone) => void phone.look()));
void begin();
